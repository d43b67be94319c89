"""The language in which the grammar is written, and how its rules are applied.

A pattern is a regular expression whose letters are kinds of token: `wd:weekday? d:DAY m:MONTH (y:YEAR)?`. A name and a
colon name a group; a word in capitals is a class of kinds; blanks only separate. Every repetition is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from diplo_extract.timex.reading import Reading
from diplo_extract.timex.tokens import CODES, Tokens
from diplo_extract.timex.vocabulary import Value

__all__ = ["Hit", "Rule", "apply", "codes_of"]

_CLASSES = MappingProxyType(
    {
        "DAY": "digits dayord first wordday sept ordinal",
        "YEAR": "year wordyear",
        "NUM": "digits small year wordday wordbig wordyear un decimal sept",
        "MONTH": "month sept abbr",
        "ORD": "ordinal first dayord roman",
        "OF": "de des",
        "POINT": "next last",
        "MARK": "comma slash dash bar",
    }
)
_WORD = re.compile(r"(?P<group>[a-z]\w*):\(|(?:(?P<name>[a-z]\w*):)?(?P<kind>[A-Za-z]\w*)|(?P<space>\s+)")
_CLAIMED = chr(0x4E00 - 1)


@dataclass(slots=True)
class Hit:
    """A match of a rule: values, presence and offsets of its named groups."""

    tokens: Tokens
    match: re.Match[str]

    def has(self, name: str) -> bool:
        """Whether a group matched; false too for one that the rule does not have."""
        return name in self.match.re.groupindex and self.match.start(name) >= 0

    def value(self, name: str) -> Value:
        """The value of the first token of a group, None where the group did not match."""
        return self.tokens.values[self.match.start(name)] if self.has(name) else None

    def number(self, name: str) -> int | None:
        """The whole number that a group begins with; None where it is absent or no whole number."""
        value = self.value(name)
        return value if isinstance(value, int) else None

    def text(self, name: str) -> str:
        """The folded words of a group, empty where it did not match."""
        if not self.has(name):
            return ""
        first, last = self.match.span(name)
        return self.tokens.folded[self.tokens.starts[first] : self.tokens.ends[last - 1]]

    def begins(self, name: str) -> int:
        """Where the text of a group begins."""
        return self.tokens.starts[self.match.start(name)]

    def ends(self, name: str) -> int:
        """Where the text of a group ends."""
        return self.tokens.ends[self.match.end(name) - 1]

    @property
    def claimed(self) -> tuple[int, int]:
        """The tokens of the mention: the group `core`."""
        return self.match.span("core")

    @property
    def start(self) -> int:
        return self.tokens.starts[self.claimed[0]]

    @property
    def end(self) -> int:
        return self.tokens.ends[self.claimed[1] - 1]

    def follows(self, kinds: str) -> bool:
        """Whether the token before the mention is of one of the kinds."""
        first = self.claimed[0]
        return first > 0 and self.tokens.codes[first - 1] in codes_of(kinds)

    def capitalised(self) -> bool:
        """Whether the mention begins with a capital in the text as given."""
        return self.tokens.text[self.start : self.start + 1].isupper()

    def capital_after(self) -> bool:
        """Whether a word with a capital and small letters follows."""
        return re.match(r"\s+[^\W\d_][^\W\d_]", self.tokens.text[self.end : self.end + 6]) is not None and (
            self.tokens.text[self.end : self.end + 8].lstrip()[:2].istitle()
        )

    def capital_before(self, skipped: int = 1) -> bool:
        """Whether a word with a capital stands before, `skipped` characters away."""
        run = self.tokens.text[max(0, self.start - 30) : max(0, self.start - skipped)].rsplit(None, 1)
        return bool(run) and run[-1][0].isupper() and len(run[-1]) > 1

    def alone(self) -> bool:
        """Whether nothing else stands on the line of the mention."""
        return (
            not self.before(2).strip(" \n")
            and not self.after(2).strip(" \n.")
            and ("\n" in self.before(2) or self.start < 2)
        )

    def before(self, length: int = 40) -> str:
        """The folded text before the mention."""
        return self.tokens.folded[max(0, self.start - length) : self.start]

    def after(self, length: int = 40) -> str:
        """The folded text after the mention."""
        return self.tokens.folded[self.end : self.end + length]


Build = Callable[[Hit], Iterable[Reading] | None]
"""The readings of a hit; none at all where it is no date, whatever other rules say; None lets other rules try."""


class Rule(NamedTuple):
    """A pattern and what is built of its hits."""

    pattern: str
    build: Build


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern as a regular expression over codes. Raises `KeyError` on a kind that no token has."""
    return re.compile(_WORD.sub(_code, pattern))


def _code(found: re.Match[str]) -> str:
    if found["space"]:
        return ""
    if found["group"]:
        return f"(?P<{found['group']}>"
    codes = codes_of(found["kind"])
    code = f"[{codes}]" if len(codes) > 1 else codes
    return f"(?P<{found['name']}>{code})" if found["name"] else code


@cache
def codes_of(kinds: str) -> str:
    """The codes of kinds of token, or of a class of kinds."""
    return "".join(CODES[kind] for kind in _CLASSES.get(kinds, kinds).split())


def apply(rules: Sequence[Rule], tokens: Tokens) -> list[Reading]:
    """What the rules read, in the order of the text; a token that one rule has read is closed to those after it."""
    readings: list[Reading] = []
    codes = tokens.codes
    for each in rules:
        pieces: list[str] = []
        at = 0
        for match in compiled(each.pattern).finditer(codes):
            hit = Hit(tokens, match)
            built = each.build(hit)
            if built is None:
                continue
            readings += built
            first, last = hit.claimed
            pieces += [codes[at:first], _CLAIMED * (last - first)]
            at = last
        if pieces:
            codes = "".join([*pieces, codes[at:]])
    return sorted(readings, key=lambda reading: (reading.start, reading.end))
