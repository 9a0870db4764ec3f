"""Commands of `python -m assistant` by matter: each adds its arguments and runs; the work is done elsewhere."""
