"""Promotion processes and development schemes, made from the people, ranks and leavings of the force.

Made last and from streams of their own, so that nothing else changes. Who is promoted is not drawn here: it is who holds
a higher rank at the next snapshot (or on leaving), and careers know no groups. What is drawn is how many others apply,
sit the examination and pass, so a planted gap at one step is made good at the next.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from eianalysis.synthetic.days import A_YEAR, END, ORIGIN
from eianalysis.synthetic.draws import Draws

LADDER = ("Constable", "Sergeant", "Inspector", "Chief Inspector", "Superintendent", "Chief Superintendent")
_SHORT = ("PC", "SGT", "INS", "CI", "SUP", "CS")
_COMMON = (
    "worker_type",
    "rank_grade",
    "unit",
    "directorate",
    "age",
    "ethnicity_code",
    "sex",
    "disability",
    "religion",
    "sexual_orientation",
    "gender_reassignment",
    "marital",
    "working_pattern",
)
FIRST_ROUND, EXAM_RANKS, LAST = pd.Timestamp("2017-03-31"), 2, ORIGIN + END
#: Chance that somebody not promoted applies, by rank held; share of those who pass that are promoted in the round.
APPLY, PLACED = np.array([0.12, 0.23, 0.27, 0.30, 0.30]), 0.60
EXAM_PASS, SITS, SAT_THIS_ROUND = 0.60, 0.11, 0.5
TEMPORARY = 0.10
BANDS = {"Under 2 years": 2, "2 to 5 years": 5, "5 to 10 years": 10, "10 to 20 years": 20, "20 years or over": 130}
#: Chance in a year that an officer becomes a mentee, by length of service: those about to move up, above all.
MENTORED = {"Under 2 years": 0.03, "2 to 5 years": 0.07, "5 to 10 years": 0.10, "10 to 20 years": 0.02, "20 years or over": 0.01}
#: Mentees are officers below this rung.
_MENTEES_BELOW = 3
#: The rung from which the highest rank with rounds is reached.
_HIGHEST = len(LADDER) - 2


def _days(values: pd.Series) -> np.ndarray:
    return values.to_numpy().astype("datetime64[D]")


def _flag(values: np.ndarray) -> np.ndarray:
    return np.where(values, "Y", "N").astype(object)


def _minority(rows: pd.DataFrame) -> np.ndarray:
    code = rows["ethnicity_code"]
    return (~code.str.startswith("W") & ~code.isin(["NS", "P", "U"])).to_numpy()


def careers(snapshot: pd.DataFrame, joiners: pd.DataFrame, leavers: pd.DataFrame) -> pd.DataFrame:
    """One row an officer below the top of the ladder on each 31 March from 2017 to 2022, with what followed in the year.

    Columns of the snapshot, ``rung``, ``band`` (length of service), ``eligible`` (two years' service here, or service
    before), ``gone`` (day of leaving), ``rises`` (holds a higher rank at the next snapshot or on leaving), ``acts``.
    """
    rung = {rank: place for place, rank in enumerate(LADDER)}
    officers = snapshot[snapshot["worker_type"] == "officer"]
    officers = officers.assign(rung=officers["rank_grade"].map(rung))
    rows = officers[officers["as_at"].between(FIRST_ROUND, "2022-03-31") & (officers["rung"] < 5)].reset_index(drop=True)
    later = officers.assign(as_at=officers["as_at"] - pd.DateOffset(years=1))[["person_ref", "as_at", "rung", "acting"]]
    rows = rows.merge(later.rename(columns={"rung": "next", "acting": "acts"}), on=["person_ref", "as_at"], how="left")
    left = leavers[leavers["leaver_type"] != "CB"].drop_duplicates("person_ref", keep="last").set_index("person_ref")
    gone = _days(rows["person_ref"].map(left["leave_date"]).fillna(pd.Timestamp("2100-01-01")))
    on_leaving = rows["person_ref"].map(left["rank_grade"].map(rung)).where(rows["next"].isna())
    after = rows["next"].fillna(on_leaving).fillna(rows["rung"])
    served = (rows["as_at"] - rows["service_start"]).dt.days / A_YEAR
    before = set(joiners.loc[joiners["prior_service"] == "Y", "person_ref"])
    band = pd.cut(served, [0, *BANDS.values()], right=False, labels=list(BANDS))
    return rows.assign(
        rung=rows["rung"].astype(int),
        band=band.astype(object),
        gone=gone,
        rises=(after > rows["rung"]).to_numpy(),
        acts=rows["acts"].eq("Y"),
        eligible=(served >= 2) | rows["person_ref"].isin(before) | (rows["rung"] > 0),
    )


def development(seed: int, rows: pd.DataFrame, snapshot: pd.DataFrame, size: Mapping[str, float]) -> pd.DataFrame:
    """Mentoring by length of service, five pairs of reverse mentoring, talent and positive action programmes,
    network roles, and the secondments that the snapshots show."""
    draw, n = Draws(seed, "development schemes"), len(rows)
    minority, woman = _minority(rows), rows["sex"].eq("F").to_numpy()
    opened = _days(rows["as_at"])
    begins, lasts = opened + draw.whole(n, 1, 30), draw.whole(n, 180, 360)
    here = _days(rows["gone"]) > opened + 31
    chance = rows["band"].map(MENTORED).to_numpy(float) * np.where(minority, size["mentoring_ethnic_minorities"], 1)
    picks = {
        ("mentoring", "participant"): draw.yes(n, np.where(rows["rung"] < _MENTEES_BELOW, chance, 0)),
        ("mentoring", "mentor"): draw.yes(n, np.where(rows["rung"] >= 1, 0.12, 0)),
        ("coaching", "participant"): draw.yes(n, np.where(rows["rung"] >= 2, 0.08, 0)),
        ("talent programme", "participant"): draw.yes(n, np.where(rows["rung"].between(1, 3), 0.05, 0) * np.where(woman, size["talent_women"], 1)),
        ("positive action", "participant"): draw.yes(n, np.where(minority | woman, 0.03, 0)),
        ("network", "lead"): draw.yes(n, 0.006),
        ("network", "participant"): draw.yes(n, 0.03),
    }
    last_year = rows["as_at"].eq(pd.Timestamp("2022-03-31")).to_numpy()
    pilot = np.datetime64("2023-01-16")
    still = _days(rows["gone"]) > pilot
    for role, pool in (("participant", rows["rung"] >= 2), ("mentor", minority | woman)):
        free = np.nonzero(last_year & np.asarray(pool) & still)[0]
        picks["reverse mentoring", role] = np.isin(np.arange(n), free[np.argsort(draw.share(len(free)))[:5]])
    parts = [
        _stays(rows, chosen & here, scheme, role, np.full(n, pilot) if scheme == "reverse mentoring" else begins, lasts)
        for (scheme, role), chosen in picks.items()
    ]
    parts.append(_seconded(draw, snapshot))
    out = pd.concat(parts, ignore_index=True).drop_duplicates(["person_ref", "scheme", "role", "started"])
    return out.drop(columns="working_pattern").sort_values(["started", "person_ref", "scheme", "role"], ignore_index=True)


def _stays(rows, chosen, scheme, role, begins, lasts) -> pd.DataFrame:
    """A stay in a scheme until its end, or until the person leaves the force."""
    gone = _days(rows["gone"])
    ends = np.minimum(begins + lasts, gone)
    chosen = chosen & (begins < gone)
    over = ends <= LAST
    return pd.DataFrame(
        {
            "person_ref": rows["person_ref"],
            "scheme": scheme,
            "role": role,
            "started": begins.astype("datetime64[s]"),
            "ended": np.where(over, ends, np.datetime64("NaT")).astype("datetime64[s]"),
            "completed": np.where(over, _flag(ends < gone), ""),
            **{name: rows[name] for name in _COMMON},
        }
    )[chosen]


def _seconded(draw: Draws, snapshot: pd.DataFrame) -> pd.DataFrame:
    """A secondment for each run of snapshots that shows one: begun before the first, ended after the last of them."""
    rows = snapshot[snapshot["secondment_status"] == "out"].sort_values(["person_ref", "as_at"])
    run = rows.groupby("person_ref", sort=False)
    first, last = run.head(1).reset_index(drop=True), run.tail(1).reset_index(drop=True)
    n = len(first)
    begins = np.maximum(_days(first["as_at"]) - draw.whole(n, 1, 300), _days(first["service_start"]))
    ends = _days(last["as_at"]) + draw.whole(n, 1, 300)
    over = ends <= LAST
    return pd.DataFrame(
        {
            "person_ref": first["person_ref"],
            "scheme": "secondment",
            "role": "participant",
            "started": begins.astype("datetime64[s]"),
            "ended": np.where(over, ends, np.datetime64("NaT")).astype("datetime64[s]"),
            "completed": np.where(over, "Y", ""),
            **{name: first[name] for name in _COMMON},
        }
    )


def promotions(seed: int, rows: pd.DataFrame, schemes: pd.DataFrame, size: Mapping[str, float]) -> pd.DataFrame:
    """One row an officer in the round of the next rank, eligible or not: those who are there on 1 May."""
    opened = _days(rows["as_at"]) + 31
    rows = rows[_days(rows["gone"]) > opened].reset_index(drop=True)
    opened = _days(rows["as_at"]) + 31
    draw, n = Draws(seed, "promotion rounds"), len(rows)
    eligible, minority, woman = rows["eligible"].to_numpy(bool), _minority(rows), rows["sex"].eq("F").to_numpy()
    board = opened + draw.whole(n, 60, 120)
    gone, rung = _days(rows["gone"]), rows["rung"].to_numpy()
    promoted = rows["rises"].to_numpy(bool) & eligible & (gone > board + 1)
    mentees = schemes[(schemes["scheme"] == "mentoring") & (schemes["role"] == "participant")]
    mentored = _pairs(rows["person_ref"], rows["as_at"].dt.year).isin(_pairs(mentees["person_ref"], mentees["started"].dt.year))
    # how likely applying is for somebody like this, and how likely with the planted gaps; who is promoted has applied
    rises = np.minimum(_share(promoted, eligible, [rows["rung"], rows["band"]]), 0.9)
    usual = rises + (1 - rises) * APPLY[rung]
    meant = usual * np.where(woman, size["apply_women"], 1) * np.where(mentored, size["apply_mentored"], 1)
    other = np.clip((meant - rises) / (1 - rises), 0, 1)
    applied = promoted | (eligible & ~promoted & draw.yes(n, other))
    withdrawn = applied & ~promoted & draw.yes(n, 0.06)
    spare = np.divide(rises * (1 / PLACED - 1), (1 - rises) * other, out=np.zeros(n), where=other > 0)
    passed = promoted | (applied & ~withdrawn & ~promoted & draw.yes(n, np.clip(spare / 0.94, 0, 1)))
    assessed = passed | (applied & ~withdrawn & draw.yes(n, 0.75))
    taken, exam = _exam(draw, rung, eligible, applied, passed | assessed, minority, woman, size)
    usual = np.where(minority, size["temporary_ethnic_minorities"], 1) * TEMPORARY
    acts = (rows["acts"] & eligible).to_numpy(bool)
    already = _share(acts, eligible, [rows["rung"] * 0])
    temporary = acts | (eligible & draw.yes(n, np.clip((usual - already) / (1 - already), 0, 1)))
    start = board + 1 + np.floor(draw.share(n) * (np.minimum(gone, opened + 333) - board - 1).astype(int)).astype(int)
    year = rows["as_at"].dt.year.astype(str)
    frame = pd.DataFrame(
        {
            "person_ref": rows["person_ref"],
            "process_id": year + "-" + np.array(_SHORT, dtype=object)[rung + 1],
            "opened": _announced(opened, rung).astype("datetime64[s]"),
            "to_rank": np.array(LADDER, dtype=object)[rung + 1],
            **{name: rows[name] for name in _COMMON},
            "eligible": _flag(eligible),
            "applied": _flag(applied),
            "withdrawn": np.where(applied, _flag(withdrawn), ""),
            "exam_taken": np.where(rung < EXAM_RANKS, _flag(taken), ""),
            "exam_passed": np.where(taken, _flag(exam), ""),
            "assessed": np.where(applied, _flag(assessed), ""),
            "passed": np.where(applied, _flag(passed), "N"),
            "promoted": _flag(promoted),
            "promoted_on": np.where(promoted, start, np.datetime64("NaT")).astype("datetime64[s]"),
            "temporary": _flag(temporary),
            "panel_mixed": np.where(assessed, _flag(draw.yes(n, 0.8)), ""),
            "panel_independent": np.where(assessed, _flag(draw.yes(n, 0.45)), ""),
        }
    )
    return frame.sort_values(["opened", "process_id", "person_ref"], ignore_index=True)


def _announced(opened: np.ndarray, rung: np.ndarray) -> np.ndarray:
    """The day a round opens: 1 May, but for the highest rank, whose rounds open on the edges of a window: the last day of one in odd
    years and the first day of the next in even ones. In 2017 the records begin on 31 March, so that round stays."""
    year = opened.astype("datetime64[Y]").astype(int) + 1970
    early = np.where(year % 2, 31, 30)
    return np.where((rung == _HIGHEST) & (year > FIRST_ROUND.year), opened - early, opened)


def _exam(draw: Draws, rung, eligible, applied, through, minority, woman, size) -> tuple[np.ndarray, np.ndarray]:
    """Who sat the examination in this round, and who passed. Who was assessed has passed, now or in an earlier round;
    the others pass as often as makes the whole come out as planted."""
    n, open_ = len(rung), eligible & (rung < EXAM_RANKS)
    taken = open_ & np.where(through, draw.yes(n, SAT_THIS_ROUND), draw.yes(n, SITS))
    sure, other = taken & through, taken & ~through
    exam, chance = sure.copy(), draw.share(n)
    gap = size["exam_pass_ethnic_minorities"]
    for group, factor in ((minority & woman, gap), (minority & ~woman, gap), (~minority & woman, 1), (~minority & ~woman, 1)):
        wanted = EXAM_PASS * factor * (taken & group).sum() - (sure & group).sum()
        exam |= other & group & (chance < wanted / max((other & group).sum(), 1))
    return taken, exam


def _pairs(refs: pd.Series, years: pd.Series) -> pd.Series:
    return refs.astype(str) + " " + years.astype(str)


def _share(yes: np.ndarray, of: np.ndarray, by: list[pd.Series]) -> np.ndarray:
    """The share of ``of`` that is ``yes``, in the cell of each row."""
    counted = pd.DataFrame({"yes": yes & of, "of": of}).groupby([np.asarray(each) for each in by]).transform("sum")
    return (counted["yes"] / counted["of"].where(counted["of"] > 0, 1)).to_numpy(float)
