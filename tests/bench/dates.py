"""Speed of the dates: characters a second beside other finders in one run, and time that grows with the length only.

Run by `make bench`. `dateparser` (`search_dates`) and EDS-NLP (`eds.dates`) are measured where they are installed.
"""

from __future__ import annotations

import gc
import importlib.util
import sys
import time
from collections.abc import Callable
from pathlib import Path

from diplo_extract.timex import find_dates

TEXTS = sorted((Path(__file__).parents[2] / "samples").glob("*.txt"))
WANTED = 150_000
"""Characters a second that finding and resolving must reach on one core."""

GROWTH = 4.0
"""How much longer per character a text ten times as long may take; a time that grew with the square would take ten."""

MEGABYTE = ("digits", "le", "1er")
"""What is measured over 1,000,000 characters; the rest over a fifth of that, to be quick."""

HOSTILE = {
    "digits": "1",
    "le": "le ",
    "1er": "1er ",
    "numbers in words": "vingt ",
    "a list of days": "3, ",
    "slashes": "1/",
    "a chain of months": "mai et ",
    "weekdays": "lundi, ",
    "hours": "à 10 heures ",
    "years": "2020-",
    "dates": "le 3 mai 2024, ",
    "empty lines": "\n",
}


def rate(find: Callable[[str], object], texts: list[str], *, least: float = 1.0) -> float:
    """Characters a second of CPU time over whole texts, after one that loads what is loaded once."""
    find(texts[0])
    characters, begin = 0, time.process_time()
    while time.process_time() - begin < least:
        for text in texts:
            find(text)
            characters += len(text)
    return characters / (time.process_time() - begin)


def dateparser_finder() -> Callable[[str], object] | None:
    if importlib.util.find_spec("dateparser") is None:
        return None
    from dateparser.search import search_dates

    return lambda text: search_dates(text, languages=["fr"])


def edsnlp_finder() -> Callable[[str], object] | None:
    if importlib.util.find_spec("edsnlp") is None:
        return None
    import edsnlp
    import edsnlp.pipes as eds

    nlp = edsnlp.blank("eds")
    nlp.add_pipe(eds.dates())
    return lambda text: nlp(text)


def growth(unit: str, length: int) -> tuple[float, float]:
    """Microseconds a character for a text of a repeated unit, and by how much that exceeds a tenth of its length.

    The short text is read before and after the long one, so that what else the machine does weighs on both.
    """

    def per_character(characters: int) -> float:
        text = unit * (characters // len(unit))
        gc.collect()
        begin = time.process_time()
        find_dates(text, reference="2024-07-03")
        return (time.process_time() - begin) / len(text)

    before = min(per_character(length // 10) for _ in range(2))
    long = per_character(length)
    return 1e6 * long, long / min(before, per_character(length // 10))


def main() -> int:
    texts = [path.read_text("utf-8") for path in TEXTS]
    ours = rate(lambda text: find_dates(text, reference="2024-07-03"), texts)
    print(f"dates: {len(texts)} samples, {sum(map(len, texts)):,} characters, CPU time of one core, whole texts")
    print(f"  {'diplo_extract.timex':32}{ours:14,.0f} characters/s")
    for name, finder in (("dateparser search_dates", dateparser_finder), ("EDS-NLP eds.dates", edsnlp_finder)):
        find = finder()
        if find is None:
            print(f"  {name:32}{'not installed':>14}")
            continue
        theirs = rate(find, texts)
        print(f"  {name:32}{theirs:14,.0f} characters/s  (ours is {ours / theirs:.1f} times as fast)")
    print("  a line of                    characters   µs per character   against a tenth of it")
    slow = ours < WANTED
    for name, unit in HOSTILE.items():
        length = 1_000_000 if name in MEGABYTE else 200_000
        microseconds, ratio = growth(unit, length)
        slow = slow or ratio > GROWTH
        print(f"  {name:22}{length:17,}{microseconds:19.2f}{ratio:24.2f}")
    if slow:
        print(f"  too slow: {WANTED:,} characters/s and a growth under {GROWTH} are wanted")
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
