"""The groups of commands: each reads the configuration, calls one plain function and tells what came of it."""
