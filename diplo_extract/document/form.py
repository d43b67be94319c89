"""What the bytes of a file are, a text or an HTML page, and how they are unpacked."""

from __future__ import annotations

import gzip
import re
import zlib
from io import BytesIO
from pathlib import PurePosixPath
from typing import Literal

from diplo_extract.errors import UndecodableDocument

__all__ = ["Form", "form_of", "is_page", "stem_of", "unpack"]

Form = Literal["text", "html", "text.gz", "html.gz"]
"""What the bytes of a document are; `.gz` stands for a file packed by gzip."""

PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)


def form_of(name: str) -> Form:
    """The form that the name of a file tells."""
    lower = name.lower()
    packed = lower.endswith(".gz")
    if lower.removesuffix(".gz").endswith((".html", ".htm", ".xhtml")):
        return "html.gz" if packed else "html"
    return "text.gz" if packed else "text"


def stem_of(name: str) -> str:
    """A path without its suffix, `.gz` before it included; parts are kept."""
    path = PurePosixPath(name)
    if path.suffix.lower() == ".gz":
        path = path.with_suffix("")
    return str(path.with_suffix("")) if path.suffix else str(path)


def is_page(text: str) -> bool:
    """Whether a text is an HTML page by its first tag, whatever its file is called."""
    return PAGE.match(text) is not None


def unpack(data: bytes, *, source: str, limit: int) -> bytes:
    """What the gzip member holds, up to `limit` bytes: a small file may unpack to a very large one.

    Raises `UndecodableDocument`, naming `source`, for what is no whole gzip file.
    """
    try:
        with gzip.open(BytesIO(data)) as file:
            return file.read(limit)
    except (OSError, EOFError, zlib.error) as error:
        raise UndecodableDocument(source, f"no whole gzip file ({error})", "compress it anew") from error
