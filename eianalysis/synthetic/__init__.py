"""A small police force that does not exist, made by seeded chance, with effects whose true sizes are known.

NOTHING HERE DESCRIBES REAL PEOPLE OR A REAL FORCE. It lets the package be tried and tested without personal data, and
lets a test ask whether an analysis finds what is there and does not find what is not. See docs/synthetic-force.md.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from eianalysis.synthetic import community, complaints, conversations, encounters, pay, progression, surveys
from eianalysis.synthetic.conduct import make_cases, resign_with_case_open, settle
from eianalysis.synthetic.effects import EFFECTS, NO_EFFECTS, sizes, truth
from eianalysis.synthetic.leaving import career_breaks, leave
from eianalysis.synthetic.people import WHOLE_FORCE, make_people
from eianalysis.synthetic.posts import Posts
from eianalysis.synthetic.recruitment import recruitment
from eianalysis.synthetic.searches import make_searches
from eianalysis.synthetic.shifts import with_shifts
from eianalysis.synthetic.hr_extracts import HrSystem
from eianalysis.synthetic.training import training
from eianalysis.synthetic.vawg import vawg_offences
from eianalysis.synthetic.window_edges import put_on_edges
from eianalysis.synthetic.write import write

__all__ = ["EFFECTS", "NO_EFFECTS", "SEED", "force", "truth", "write"]

#: The seed of the committed files.
SEED = 2068


def force(*, seed: int = SEED, people: int = WHOLE_FORCE, effects: Mapping[str, float] | None = None, searches: bool = True) -> dict[str, pd.DataFrame]:
    """Make a small force that does not exist: six years of people, cases and searches.

    Parameters
    ----------
    seed
        The same seed gives the same force, whatever the machine.
    people
        About how many people are in post at the end; the committed force has 1,400.
    effects
        Sizes in place of the documented ones, such as ``{"allegation_black": 1.0}``; ``NO_EFFECTS`` for none at all.
    searches
        False leaves the stop-and-search records out (quicker).

    Returns
    -------
    dict of DataFrame
        ``workforce_snapshot``, ``promotions``, ``development_participation``,
        ``joiners``, ``leavers``, ``misconduct_cases``, ``exit_interviews``,
        ``stay_interviews``, ``family_leave``, ``leaver_contacts``, ``pay``, ``surveys``, ``survey_questions``, ``survey_waves``,
        ``training_attendance``, ``community_events``, ``cj_outcomes``, ``vawg_offences``, ``grievances``, ``complaints``, ``use_of_force``,
        ``applications``, ``vetting``, ``selection_panels``, ``outreach``:
        codes as text, dates as datetime64, columns as the schema declares them, the derived ones left out.
        ``stop_search``: the 15 columns of data.police.uk as text, and before them ``month``, the monthly file a row
        belongs to; with it ``dip_samples``, which are drawn from it.

    Examples
    --------
    >>> tables = force(seed=1, people=200, searches=False)
    >>> len(tables), tables["workforce_snapshot"].columns[0]
    (25, 'person_ref')
    """
    if people < 50:
        raise ValueError(f"people must be 50 or more, not {people}: a smaller force has no units to speak of")
    size, scale = sizes(effects), people / WHOLE_FORCE
    everyone = make_people(seed, people)
    exit_day, cause = leave(seed, everyone, size)
    cases = make_cases(seed, everyone, exit_day, size)
    exit_day, cause = resign_with_case_open(seed, everyone, cases, exit_day, cause, size)
    cases, exit_day, cause = settle(cases, exit_day, cause)
    everyone, cases, exit_day = put_on_edges(everyone, cases, exit_day)
    break_from, break_to = career_breaks(seed, everyone, exit_day)
    posts = Posts(seed, everyone, exit_day, break_from, break_to, size, scale)
    hr = HrSystem(seed, everyone, posts, exit_day, cause, break_from, break_to)
    tables = {"workforce_snapshot": hr.snapshot(), "joiners": hr.joiners(), "leavers": hr.leavers(), "misconduct_cases": hr.misconduct(cases)}
    snapshot, left = tables["workforce_snapshot"], tables["leavers"]
    tables |= {
        "exit_interviews": conversations.exit_interviews(seed, left, size),
        "stay_interviews": conversations.stay_interviews(seed, snapshot, left),
        "family_leave": conversations.family_leave(seed, snapshot, left, size),
        "leaver_contacts": conversations.leaver_contacts(seed, left),
    }
    tables |= {
        **surveys.surveys(seed, snapshot, size),
        "training_attendance": training(seed, snapshot, size),
        "community_events": community.community_events(seed, size),
        "cj_outcomes": community.cj_outcomes(seed, size, scale),
    }
    tables["vawg_offences"] = vawg_offences(seed, tables["cj_outcomes"], size)
    tables["workforce_snapshot"] = with_shifts(seed, snapshot, tables["training_attendance"], size)
    tables |= {
        "grievances": complaints.grievances(seed, snapshot, left, size),
        "complaints": complaints.complaints(seed, snapshot, left, size),
        "use_of_force": encounters.use_of_force(seed, size, scale),
    }
    rows = progression.careers(snapshot, tables["joiners"], left)
    tables["development_participation"] = schemes = progression.development(seed, rows, snapshot, size)
    tables["promotions"] = progression.promotions(seed, rows, schemes, size)
    tables["pay"] = pay.pay(seed, snapshot, size)
    tables |= recruitment(seed, tables["joiners"], snapshot, size)
    if searches:
        found = tables["stop_search"] = make_searches(seed, size, scale)
        tables["dip_samples"] = encounters.dip_samples(seed, found, tables["use_of_force"], size, scale)
    return tables
