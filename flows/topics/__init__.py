"""What an analyst needs to write a topic."""
