"""French diplomatic communiqués in, validated records out.

    from diplo_extract import extract
    record = extract(text, reference_date="2024-07-03")

Importing the package does no work: spaCy and the models load on the first call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diplo_extract.errors import DiploExtractError

if TYPE_CHECKING:
    from diplo_extract.extraction import extract as extract
    from diplo_extract.extraction import extract_many as extract_many
    from diplo_extract.pipeline import load as load
    from diplo_extract.record import Record as Record

__all__ = ["DiploExtractError", "Record", "extract", "extract_many", "load"]

_HOMES = {"Record": "record", "extract": "extraction", "extract_many": "extraction", "load": "pipeline"}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        from importlib import import_module

        value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
