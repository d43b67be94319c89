"""The options that several commands take."""

from __future__ import annotations

from typing import Annotated

import typer

__all__ = ["Force", "MaxCharacters", "Model", "ReferenceDate", "WithText"]

ReferenceDate = Annotated[
    str | None,
    typer.Option(help="What relative dates are resolved against, ISO 8601; by default each document's own date."),
]
WithText = Annotated[bool, typer.Option("--with-text", help="Put the whole text into each record.")]
Model = Annotated[
    str | None, typer.Option(help="A pipeline assembled by `make model`, or an installed French spaCy pipeline.")
]
MaxCharacters = Annotated[
    int | None, typer.Option(min=1, help="Refuse texts over this size; by default 2,000,000 characters.")
]
Force = Annotated[bool, typer.Option("--force", help="Replace the output if it exists.")]
