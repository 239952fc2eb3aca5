"""Benchmarks, run by hand with `make bench` or `python -m benchmarks NAME`. No test depends on a figure of theirs.

Each is a package with a `bench` module whose `main()` prints what was measured, of what, and against what.
"""
