"""Who came and who went is found by whoever sets two days beside each other, whichever tables print them."""

from .attack import attack
from .phrases import LISTED, SMALL, UNKNOWN, UNKNOWN_TOGETHER
from .planted import ALSO_LEFT, START
from eianalysis.vocabulary import SMALL_TOGETHER, UNDECLARED, UNDECLARED_TOGETHER
from eianalysis.vocabulary.ethnicity import EIGHTEEN_TO_FIVE

SNAPSHOT = "officers in post on the last snapshot of the period"
GROUP, DECLARED = "people of the group", "people who declared this characteristic; of sex, everybody"


def found(folder):
    finds, what = attack(folder)
    assert not what.contradictions
    return {(find.what.rpartition("sex=")[2], find.low, find.high) for find in finds if find.few and "those who left" in find.what}


def tables(printed, joined, left=(50, 600)):
    """In post at the start and at the end, who joined and who left; what is None is hidden."""
    printed("a", {"All": (56, 800), "Male": left, "Female": None, "Not recorded": None}, words=ALSO_LEFT, base=START)
    printed("start", {"All": (300, 800), "Male": (200, 600), "Female": (100, 195)}, base=START, words="officers with a long name who did something else")
    flow = {("All", "In post at the end"): (812, 812), ("Male", "In post at the end"): (612, 812), ("Female", "In post at the end"): (196, 812)}
    flow |= {("All", "Joined"): (68, 68), ("Male", "Joined"): (62, 68), ("Female", "Joined"): joined}
    return printed("In post, joined and left", flow, words=GROUP, base=DECLARED, key="flow")


def test_who_left_follows_from_two_days_and_who_joined(printed):
    """195 women were there, 5 joined and 196 are there: 4 left, though their row is hidden and no table adds up to it."""
    assert ("Female", 4, 4) in found(tables(printed, (5, 68)))


def test_nothing_follows_where_one_of_the_four_is_hidden(printed):
    assert not found(tables(printed, None))


def test_a_force_whose_days_do_not_add_up_is_not_read_so(printed):
    """Officers come from the staff too: where the men visibly do not add up, the women need not."""
    assert not found(tables(printed, (5, 68), left=(40, 600)))


def test_the_attacker_reads_the_labels_that_packs_print():
    """Its words are its own, but a label that no pack prints any more would find nothing."""
    assert {five: {label for label, of in EIGHTEEN_TO_FIVE.items() if of == five} for five in LISTED} == {five: {*of} for five, of in LISTED.items()}
    assert {*UNKNOWN, UNKNOWN_TOGETHER} == {*UNDECLARED} and UNKNOWN_TOGETHER == UNDECLARED_TOGETHER and SMALL == SMALL_TOGETHER
