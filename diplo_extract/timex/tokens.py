"""Text to tokens: what every word, number and mark means for dates, one character of code per token.

The grammar matches regular expressions against the string of codes: a rule reads `day month year?`, and stays linear.
Words that mean nothing for dates are all one token, however many stand in a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from diplo_extract.timex.fold import fold, words
from diplo_extract.timex.numbers import WORDS, number_of, roman
from diplo_extract.timex.vocabulary import Value, vocabulary

__all__ = ["CODES", "FIRST_YEAR", "LAST_YEAR", "Tokens", "tokenise"]

FIRST_YEAR, LAST_YEAR = 1500, 2200
"""The years that a date may have; a number outside them is no year."""

_NAMES = words(
    "x break comma dot lpar rpar dash slash colon quote bar quartercode iso stamp dmy my dm clock digits small "
    "year wordday wordbig wordyear un decimal dayord ordinal roman first sept month abbr weekday weekdays unit "
    "daypart season every mod deictic anchored quantity noon holiday le dem de des a en dans depuis since avant "
    "apres jusque entre et vers ici courant meme chaque tous tout fois par sur few pour half quarter quarters il y ya "
    "has voici plus moins later earlier local qui suit whole next last after before elapsed fortnight about ci "
)
CODES = MappingProxyType({name: chr(0x4E00 + i) for i, name in enumerate(_NAMES)})
"""Kind of token -> its character in `Tokens.codes`."""

_MARKS = MappingProxyType(
    {",": "comma", ".": "dot", "(": "lpar", ")": "rpar", "-": "dash", "/": "slash", ":": "colon", "~": "dash"}
    | {"«": "quote", "»": "quote", '"': "quote", "“": "quote", "”": "quote", "|": "bar", "[": "lpar", "]": "rpar"}
)

_LEXER = r"""
      (?P<brk>\n[ ]*\n\s*)
    | (?<![\w./-])(?:
          (?P<iso>\d{4}(?P<sep>[-/.])\d{1,2}(?P=sep)\d{1,2})
              (?P<time>(?:t|[ ]t?)\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?z?)?(?![\w-]|[./:]\d)
        | (?P<dmy>\d{1,2}(?P<dms>[-/.])\d{1,2}(?P=dms)(?:\d{4}|\d{2}))(?![\w/-]|\.\d)
        | (?P<my>\d{1,2}/\d{4})(?![\w/-]|[.,]\d)
        | (?P<dm>\d{1,2}/\d{1,2})(?![\w/-]|[.,]\d)
      )
    | (?<![\w/.-])(?P<clock>\d{1,2}(?:[ ]?h(?:[ ]?\d{2}(?!\d))?|:\d{2}(?::\d{2})?))(?![\w-]|[.,:/]\d)
    | (?P<ord>(?<![\w.,])\d{1,4}[ ]?(?:er|re|ère)|(?<![\w.,])\d{1,4}(?:ème|eme|ième|e|nd|nde))(?!\w)
    | (?P<dec>(?<![\w.,-])(?:\d{1,3}(?:[ .]\d{3}){1,5}(?:,\d{1,6})?|\d{1,9},\d{1,6}))(?![\w]|[.,]\d)
    | (?P<int>(?<!\w)(?<!\d[.,])\d+)(?![\w]|[.,]\d)
    | (?P<roman>[ivx]{1,7})(?:[ ]?(?:e|ème|er|eme))(?!\w)
    | (?P<compound>COMPOUNDS)(?!\w)
    | (?P<number>(?:NUMERALS)(?:[ \n-](?:et[ -])?(?:NUMERALS)(?!\w)){0,9})(?!\w)
    | (?P<quarter>[tqsh][1-4])(?!\w)
    | (?P<word>[^\W\d_]+'?)(?![\d_])
    | (?P<alnum>\w+)
    | (?P<mark>[^\w\s])
"""


@dataclass(slots=True)
class Tokens:
    """The tokens of a text: parallel lists, and `codes` with one character per token."""

    text: str
    folded: str
    codes: str
    starts: list[int]
    ends: list[int]
    values: list[Value]


@cache
def _lexer() -> re.Pattern[str]:
    spelt = sorted((form for form in vocabulary() if re.search(r"\W(?!$)", form)), key=len, reverse=True)
    compounds = "|".join(re.escape(form).replace(r"\ ", "[ \n]").replace(r"\-", "[ -]") for form in spelt)
    numerals = "|".join(sorted(WORDS, key=len, reverse=True))
    return re.compile(_LEXER.replace("COMPOUNDS", compounds).replace("NUMERALS", numerals), re.VERBOSE)


def tokenise(text: str) -> Tokens:
    """The tokens of a text, whatever its typography."""
    folded = fold(text)
    known, other = vocabulary(), CODES["x"]
    codes: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    values: list[Value] = []
    for found in _lexer().finditer(folded):
        for kind, value, start, end in _read(found, known):
            if kind == "x" and codes and codes[-1] == other:
                ends[-1] = end
                continue
            codes.append(CODES[kind])
            starts.append(start)
            ends.append(end)
            values.append(value)
    return Tokens(text, folded, "".join(codes), starts, ends, values)


_UNKNOWN: tuple[str, Value] = ("x", None)


def _read(found: re.Match[str], known: Mapping[str, tuple[str, Value]]) -> Iterable[tuple[str, Value, int, int]]:
    """Kind, value, start and end of the tokens that one match of the lexer holds: one, but for numbers in words."""
    group, text, (start, end) = found.lastgroup, found.group(), found.span()
    if group in ("word", "compound"):
        spelt = text if group == "word" else text.replace("\n", " ")
        return ((*known.get(spelt, _UNKNOWN), start, end),)
    if group == "number":
        return _numbers(text, start)
    if group == "mark":
        return ((_MARKS.get(text, "x"), None, start, end),)
    kind, value = _number(str(group), text)
    return ((kind, value, start, end),)


def _number(group: str, text: str) -> tuple[str, Value]:
    """Kind and value of a token of group `group` that holds digits."""
    parts = tuple(int(digits) for digits in re.findall(r"\d+", text)) if group != "int" else ()
    if group in ("iso", "time"):
        return ("stamp" if group == "time" else "iso", parts)
    if group == "dmy":
        day, month, year = parts
        return ("iso", (_full_year(year, text), month, day))
    if group in ("dm", "my"):
        return (group, parts)
    if group == "clock":
        return ("clock", (parts[0], parts[1] if len(parts) > 1 else 0)) if _is_clock(parts) else _UNKNOWN
    if group == "ord":
        return ("dayord" if parts[0] == 1 else "ordinal", parts[0])
    if group == "dec":
        return ("decimal", float(re.sub(r"[ .]", "", text).replace(",", ".")))
    if group == "roman":
        value = roman(re.match(r"[ivx]*", text)[0])  # type: ignore[index]
        return ("roman", value) if value else _UNKNOWN
    if group == "int":
        return _integer(text)
    if group == "quarter":
        unit = {"t": "Q", "q": "Q"}.get(text[0], "H")
        return ("quartercode", (unit, int(text[1]))) if unit == "Q" or text[1] in "12" else _UNKNOWN
    return ("break", None) if group == "brk" else _UNKNOWN


def _integer(text: str) -> tuple[str, Value]:
    if len(text) > 9:
        return _UNKNOWN
    value = int(text)
    if len(text) <= 2 and 1 <= value <= 31:
        return ("digits", value)
    if len(text) == 4 and FIRST_YEAR <= value <= LAST_YEAR:
        return ("year", value)
    return ("small", value)


def _numbers(text: str, start: int) -> Iterator[tuple[str, Value, int, int]]:
    """The numbers of a run of number words: `vingt-cinq` is one, `deux trois` are two."""
    run = [(word.group(), word.start() + start, word.end() + start) for word in re.finditer(r"[^\W_]+", text)]
    while run:
        value, taken = number_of([word for word, _, _ in run]) or (0, 1)
        kind = "wordday" if 1 <= value <= 31 else "wordyear" if FIRST_YEAR <= value <= LAST_YEAR else "wordbig"
        if taken == 1 and run[0][0] in ("un", "une", "sept"):
            kind = "sept" if run[0][0] == "sept" else "un"
        yield kind, value, run[0][1], run[taken - 1][2]
        run = run[taken:]


def _is_clock(parts: tuple[int, ...]) -> bool:
    return parts[0] <= 24 and all(part < 60 for part in parts[1:])


def _full_year(year: int, text: str) -> int:
    """A year of two digits is one from 1950 to 2049."""
    return year if re.search(r"\d{4}$", text) else year + (2000 if year < 50 else 1900)
