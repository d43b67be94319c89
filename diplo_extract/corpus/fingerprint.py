"""What a record depends on, in 32 bytes: when it is the same, the record need not be made again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from diplo_extract.corpus.task import Task
from diplo_extract.corpus.worker import Extraction
from diplo_extract.lexicon.fingerprint import lexicon_fingerprint
from diplo_extract.pipeline import BASE_MODEL, trained_weights

__all__ = ["fingerprint", "run_fingerprint"]


def run_fingerprint(extraction: Extraction) -> bytes:
    """The fingerprint of version, options, lexicons and model."""
    digest = hashlib.sha256()
    options = {name: str(value) for name, value in asdict(extraction).items()}
    versions = {name: version(name) for name in ("diplo-extract", "spacy", "thinc", "numpy")}
    digest.update(json.dumps([options, versions, lexicon_fingerprint()], sort_keys=True).encode())
    for part in _model_files(extraction.model):
        digest.update(part)
    return digest.digest()


def fingerprint(run: bytes, task: Task) -> bytes:
    """The fingerprint of one document under the run's."""
    digest = hashlib.sha256(run)
    digest.update(json.dumps([task.id, task.source, task.form, task.reference_date]).encode())
    digest.update(task.data)
    return digest.digest()


def _model_files(model: str | None) -> Iterable[bytes]:
    """The files of the model and of the trained weights: their names and contents."""
    for folder in (_model_folder(model), trained_weights()):
        if folder is None:
            continue
        for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix not in {".pyc", ".py"}):
            yield path.relative_to(folder).as_posix().encode()
            yield hashlib.sha256(path.read_bytes()).digest()


def _model_folder(model: str | None) -> Path | None:
    """The folder of a pipeline given by path or by the name of its package; None where there is none."""
    if model is not None and Path(model).is_dir():
        return Path(model)
    spec = find_spec(model or BASE_MODEL)
    return None if spec is None or spec.origin is None else Path(spec.origin).parent
