"""Which spans lie inside others, answered in logarithmic time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

__all__ = ["Cover"]


class Cover:
    """A set of spans (half-open offsets), to be asked which stretches lie inside one of them."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))

    def reach(self, start: int) -> int:
        """The furthest end of the spans that begin at `start` or before; -1 where none does."""
        at = bisect_right(self._starts, start)
        return self._reach[at - 1] if at else -1

    def holds(self, start: int, end: int) -> bool:
        """Whether one span holds the whole of `start`..`end`."""
        return self.reach(start) >= end

    def touches(self, start: int, end: int) -> bool:
        """Whether one span shares a character with `start`..`end`."""
        return self.reach(end - 1) > start
