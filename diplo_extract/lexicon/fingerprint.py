"""A fingerprint of all rows, by which a corpus run notices that a lexicon has changed."""

from __future__ import annotations

import hashlib
from importlib.resources import files

__all__ = ["lexicon_fingerprint"]


def lexicon_fingerprint() -> str:
    """The SHA-256, in hexadecimal, of the names and bytes of every file of rows."""
    digest = hashlib.sha256()
    for file in sorted(files(__package__).iterdir(), key=lambda file: file.name):
        if file.name.endswith((".csv", ".csv.gz")):
            data = file.read_bytes()
            digest.update(f"{file.name} {len(data)} ".encode())
            digest.update(data)
    return digest.hexdigest()
