"""What holds for any text: offsets, determinism, no crash, no network."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diplo_extract import Record, extract
from diplo_extract.errors import EmptyDocument

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.txt"))

PIECES = st.sampled_from(
    [
        "M. Nguyễn Văn Hòa, ministre vietnamien de l’Énergie,",
        "S.E.M. Oumar\u00a0DIALLO",
        "l’accord du 1er mars 2024",
        "du 28 juin au 3 juillet",
        "a déclaré que",
        "« la Chine et l’E\u0301gypte »",
        "a-t-il ajouté",
        "l’Organisation de coopération de Shanghai (OCS)",
        "ont été signés :\r\n– un protocole ;\r\n– une convention",
        "les présidents Kamara et Ba",
        "coopé\u00adration",
        "🇫🇷",
        "«",
        "\x00",
        "1er 1er",
        "-t-",
        "S. E. Mme",
        "MM.",
        "(",
        "\n\n",
        ".",
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=14).map(" ".join))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(TEXTS)
def test_any_text_gives_a_record_whose_mentions_stand_in_it(text: str) -> None:
    try:
        record = extract(text, with_text=True)
    except EmptyDocument:
        assert not any(map(str.isalnum, text))
        return
    for item in record.items():
        assert item.mentions
        for mention in item.mentions:
            assert text[mention.start : mention.end] == mention.text
    assert Record.model_validate_json(record.model_dump_json()) == record


@pytest.mark.parametrize("change", ["curly", "straight", "nfd", "crlf", "nbsp"])
def test_typography_changes_offsets_but_nothing_that_is_found(change: str) -> None:
    import unicodedata

    text = SAMPLES[0].read_text("utf-8").replace("’", "'").replace("\u00a0", " ")
    changed = {
        "curly": text.replace("'", "’"),
        "straight": text,
        "nfd": unicodedata.normalize("NFD", text),
        "crlf": text.replace("\n", "\r\n"),
        "nbsp": text.replace(" :", "\u00a0:").replace("M. ", "M.\u00a0"),
    }[change]

    def values(record: Record) -> list[Any]:
        return [item.model_dump(exclude={"mentions", "content"}) for item in record.items()]

    record = extract(changed)
    assert values(record) == values(extract(text))
    assert all(changed[m.start : m.end] == m.text for item in record.items() for m in item.mentions)


def test_two_processes_write_the_same_bytes() -> None:
    code = "import sys; from diplo_extract.cli import main; main()"
    outputs = [
        subprocess.run(
            [sys.executable, "-c", code, "extract", *map(str, SAMPLES)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "271")
    ]
    assert outputs[0] == outputs[1]
    assert outputs[0].count(b"\n") == len(SAMPLES)


def test_the_order_of_texts_changes_nothing() -> None:
    texts = [path.read_text("utf-8") for path in SAMPLES[:3]]
    forward = [extract(text).model_dump_json() for text in texts]
    backward = [extract(text).model_dump_json() for text in reversed(texts)]
    assert forward == backward[::-1]


def test_nothing_asks_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    assert extract(SAMPLES[0].read_text("utf-8")).document.language == "fr"


@pytest.mark.parametrize(
    "unit", ["a", "il a dit que ", "M. Issa Ba, Mme Awa Diop, ", "président du conseil de la ", "le Mali et l'Iran, "]
)
def test_time_grows_with_the_length_only(unit: str) -> None:
    def seconds(length: int) -> float:
        begin = time.process_time()
        extract(unit * (length // len(unit)))
        return time.process_time() - begin

    seconds(100)
    assert seconds(40_000) < 20 * seconds(5_000) + 0.5
