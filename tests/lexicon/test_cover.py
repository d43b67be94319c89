from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from diplo_extract.lexicon.cover import Cover

SPAN = st.tuples(st.integers(0, 20), st.integers(1, 6)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.lists(SPAN, max_size=6), SPAN)
def test_it_answers_like_a_walk_over_all_spans(spans: list[tuple[int, int]], asked: tuple[int, int]) -> None:
    start, end = asked
    cover = Cover(spans)
    assert cover.holds(start, end) == any(a <= start and end <= b for a, b in spans)
    assert cover.touches(start, end) == any(a < end and start < b for a, b in spans)
