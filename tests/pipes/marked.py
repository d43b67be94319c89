"""Marked-up sentences: `Le [Mali=MLI] a signé.` is a text and the mentions to be found in it, no more, no less."""

from __future__ import annotations

import re
from pathlib import Path

CASES = Path(__file__).parent.parent / "cases"
_MARK = re.compile(r"\[([^\[\]=]+)=([^\[\]]+)\]")


def read_marked(name: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The sentences of a file under tests/cases, each with the expected words and values; an empty file is an error."""
    lines = [line for line in (CASES / name).read_text("utf-8").splitlines() if line and not line.startswith("#")]
    assert lines, f"no cases in {name}"
    return [(_MARK.sub(r"\1", line), _MARK.findall(line)) for line in lines]
