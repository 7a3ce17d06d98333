"""The DuckDB warehouse: tables, views, snapshots. Knows DuckDB and the records, nothing else."""
