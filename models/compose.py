"""The training passages of this project: templates filled with names, drawn with a seed, and prose written out.

    python models/compose.py 20 --seed 1        prints twenty, names in square brackets

The rows are in models/compose: templates.txt (passages), slots.txt (what fills them), names.csv (given and family names
by naming culture), countries.csv; towns come from the gazetteer of the package. Whole passages, one a line, stand in
prose/ and, of another hand and never trained on, in prose-held-out.txt; their events are fiction. Every eighth template
and every eighth name of a list is kept for held-out passages, so that those show only what training never showed.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import random
import re
import sys
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeVar

ROWS = Path(__file__).parent / "compose"
GAZETTEER = Path(__file__).parent.parent / "diplo_extract" / "lexicon" / "places.csv.gz"
HELD_OUT_EVERY = 8
LABELS = ("PER", "LOC", "ORG", "MISC")
SLOT = re.compile(r"\{(\w+)\}")
MARK = re.compile(r"<(PER|LOC|ORG|MISC) |(>)")
CONTRACTIONS = (
    (re.compile(r"\bde le "), "du "),
    (re.compile(r"\bde les "), "des "),
    (re.compile(r"\bà le "), "au "),
    (re.compile(r"\bà les "), "aux "),
    (re.compile(r"\bde (?=(?:<\w+ )?[AEÉIOU][a-zéï])"), "d'"),
    (re.compile(r"\bque (?=(?:<\w+ )?[AEÉIOU][a-zéï])"), "qu'"),
    (re.compile(r",(?:, |,)"), ", "),
)
FIRST_LETTER = re.compile(r"(^(?:<[A-Z]+ )?|\n(?:[-•] )?(?:<[A-Z]+ )?|« (?:<[A-Z]+ )?)(\w)")
CAPITALISED_FAMILY, CAPITALS, BARE_CAPITALS, WRAPPED, CURLY = 0.3, 0.05, 0.15, 0.15, 0.05
"""Shares of the passages with family names in capitals, all in capitals, with capitals that bear no accent (`Etat`),
with lines broken at a width, with curly apostrophes."""
INVENTED_FAMILY = 0.4
"""Share of the family names that are spliced from two, so that shapes are learnt rather than names."""

PARTICLES = ("da", "de", "dos", "von", "der", "bin", "di", "e")

Row = dict[str, str]
T = TypeVar("T")


class Passage(NamedTuple):
    """A text and its names: half-open offsets and one of the labels."""

    text: str
    spans: tuple[tuple[int, int, str], ...]


def compose(count: int, *, seed: int, held_out: bool = False) -> list[Passage]:
    """`count` passages of one to four templates, the same for one seed; held-out ones share no template or name."""
    draw = random.Random(f"{seed} {held_out}")
    templates = _part(_lines(ROWS / "templates.txt"), held_out=held_out)
    deck: list[str] = []
    passages = []
    for _ in range(count):
        composer = Composer(draw, held_out=held_out)
        sentences = []
        for _ in range(draw.choice((1, 1, 2, 2, 3, 4))):
            deck = deck or draw.sample(templates, len(templates))
            sentences.append(composer.sentence(deck.pop()))
        passages.append(_dressed(_joined(sentences, draw), draw))
    return passages


def prose(*, held_out: bool = False) -> list[Passage]:
    """The passages written out: those to train on, or those held out."""
    files = [ROWS / "prose-held-out.txt"] if held_out else sorted((ROWS / "prose").glob("*.txt"))
    return [parsed(line.replace("\\n", "\n")) for file in files for line in _lines(file)]


class Composer:
    """Fills templates for one passage, in which all names are written in one style."""

    def __init__(self, draw: random.Random, *, held_out: bool) -> None:
        self.draw = draw
        self.capitals = draw.random() < CAPITALISED_FAMILY
        self.names = [_name_row(row, held_out=held_out) for row in _table("names.csv")]
        self.countries = _part(_table("countries.csv"), held_out=held_out)
        self.slots = _slots()
        self.held_out = held_out

    def sentence(self, template: str) -> Passage:
        """The template filled."""
        return parsed(smoothed(self._filled(template.replace("\\n", "\n"))))

    def _filled(self, template: str) -> str:
        return SLOT.sub(lambda slot: self._filled(self._filling(slot[1])), template)

    def _filling(self, slot: str) -> str:
        if slot in self.slots:
            fillings = self.slots[slot]
            return self.draw.choice(
                _part(fillings, held_out=self.held_out) if len(fillings) > 2 * HELD_OUT_EVERY else fillings
            )
        if slot in INVENTED:
            return INVENTED[slot](self.draw)
        if slot in COUNTRY_FORMS:
            return COUNTRY_FORMS[slot](self.draw.choice(self.countries))
        return self._person(slot)

    def _person(self, slot: str) -> str:
        """A marked person's name: PERM and PERF in full, INITM and INITF with initials, LASTM and LASTF in short."""
        row = self.draw.choice(self.names)
        given = self.draw.choice(row["men" if slot.endswith("M") else "women"].split("|"))
        families = row["families"].split("|")
        family, second = self.draw.choice(families), self.draw.choice(families)
        if self.draw.random() < INVENTED_FAMILY:
            family = _spliced(family, second)
        if self.capitals or (row["order"] == "given_caps" and self.draw.random() < 0.3):
            family = _capitals(family, self.draw)
        if slot.startswith("LAST"):
            return f"<PER {family}>"
        if slot.startswith("INIT"):
            return f"<PER {_initials(given)} {family}>"
        return f"<PER {ORDERS.get(row['order'], _given_first)(given, family, second, self.draw)}>"


def smoothed(marked: str) -> str:
    """A filled template with contractions and elisions made, and the first letters of lines and quotations raised."""
    for pattern, contracted in CONTRACTIONS:
        marked = pattern.sub(contracted, marked)
    return FIRST_LETTER.sub(lambda m: m[1] + m[2].upper(), marked)


def parsed(marked: str) -> Passage:
    """The passage that a marked-up string stands for; of nested names the outermost."""
    parts: list[str] = []
    spans: list[tuple[int, int, str]] = []
    opened: list[tuple[int, str]] = []
    at = length = 0
    for mark in MARK.finditer(marked):
        parts.append(marked[at : mark.start()])
        length += mark.start() - at
        at = mark.end()
        if mark[1]:
            opened.append((length, mark[1]))
            continue
        start, label = opened.pop()
        if not opened:
            spans.append((start, length, label))
    return Passage("".join(parts) + marked[at:], tuple(spans))


# ---------------------------------------------------------------- names and countries


def _initials(given: str) -> str:
    """`A.-K.` for `Abdoul-Karim`."""
    return re.sub(r"(\w)\w*", r"\1.", given).replace(" ", "")


def _spliced(first: str, second: str) -> str:
    """An invented name: the first name up to a consonant in its middle, the second from its own on."""
    head = re.match(r"[^\W\d_]{2,}?[^\Waeiouyéèïıöü\d_](?=[aeiouyéèïıöü])", first)
    tail = re.search(r"(?<=[^\Waeiouyéèïıöü\d_])[aeiouyéèïıöü][^\W\d_]{1,4}$", second)
    return head[0] + tail[0] if head and tail else first


def _stem(draw: random.Random) -> str:
    return _spliced(_town(draw), _town(draw)).split(" ")[0]


def _town(draw: random.Random) -> str:
    return draw.choice(_towns())


def _acronym(draw: random.Random) -> str:
    letters = "".join(draw.choices("AABCCDEEFGHIILMNNOOPPRSTUUV", k=draw.choice((3, 3, 4, 4, 5, 6))))
    return f"{letters}{draw.choice(('', '', '', '', '-' + letters[:2], '23'))}"


INVENTED: dict[str, Callable[[random.Random], str]] = {
    "ACRONYM": _acronym,
    "STEM": _stem,
    "TOWN": _town,
}


def _given_first(given: str, family: str, second: str, draw: random.Random) -> str:
    return f"{family} {given}" if family.isupper() and draw.random() < 0.15 else f"{given} {family}"


def _particle(*particles: str) -> Callable[[str, str, str, random.Random], str]:
    def name(given: str, family: str, second: str, draw: random.Random) -> str:
        particle = draw.choice(particles)
        return f"{given} {family}" if not particle else f"{given} {particle} {family}"

    return name


def _middle(given: str, family: str, second: str, draw: random.Random) -> str:
    initial = draw.choice("ABCDEFHJKLMPRSTW")
    return draw.choice(
        (f"{given} {family}", f"{given} {family}", f"{given} {initial}. {family}", f"{initial}. {family}")
    )


def _two_families(given: str, family: str, second: str, draw: random.Random) -> str:
    second = second.upper() if family.isupper() else second
    return f"{given} {family}" if family == second or draw.random() < 0.4 else f"{given} {family} {second}"


def _either(given: str, family: str, second: str, draw: random.Random) -> str:
    return draw.choice((f"{given} {family}", f"{family} {given}"))


def _hyphen(given: str, family: str, second: str, draw: random.Random) -> str:
    first = draw.choice(("", "", "", "Jean-", "Marie-", "Anne-"))
    return f"{given} {family}" if not first or first[:-1] in given else f"{first}{given} {family}"


ORDERS: dict[str, Callable[[str, str, str, random.Random], str]] = {
    "ag": _particle(""),
    "ben": _particle("", "", "", "Ben", "ben", "El"),
    "bin": _particle(
        "Al Ahmad Al Jaber",
        "Al Nasser",
        "bin Abdallah",
        "bin Hamad",
        "ben Salmane",
        "bint Mohammed",
        "ben Khalifa",
        "",
        "bin",
        "",
    ),
    "both": _either,
    "family_first": lambda given, family, second, draw: f"{family} {given}",
    "given2": _two_families,
    "hyphen": _hyphen,
    "middle": _middle,
    "ould": _particle("Ould", "ould", "ould Cheikh", "mint", "Ould", "", ""),
    "patronymic": _particle("", "", "", "", "Vladimirovitch", "Ivanovna"),
    "two_surnames": _two_families,
}


def _with_article(row: Row) -> str:
    article = row["article"]
    return (
        f"{article}{'' if article.endswith(chr(39)) else ' '}<LOC {row['name']}>" if article else f"<LOC {row['name']}>"
    )


def _of(row: Row) -> str:
    contracted = {"le": "du ", "les": "des ", "la": "de la ", "l'": "de l'"}
    if row["article"] in contracted:
        return f"{contracted[row['article']]}<LOC {row['name']}>"
    return f"d'<LOC {row['name']}>" if row["name"][0] in "AEIOUHÉÎ" else f"de <LOC {row['name']}>"


def _in(row: Row) -> str:
    preposition = {"le": "au", "les": "aux", "la": "en", "l'": "en"}.get(row["article"], "à")
    return f"{preposition} <LOC {row['name']}>"


def _official(row: Row) -> tuple[str, str]:
    name = row["official"]
    if not name:
        return _with_article(row), _of(row)
    if name.startswith("États-Unis"):
        return f"les <LOC {name}>", f"des <LOC {name}>"
    if name.startswith("État"):
        return f"l'<LOC {name}>", f"de l'<LOC {name}>"
    if name[0] in "RUFCP":
        masculine = name.startswith("Royaume")
        return f"{'le' if masculine else 'la'} <LOC {name}>", f"{'du' if masculine else 'de la'} <LOC {name}>"
    return f"le <LOC {name}>", f"du <LOC {name}>"


COUNTRY_FORMS: dict[str, Callable[[Row], str]] = {
    "ADJF": lambda row: row["feminine"] or "pontificale",
    "ADJM": lambda row: row["masculine"] or "pontifical",
    "BARE": lambda row: f"<LOC {row['name']}>",
    "BAREC": lambda row: row["name"],
    "C": _with_article,
    "DEC": _of,
    "DEOFF": lambda row: _official(row)[1],
    "ENC": _in,
    "OFF": lambda row: _official(row)[0],
}


# ---------------------------------------------------------------- typography


def _capitals(words: str, draw: random.Random) -> str:
    """The words in capitals, now and then without their accents; particles in lower case stay."""
    raised = " ".join(
        w if w in ("da", "de", "dos", "von", "der", "bin", "di", "e") else w.upper() for w in words.split(" ")
    )
    return _bare(raised) if draw.random() < 0.3 else raised


def _bare(words: str) -> str:
    """The words without accents, of the same length."""
    return "".join(unicodedata.normalize("NFD", c)[0] for c in words)


def _joined(sentences: Sequence[Passage], draw: random.Random) -> Passage:
    text, spans = "", []
    for sentence in sentences:
        ends = text.rstrip('»" ').endswith((".", "?", "!", ";")) and "\n" not in sentence.text
        text += "" if not text else " " if ends and draw.random() < 0.7 else draw.choice(("\n", "\n\n"))
        spans += [(a + len(text), b + len(text), label) for a, b, label in sentence.spans]
        text += sentence.text
    return Passage(text, tuple(spans))


def _dressed(passage: Passage, draw: random.Random) -> Passage:
    """The passage in another typography of the same length, in a small share of cases."""
    text = passage.text
    if draw.random() < CAPITALS and len(text.upper()) == len(text):
        text = text.upper()
        text = _bare(text) if draw.random() < 0.4 else text
    if draw.random() < BARE_CAPITALS:
        text = "".join(_bare(c) if c.isupper() else c for c in text)
    if draw.random() < WRAPPED:
        text = _wrapped(text, draw.randint(40, 100))
    if draw.random() < CURLY:
        text = text.replace("'", "’")
    return passage._replace(text=text)


def _wrapped(text: str, width: int) -> str:
    """The text with the last space before each `width` characters of a line made a line break."""
    return re.sub(rf"([^\n]{{{width // 2},{width}}}) (?=\S)", r"\1\n", text)


# ---------------------------------------------------------------- rows


def _part(rows: Sequence[T], *, held_out: bool) -> list[T]:
    """Every eighth row, or the others."""
    return [row for i, row in enumerate(rows) if (i % HELD_OUT_EVERY == 0) == held_out]


def _name_row(row: Row, *, held_out: bool) -> Row:
    """The row with its part of the names; a short list gives its first name to the held-out part."""
    return row | {key: "|".join(_part(row[key].split("|"), held_out=held_out)) for key in ("men", "women", "families")}


@cache
def _lines(file: Path) -> list[str]:
    lines = file.read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@cache
def _table(name: str) -> list[dict[str, str]]:
    with (ROWS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def _towns() -> list[str]:
    """Names of cities, those of at most two words, from the package's gazetteer."""
    with gzip.open(GAZETTEER, "rt", encoding="utf-8", newline="") as file:
        names = [row["name"] for row in csv.DictReader(file) if row["kind"] == "city"]
    return [name for name in names if name.count(" ") < 2 and name[0].isupper()]


@cache
def _slots() -> dict[str, list[str]]:
    """The fillings of each slot, in the order of the file."""
    slots: dict[str, list[str]] = {}
    for line in _lines(ROWS / "slots.txt"):
        slot, fillings = line.split(": ", 1)
        slots.setdefault(slot, []).extend(fillings.split(" | "))
    return slots


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--held-out", action="store_true", help="of the templates and names kept from training")
    options = parser.parse_args(arguments)
    for passage in compose(options.count, seed=options.seed, held_out=options.held_out):
        text = passage.text
        for start, end, label in reversed(passage.spans):
            text = f"{text[:start]}[{text[start:end]}|{label}]{text[end:]}"
        print(text, end="\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
