"""French temporal expressions: text in, typed TIMEX3 values out, without spaCy."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["TimeExpression", "find_date_line"]

MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
PATTERN = re.compile(
    r"(?P<d>\d{1,2})(?:er)?\s+(?P<name>" + "|".join(MONTHS) + r")\s+(?P<y>\d{4})"
    r"|(?P<iy>\d{4})-(?P<im>\d\d)-(?P<id>\d\d)|(?P<nd>\d\d)[./](?P<nm>\d\d)[./](?P<ny>\d{4})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A temporal expression with its TIMEX3 type and value."""

    start: int
    end: int
    text: str
    type: str
    value: str
    mod: str | None = None
    range: str | None = None
    earliest: str | None = None
    latest: str | None = None


def find_date_line(line: str) -> TimeExpression | None:
    """The first absolute date of a line, or None."""
    found = PATTERN.search(line)
    if found is None:
        return None
    month = MONTHS.index(found["name"].lower()) + 1 if found["name"] else int(found["im"] or found["nm"])
    year, day = found["y"] or found["iy"] or found["ny"], int(found["d"] or found["id"] or found["nd"])
    value = f"{year}-{month:02}-{day:02}"
    time = re.match(r"\s+(?:/\s+)?(\d\d):(\d\d)", line[found.end() :])
    end = found.end() + (time.end() if time else 0)
    stamp = f"{value}T{time[1]}:{time[2]}" if time else value
    kind = "TIME" if time else "DATE"
    return TimeExpression(found.start(), end, line[found.start() : end], kind, stamp, earliest=value, latest=value)
