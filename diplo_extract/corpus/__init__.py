"""Whole corpora: a folder in, records out. Runs that survive bad files, killed workers and a power cut."""
