"""Gold annotations against records: precision, recall and F1 per field.

Gold is one JSON file per text, as `docs/gold.md` describes it. Every figure is micro-averaged over the documents; a
document without a record counts all its gold as missed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from diplo_extract.errors import GoldError
from diplo_extract.evaluate.names import overlap, pair, same_actors, same_person, trim
from diplo_extract.evaluate.views import Named, Told, View, view_of_gold, view_of_record
from diplo_extract.records import read_records

__all__ = ["Evaluation", "evaluate"]

SHARED_CONTENT = 0.4
"""Two statements are one from this share of common characters (of the union of both) on."""


@dataclass(slots=True)
class Evaluation:
    """Figures by field, and the errors behind them; `missing` names the documents that have no record.

    `counts` holds hits, items found and gold items; `judged` right ones and those asked for, over paired items.
    """

    documents: int = 0
    counts: dict[str, list[int]] = field(default_factory=dict)
    judged: dict[str, list[int]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, dict[str, float]]:
        """Per field: `p`, `r`, `f1`, `gold`, `predicted`; or `accuracy` and `of`. Percentages with one decimal."""
        out: dict[str, dict[str, float]] = {}
        for name, (hits, found, gold) in self.counts.items():
            total = found + gold
            out[name] = {
                "p": round(100 * hits / found, 1) if found else 0.0,
                "r": round(100 * hits / gold, 1) if gold else 0.0,
                "f1": round(200 * hits / total, 1) if total else 0.0,
                "gold": gold,
                "predicted": found,
            }
        for name, (right, asked) in self.judged.items():
            out[name] = {"accuracy": round(100 * right / asked, 1) if asked else 0.0, "of": asked}
        return out

    def add(self, name: str, hits: int, found: int, gold: int) -> None:
        """Counts the hits among the items found and the gold items of a field."""
        count = self.counts.setdefault(name, [0, 0, 0])
        for i, number in enumerate((hits, found, gold)):
            count[i] += number

    def judge(self, name: str, right: bool) -> None:
        """Counts one value that was asked for."""
        judged = self.judged.setdefault(name, [0, 0])
        judged[0] += right
        judged[1] += 1


def evaluate(gold: Path, records: Path, *, texts: Path | None = None) -> Evaluation:
    """The figures of `records` (as `read_records` takes them) on a folder of gold files.

    `texts` holds the annotated texts, of the same stems; by default the folder `texts` beside `gold`. Raises
    `GoldError` for a folder without gold, a gold file without its text or of another form, gold or a record that its
    text contradicts, and records of other documents only; `RecordsError` for what is no record.
    """
    files = sorted(gold.glob("*.json"))
    if not files:
        raise GoldError(f"{gold}: no gold files (*.json) in this folder")
    wanted = {file.stem for file in files}
    named = ((record.document.id.split("/")[-1], record) for record in read_records(records))
    known = {name: record for name, record in named if name in wanted}
    if not known:
        raise GoldError(f"{records}: no record of the texts annotated in {gold}: extract those, ids are file names")
    result = Evaluation(documents=len(files))
    for file in files:
        text, expected = _read_gold(file, texts or gold.parent / "texts")
        record = known.get(file.stem)
        if record is None:
            result.missing.append(file.stem)
            result.errors.append(f"{file.stem}\trecord\t- no record")
        elif any(text[m.start : m.end] != m.text for item in record.items() for m in item.mentions):
            raise GoldError(
                f"{records}: the record {file.stem} is of another text than the annotated one: extract that"
            )
        found = view_of_record(record, text) if record is not None else View()
        _score(file.stem, expected, found, text, result)
    return result


def _read_gold(file: Path, texts: Path) -> tuple[str, View]:
    """The annotated text, and what its gold says of it. Raises `GoldError`."""
    path = texts / f"{file.stem}.txt"
    if not path.is_file():
        raise GoldError(f"{file}: its text {path} is missing; name the folder of the texts with --texts")
    annotations = _read_json(file)
    try:
        text = path.read_bytes().decode("utf-8")
        return text, view_of_gold(annotations, text)
    except UnicodeDecodeError as error:
        raise GoldError(f"{path}: no UTF-8 ({error.reason} at byte {error.start}); save the text as UTF-8") from error
    except KeyError as error:
        raise GoldError(f"{file}: an item without {error}; the form is told in docs/gold.md") from error
    except (AttributeError, TypeError) as error:
        raise GoldError(f"{file}: not in the form that docs/gold.md tells ({error})") from error


def _read_json(file: Path) -> dict[str, Any]:
    try:
        content = json.loads(file.read_text("utf-8"))
    except ValueError as error:
        raise GoldError(f"{file}: no JSON: {error}") from error
    if not isinstance(content, dict):
        raise GoldError(f"{file}: one JSON object per file is expected")
    return content


def _score(document: str, gold: View, found: View, text: str, result: Evaluation) -> None:
    _score_named(document, gold, found, text, result)
    for kind in ("states", "domains"):
        expected, got = getattr(gold, kind), getattr(found, kind)
        result.add(kind, len(expected & got), len(got), len(expected))
        _note(result, document, kind, sorted(expected - got), sorted(got - expected))
    _score_dates(document, gold.dates, found.dates, result)
    _score_agreements(document, gold.agreements, found.agreements, result)
    _score_told(document, "statements", gold.statements, found.statements, _same_content, "attributed", result)
    _score_told(document, "events", gold.events, found.events, _same_event, "complete", result)
    _judge(result, document, "genre", "document", gold.genre, found.genre)
    days = [(view.reference_date or "")[:10] or None for view in (gold, found)]
    _judge(result, document, "reference_date", "document", *days)


def _score_named(document: str, gold: View, found: View, text: str, result: Evaluation) -> None:
    def alike(kind: str, a: Named, b: Named) -> float:
        if kind == "persons":
            return float(same_person(a.names, b.names))
        if kind == "organisations" and a.values["code"] and a.values["code"] == b.values["code"]:
            return 2.0
        return float(bool(a.names & b.names))

    for kind in ("persons", "organisations", "places"):
        expected: tuple[Named, ...] = getattr(gold, kind)
        got: tuple[Named, ...] = getattr(found, kind)
        pairs = pair(expected, got, lambda a, b, kind=kind: alike(kind, a, b))  # type: ignore[misc]
        result.add(kind, len(pairs), len(got), len(expected))
        _note(result, document, kind, _left(expected, pairs, 0), _left(got, pairs, 1))
        for i, j in pairs:
            for name in () if kind == "organisations" else expected[i].values:
                _judge(
                    result, document, f"{kind}.{name}", expected[i].label, expected[i].values[name], got[j].values[name]
                )
        gold_spans = [trim(text, span) for item in expected for span in item.spans]
        got_spans = [trim(text, span) for item in got for span in item.spans]
        exact = len(set(gold_spans) & set(got_spans))
        result.add(f"{kind}.mentions_exact", exact, len(set(got_spans)), len(set(gold_spans)))
        result.add(f"{kind}.mentions", len(pair(gold_spans, got_spans, overlap)), len(got_spans), len(gold_spans))


def _score_dates(document: str, gold: Sequence[Told], found: Sequence[Told], result: Evaluation) -> None:
    pairs = pair(gold, found, lambda a, b: overlap(a.spans[0], b.spans[0]))
    right = [(i, j) for i, j in pairs if gold[i].values == found[j].values]
    result.add("dates", len(pairs), len(found), len(gold))
    result.add("dates.exact", sum(gold[i].spans == found[j].spans for i, j in pairs), len(found), len(gold))
    result.add("dates.value", len(right), len(found), len(gold))
    wrong = [f"{gold[i].label}: {found[j].values} for {gold[i].values}" for i, j in pairs if (i, j) not in right]
    _note(result, document, "dates", _left(gold, pairs, 0), _left(found, pairs, 1), wrong)


def _score_agreements(document: str, gold: Sequence[Told], found: Sequence[Told], result: Evaluation) -> None:
    pairs = pair(gold, found, lambda a, b: max((overlap(x, y) for x in a.spans for y in b.spans), default=0))
    result.add("agreements", len(pairs), len(found), len(gold))
    _note(result, document, "agreements", _left(gold, pairs, 0), _left(found, pairs, 1))
    complete = 0
    for i, j in pairs:
        a, b = gold[i], found[j]
        for name in ("type", "status"):
            _judge(result, document, f"agreements.{name}", a.label, a.values[name], b.values[name])
        parties = same_actors(a.actors, b.actors)
        result.judge("agreements.parties", parties)
        if not parties:
            wrong = f"{a.label}: {_short(b.actors)} for {_short(a.actors)}"
            _note(result, document, "agreements.parties", [], [], [wrong])
        complete += parties and a.values == b.values
    result.add("agreements.complete", complete, len(found), len(gold))


def _score_told(
    document: str,
    kind: str,
    gold: Sequence[Told],
    found: Sequence[Told],
    likeness: Any,
    whole: str,
    result: Evaluation,
) -> None:
    """Statements and events: paired by likeness; `whole` counts the pairs whose actors agree as well."""
    pairs = pair(gold, found, likeness)
    agreed = [(i, j) for i, j in pairs if same_actors(gold[i].actors, found[j].actors)]
    result.add(kind, len(pairs), len(found), len(gold))
    result.add(f"{kind}.{whole}", len(agreed), len(found), len(gold))
    wrong = [f"{gold[i].label}: {_short(found[j].actors)}" for i, j in pairs if (i, j) not in agreed]
    _note(result, document, kind, _left(gold, pairs, 0), _left(found, pairs, 1), wrong)


def _same_content(a: Told, b: Told) -> float:
    shared = overlap(a.spans[0], b.spans[0])
    union = sum(end - start for start, end in (a.spans[0], b.spans[0])) - shared
    share = shared / max(1, union)
    return share if share >= SHARED_CONTENT else 0.0


def _same_event(a: Told, b: Told) -> float:
    """The share of common actors of two events of one type; half for two that name none."""
    if a.values["type"] != b.values["type"]:
        return 0.0
    if not a.actors and not b.actors:
        return 0.5
    shared = sum(any(same_person(x, y) for y in b.actors) for x in a.actors)
    return shared / max(len(a.actors), len(b.actors))


def _judge(result: Evaluation, document: str, field: str, label: str, expected: Any, got: Any) -> None:
    result.judge(field, expected == got)
    if expected != got:
        _note(result, document, field, [], [], [f"{label}: {got} for {expected}"])


def _note(
    result: Evaluation, document: str, kind: str, missed: Sequence[str], extra: Sequence[str], wrong: Sequence[str] = ()
) -> None:
    for sign, labels in (("-", missed), ("+", extra), ("~", wrong)):
        result.errors += [f"{document}\t{kind}\t{sign} {' '.join(label.split())}" for label in labels]


def _left(items: Sequence[Named | Told], pairs: Sequence[tuple[int, int]], side: int) -> list[str]:
    used = {both[side] for both in pairs}
    return [item.label for i, item in enumerate(items) if i not in used]


def _short(actors: Sequence[frozenset[str]]) -> list[str]:
    return sorted(min(names, key=lambda name: (len(name), name)) for names in actors if names)
