"""The training of models/ner, on toys: passages are composed, data read, a step trained, weights loaded again."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path

import pytest
from spacy.tokens import Doc
from thinc.api import Config

sys.path.insert(0, str(Path(__file__).parents[2] / "models"))

import compose
import train


def names(passages: list[compose.Passage]) -> set[str]:
    return {text[a:b] for text, spans in passages for a, b, label in spans if label == "PER"}


def test_composed_passages_depend_on_the_seed_alone() -> None:
    assert compose.compose(30, seed=1) == compose.compose(30, seed=1)
    assert compose.compose(30, seed=1) != compose.compose(30, seed=2)


def test_composed_passages_are_well_formed() -> None:
    passages = compose.compose(1500, seed=3)
    for text, spans in passages:
        assert not set("{}<>|") & set(text), text
        assert all(0 <= a < b <= len(text) and text[a:b] == text[a:b].strip() for a, b, _ in spans), text
        assert all(before[1] <= after[0] for before, after in pairwise(spans)), text
    assert {label for _, spans in passages for _, _, label in spans} == set(compose.LABELS)
    assert len(names(passages)) > 1500


def test_held_out_passages_show_new_names() -> None:
    full = {n for n in names(compose.compose(200, seed=4, held_out=True)) if " " in n}
    assert len(full) > 50
    assert not full & names(compose.compose(1500, seed=4))


@pytest.mark.parametrize("held_out", [False, True])
def test_prose_is_well_formed(held_out: bool) -> None:
    passages = compose.prose(held_out=held_out)
    assert len(passages) > 50
    for text, spans in passages:
        assert not set("<>\\’") & set(text), text
        assert len(spans) > 2, text
        assert all(a < b and text[a:b] == text[a:b].strip() for a, b, _ in spans), text
        assert not [text[a:b] for a, b, label in spans if label == "PER" and text[a:b].startswith(("M. ", "Mme "))]


def test_held_out_prose_shows_new_persons() -> None:
    assert not {n for n in names(compose.prose(held_out=True)) if " " in n} & names(compose.prose())


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ("<LOC Doha> a salué", "Doha a salué"),
        ("à le <LOC Togo>", "au Togo"),
        ("de les <LOC Fidji>", "des Fidji"),
        ("près de <LOC Alep>", "près d'Alep"),
        ("reçu\nle ministre", "reçu\nLe ministre"),
    ],
)
def test_contractions(marked: str, text: str) -> None:
    found = compose.parsed(compose.smoothed(marked)).text
    assert found == text[0].upper() + text[1:]


def test_of_nested_names_the_outermost_is_marked() -> None:
    passage = compose.parsed("le <ORG ministère de la Défense du <LOC Togo>>")
    assert [passage.text[a:b] for a, b, _ in passage.spans] == ["ministère de la Défense du Togo"]
    assert train.outermost([(0, 20, "ORG"), (15, 20, "LOC"), (30, 50, "MISC"), (45, 50, "LOC")]) == (
        (0, 20, "ORG"),
        (45, 50, "LOC"),
    )


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder of two annotated documents."""
    text = "Le ministre Anri Zadeh a visité l’usine de Kolm.\n\nIl a remercié la Banque du Nord.\n"
    for stem in ("a", "b"):
        (tmp_path / f"{stem}.txt").write_text(text, "utf-8")
        marks = (("Person", "Anri Zadeh"), ("Location", "Kolm"), ("Organization", "Banque du Nord"), ("Date", "Il"))
        lines = (f"T{i}\t{k} {text.index(n)} {text.index(n) + len(n)}\t{n}\n" for i, (k, n) in enumerate(marks))
        (tmp_path / f"{stem}.ann").write_text("".join(lines), "utf-8")
    return tmp_path


def test_brat_is_read_and_cut(data: Path) -> None:
    documents = train.read_brat(data)
    passages = train.cut(documents)
    assert "l'usine" in documents[0].text
    assert {text[a:b]: label for text, spans in passages for a, b, label in spans} == {
        "Anri Zadeh": "PER",
        "Kolm": "LOC",
        "Banque du Nord": "ORG",
    }
    kept, held_out = train.split(documents, every=2, fold=1)
    assert (kept, held_out) == (documents[:1], documents[1:])


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        train.read_brat(tmp_path)


def test_trained_weights_load_in_place_of_the_stock_ones(data: Path, tmp_path: Path) -> None:
    config = Config().from_disk(Path(train.__file__).with_name("train.cfg"))
    config["training"]["epochs"] = 1
    config["composed"]["passages"] = 8
    passages = train.cut(train.read_brat(data))
    nlp = train.train(passages, config=config, watched={"news": passages})
    nlp.get_pipe("ner").to_disk(tmp_path / "ner", exclude=["vocab"])  # type: ignore[attr-defined]
    fresh = train.base(config["training"]["base"])
    stock = fresh.get_pipe("ner").to_bytes(exclude=["vocab"])  # type: ignore[attr-defined]
    fresh.get_pipe("ner").from_disk(tmp_path / "ner", exclude=["vocab"])  # type: ignore[attr-defined]
    assert fresh.get_pipe("ner").labels == ("LOC", "MISC", "ORG", "PER")  # type: ignore[attr-defined]
    assert fresh.get_pipe("ner").to_bytes(exclude=["vocab"]) != stock  # type: ignore[attr-defined]
    text = passages[0].text
    assert entities(nlp(text)) == entities(fresh(text))
    assert set(train.score(fresh, passages)) == {"PER", "LOC", "ORG"}


def entities(doc: Doc) -> list[tuple[int, int, str]]:
    return [(e.start, e.end, e.label_) for e in doc.ents]
