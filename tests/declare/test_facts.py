"""Which counts hold others, checked against rows drawn at random: what the facts say must be so of every row."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from eianalysis.declare import Among, Box, Days

WORDS = ("a", "b", "c", "")
DAYS = [date(2022, 1, 1) + timedelta(days=n) for n in range(8)]

words = st.builds(lambda chosen, but: Among(chosen, but=but), st.sets(st.sampled_from(WORDS)), st.booleans())
days = st.builds(Days, st.none() | st.sampled_from(DAYS), st.none() | st.sampled_from(DAYS))
boxes = st.builds(
    lambda x, y, d: Box("rows", {name: value for name, value in (("x", x), ("y", y), ("d", d)) if value is not None}),
    st.none() | words,
    st.none() | words,
    st.none() | days,
)


def holds(values, value) -> bool:
    if isinstance(values, Among):
        return (value in values.words) != values.but
    after = values.last is None or (value is not None and value <= values.last)
    return after and (values.first is None or value is None or value >= values.first)


def rows():
    return [{"x": x, "y": y, "d": d} for x in (*WORDS, "z") for y in (*WORDS, "z") for d in (*DAYS, DAYS[0] - timedelta(1), None)]


ROWS = rows()


def members(box) -> set[int]:
    return {at for at, row in enumerate(ROWS) if all(holds(values, row[name]) for name, values in box.facts)}


@settings(max_examples=300, deadline=None)
@given(boxes, boxes)
def test_what_the_facts_say_is_so_of_every_row(one, other):
    mine, theirs = members(one), members(other)
    if one.inside(other):
        assert mine <= theirs
    if one.apart(other):
        assert not mine & theirs
    if mine <= theirs and mine:
        assert one.inside(other)
    pieces = one.without(other)
    assert set().union(*(members(piece) for piece in pieces), set()) == mine - theirs
    assert sum(len(members(piece)) for piece in pieces) == len(mine - theirs), "pieces overlap"


def test_boxes_of_other_universes_have_nothing_in_common():
    one, other = Box("leavers"), Box("joiners")
    assert one.apart(other) and not one.inside(other) and one.without(other) == (one,)


def test_equal_whatever_the_order_of_the_facts():
    assert Box("r", {"a": Among("x"), "b": Among("y")}) == Box("r", {"b": Among("y"), "a": Among("x")})
