"""Lets `python -m diplo_extract` stand for `diplo-extract`."""

from diplo_extract.cli import main

main()
