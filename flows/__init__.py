"""The only place with network, clock, concurrency, Prefect and the command line."""
