"""Training of the shipped static embedding, from law texts only.

Run as ``python -m ingest.training``; needs the extra ``[models]``. The application never
imports this package.
"""
