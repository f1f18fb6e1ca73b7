"""A benchmark that anyone can run: ``python -m tests.benchmarks`` (docs/contributing/performance.md)."""
