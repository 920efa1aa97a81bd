"""Which figures of different measures count the same people, and which of those hold others: what a reader knows.

A figure is a column of a measure's released tables, of some key values. Where a notebook counts other people under the
same measure (staff, say, instead of officers) its noun is another, and the figure is left alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from eianalysis.measures.applications import TO_AN_OFFER
from eianalysis.report.printed import Printed
from eianalysis.results import ALL


@dataclass(frozen=True)
class Figure:
    """A column of a measure's tables: ``keys`` with the value they must have (a table without that key has everybody, "All").

    declared   its total is of those who declared the characteristic only (sex apart, see ``measures.flow``)
    partial    not every group has a row
    at_end     it is of the last day of its period, not of the whole period
    any_key    keys whose value does not matter: of every one of them it counts the same people. A table with any other key
               is left alone.
    total_only only its row for everybody counts these people
    """

    measure: str
    column: str
    keys: dict[str, str] = field(default_factory=dict)
    noun: str = ""
    declared: bool = False
    partial: bool = False
    at_end: bool = False
    any_key: tuple[str, ...] = ()
    total_only: bool = False

    def is_in(self, row: Printed, noun: str) -> bool:
        """Whether a row of a table of this noun says this figure; a table of such people by another key besides does not."""
        return (row.measure == self.measure and self.noun in ("", noun)
                and all(row.keys.get(key, ALL) == value for key, value in self.keys.items())
                and all(value == ALL or key in self.keys or key in self.any_key for key, value in row.keys.items()))


N, D = "numerator", "denominator"
_OFFICERS = "officers"

SAME: dict[str, tuple[Figure, ...]] = {
    "officers who left": (
        Figure("turnover_average_headcount_inc_transfers", N, noun=_OFFICERS),
        Figure("turnover_start_headcount_inc_transfers", N, noun=_OFFICERS),
        Figure("exit_interview_steps", D, {"step": "Offered"}, noun=_OFFICERS),
        Figure("workforce_flow", N, {"flow": "Left"}, noun=_OFFICERS, declared=True, partial=True)),
    "officers who left, transfers apart": (Figure("turnover_start_headcount_ex_transfers", N, noun=_OFFICERS),),
    "officers in post at the start": tuple(
        Figure(measure, D, noun=_OFFICERS) for measure in
        ("turnover_start_headcount_ex_transfers", "turnover_start_headcount_inc_transfers", "misconduct_allegation_rate",
         "complaint_officer_rate", "stability_12m")),
    "officers in post at the start who stayed": (Figure("stability_12m", N, noun=_OFFICERS),),
    # not those of the workforce's flow, which are of the last snapshot whatever day the period ends on
    "officers in post at the end": (
        Figure("representation_share", N, {"rank_band": "All", "directorate": "All", "specialist_flag": "All"},
               noun=_OFFICERS, partial=True, at_end=True, any_key=("benchmark",)),),
    "staff in post at the end": (
        Figure("representation_share_staff", N, {"rank_band": "All"}, noun="police staff", partial=True, at_end=True,
               any_key=("benchmark",)),),
    "officers on average": (Figure("turnover_average_headcount_inc_transfers", D, noun=_OFFICERS),),
    "people in post": (Figure("participation_rate", D, at_end=True, any_key=("scheme",)),
                       Figure("clearance_overdue_share", D, at_end=True)),
    "searches of people": (Figure("search_undeclared_share", D), Figure("dip_coverage", D, any_key=("sampler",))),
    "searches whose outcome is recorded": tuple(
        Figure(measure, D, {"object": "All"}) for measure in
        ("search_positive_outcome_rate", "search_outcome_test", "search_find_rate")),
    "searches with an outcome": (Figure("search_positive_outcome_rate", N),),
    "searches with a find": (Figure("search_outcome_test", N, {"object": "All"}), Figure("search_find_rate", N)),
    "stay interviews held": (Figure("stay_interview_steps", N, {"step": "Completed"}),
                             Figure("stay_themes", D, total_only=True)),
    "stay interviews offered": (Figure("stay_interview_steps", N, {"step": "Offered"}),
                                Figure("stay_interview_steps", D, {"step": "Completed"})),
    "applicants past the sift": (Figure("recruitment_stage_rate", N, {"stage": "Sift"}),
                                 Figure("recruitment_stage_rate", D, {"stage": TO_AN_OFFER})),
    "applicants offered a post": (Figure("recruitment_stage_rate", N, {"stage": TO_AN_OFFER}),
                                  Figure("recruitment_offer_rate", N)),
}

#: The first holds all people of the second, group by group. Not here: records that lack a field (a search without an
#: outcome). How many there are of a group says something of the records and nothing of the people.
HOLDS: tuple[tuple[str, str], ...] = (
    ("officers who left", "officers who left, transfers apart"),
    ("searches whose outcome is recorded", "searches with an outcome"),
    ("searches with an outcome", "searches with a find"),
    ("stay interviews offered", "stay interviews held"),
    ("applicants past the sift", "applicants offered a post"),
)
#: What is left of adding up and taking off, though no population holds the other: few people, on one side or the other.
NET = {
    "officers who came and went within the period, or moved to another kind of post": {
        "officers who left": 1.0, "officers in post at the start": -1.0, "officers in post at the start who stayed": 1.0},
    "community support officers in post at the end": {
        "people in post": 1.0, "officers in post at the end": -1.0, "staff in post at the end": -1.0},
}
#: (average, start, end): over one year the first is the mean of the others.
MEANS = (("officers on average", "officers in post at the start", "officers in post at the end"),)

#: A yes/no split of a characteristic: its column -> (the characteristic, {its value: the group it is}).
SPLITS = {name: ("sex", {"Women officers": "Female", "Women": "Female"}) for name in ("women", "woman")}
