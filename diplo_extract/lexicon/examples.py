"""The example sentences of the rows, for those who need ordinary diplomatic French."""

from __future__ import annotations

from importlib.resources import files

from diplo_extract.lexicon import read_rows

__all__ = ["example_sentences"]


def example_sentences() -> list[str]:
    """Every example of every lexicon, its square brackets taken off; sorted by file, then by code."""
    names = sorted(
        file.name.removesuffix(".csv") for file in files(__package__).iterdir() if file.name.endswith(".csv")
    )
    sentences = (row.get("example", "") for name in names for row in read_rows(name))
    return [sentence.replace("[", "").replace("]", "") for sentence in sentences if sentence]
