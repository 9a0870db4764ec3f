"""The gate and the measurements: each module here prints the tables of docs/performance.md (`python -m benchmarks.NAME --help`)."""
