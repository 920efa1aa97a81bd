"""Figures of the demo pack counted again from the raw files, without the package: pandas, and the words of docs/measures.md.

Nothing here is imported from ``eianalysis`` and nothing of it is written from the code there. Each function below reads
extracts of ``data/synthetic`` and gives ``{(where the row is in the table): (numerator, denominator)}``.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

START, YEAR, END = pd.Timestamp("2020-04-01"), pd.Timestamp("2022-04-01"), pd.Timestamp("2023-03-31")
#: Days before each year of the pooled window began.
EVES = [pd.Timestamp(f"{year}-03-31") for year in (2020, 2021, 2022)]
GROUP = object()
UNDECLARED = "Not declared or not recorded"
WINDOWS = {"12m": (YEAR, EVES[2:]), "36m": (START, EVES)}


def read(data: Path, name: str) -> pd.DataFrame:
    """A raw extract as text; a blank is a blank."""
    return pd.read_csv(data / f"{name}.csv", dtype=str, keep_default_na=False)


def minority(code: str) -> str:
    return UNDECLARED if code in ("NS", "P", "U", "") else "White" if code.startswith("W") else "Ethnic minorities"


def five(code: str) -> str:
    names = {"A": "Asian", "B": "Black", "M": "Mixed", "W": "White", "O": "Other"}
    return UNDECLARED if code in ("NS", "P", "U", "") else names[code[0]]


def listed(words: dict[str, str]):
    return lambda code: words.get(code, UNDECLARED)


SEX = listed({"F": "Female", "M": "Male", "O": "Other", "X": "Other"})


def woman_officer(code: str) -> str:
    return "Women officers" if code == "F" else "All other officers"


def woman_searched(word: str) -> str:
    return "Women" if word == "Female" else "All others"


def age_band(years: str) -> str:
    age = int(years)
    return "Under 26" if age < 26 else "26 to 40" if age <= 40 else "41 to 55" if age <= 55 else "Over 55"


DISABILITY = listed({"Y": "Disabled", "N": "Not disabled"})
PEOPLE = {"ethnicity_2": ("ethnicity_code", minority), "sex": ("sex", SEX)}


def by(frame: pd.DataFrame, column: str, group) -> pd.Series:
    """How many rows of each group, and of all."""
    counts = frame[column].map(group).value_counts()
    counts["All"] = len(frame)
    return counts


def as_it_is(base) -> float:
    """A whole number of people, or years that need not be whole."""
    return int(base) if base == int(base) else float(base)


def pairs(where: tuple, of: pd.Series, base: pd.Series) -> dict:
    """One entry a group: how many, of how many. ``where`` names the row, with ``GROUP`` where the group stands."""
    return {tuple(group if part is GROUP else part for part in where): (int(of.get(group, 0)), as_it_is(base[group])) for group in base.index}


class Extracts:
    """The raw files, with days read as days."""

    def __init__(self, data: Path):
        self.data = data
        self.people = read(data, "workforce_snapshot")
        self.people["as_at"] = pd.to_datetime(self.people["as_at"])
        self.leavers = read(data, "leavers")
        self.leavers["left"] = pd.to_datetime(self.leavers["leave_date"])

    def in_post(self, day: pd.Timestamp, kinds=("officer",)) -> pd.DataFrame:
        return self.people[(self.people["as_at"] == day) & self.people["worker_type"].isin(kinds)]

    def on_eves(self, eves, kinds=("officer",)) -> pd.DataFrame:
        return pd.concat([self.in_post(day, kinds) for day in eves])

    def gone(self, start, kinds=("officer",)) -> pd.DataFrame:
        rows = self.leavers
        gone = (rows["left"] >= start) & (rows["left"] <= END) & rows["worker_type"].isin(kinds)
        return rows[gone & (rows["leaver_type"] != "CB")]  # a career break is not a departure


def turnover(raw: Extracts) -> dict:
    """Per headcount at the start without transfers; per mean headcount with them."""
    out = {}
    for window, (start, eves) in WINDOWS.items():
        gone, base, ends = raw.gone(start), raw.on_eves(eves), raw.on_eves([*eves[1:], END])
        kept = gone[gone["leaver_type"] != "TR"]
        for name, (column, group) in PEOPLE.items():
            first, last = by(base, column, group), by(ends, column, group)
            out |= pairs(("turnover_start_headcount_ex_transfers", window, name, GROUP), by(kept, column, group), first)
            counted = by(gone, column, group)
            out |= {
                ("turnover_average_headcount_inc_transfers", window, name, g): (int(counted.get(g, 0)), (first[g] + last.get(g, 0)) / 2) for g in first.index
            }
    return out


def service(raw: Extracts, kinds=("officer",)) -> pd.DataFrame:
    """Who served from the end of which day to the end of which, with the codes last recorded; in the demo nobody comes twice."""
    came, first = read(raw.data, "joiners"), raw.people["as_at"].min()
    came = came[came["worker_type"].isin(kinds)].assign(came=lambda rows: pd.to_datetime(rows["start_date"]))
    came = pd.concat([raw.in_post(first, kinds).assign(came=first), came[came["came"] > first]])
    gone = raw.leavers[raw.leavers["worker_type"].isin(kinds) & (raw.leavers["leaver_type"] != "CB")]
    codes = ["ethnicity_code", "sex", "disability"]
    last = pd.concat([came, raw.people.sort_values("as_at", kind="stable"), gone]).drop_duplicates("person_ref", keep="last")
    out = came[["person_ref", "came"]].merge(gone[["person_ref", "left"]], on="person_ref", how="left").merge(last[["person_ref", *codes]], on="person_ref")
    assert not out["person_ref"].duplicated().any()
    return out.assign(left=out["left"].fillna(END))


def once_a_year(raw: Extracts, rows: pd.DataFrame, day: str, eves, kinds=("officer",)) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Each person's years of service within each year that follows an eve; and who of them has a row dated in it, once a year."""
    when, everybody, hit, base = pd.to_datetime(rows[day]), service(raw, kinds), [], []
    for eve in eves:
        end = eve + pd.DateOffset(years=1)
        days = (everybody["left"].clip(upper=end) - everybody["came"].clip(lower=eve)).dt.days
        there = everybody.assign(years=days / 365.25)[days > 0]
        named = rows.loc[(when > eve) & (when <= end), "person_ref"]
        base.append(there)
        hit.append(there[there["person_ref"].isin(named)])
    return pd.concat(hit), pd.concat(base)


def years_by(frame: pd.DataFrame, column: str, group) -> pd.Series:
    """The years of each group, and of all."""
    years = frame["years"].groupby(frame[column].map(group)).sum()
    years["All"] = frame["years"].sum()
    return years


def people_with_a_case(raw: Extracts) -> dict:
    """Officers with an allegation, or complained of; anybody employed with a grievance: people, once a year, over person-years."""
    out, employed = {}, ("officer", "staff", "pcso")
    cases, complaints, grievances = read(raw.data, "misconduct_cases"), read(raw.data, "complaints"), read(raw.data, "grievances")
    for window, (_, eves) in WINDOWS.items():
        hit, base = once_a_year(raw, cases[cases["worker_type"] == "officer"], "received", eves)
        for name, (column, group) in PEOPLE.items():
            out |= pairs(("misconduct_allegation_rate", window, name, GROUP), by(hit, column, group), years_by(base, column, group))
    hit, base = once_a_year(raw, complaints[complaints["person_ref"] != ""], "logged", EVES)
    out |= pairs(("complaint_officer_rate", "ethnicity_5", GROUP), by(hit, "ethnicity_code", five), years_by(base, "ethnicity_code", five))
    hit, base = once_a_year(raw, grievances[grievances["worker_type"].isin(employed)], "lodged", EVES, employed)
    for name, (column, group) in {**PEOPLE, "disability": ("disability", DISABILITY)}.items():
        out |= pairs(("grievance_rate", "36m", name, GROUP), by(hit, column, group), years_by(base, column, group))
    return out


def promotion(raw: Extracts) -> dict:
    """The steps of promotion over six years: applied of the eligible, passed of the applied, promoted of the passed."""
    rows, out = read(raw.data, "promotions"), {}
    opened = pd.to_datetime(rows["opened"])
    rows = rows[(rows["worker_type"] == "officer") & (rows["eligible"] == "Y") & (opened >= "2017-04-01") & (opened <= END)]
    applied = rows[rows["applied"] == "Y"]
    passed = applied[applied["passed"] == "Y"]
    steps = {
        "Applied": (rows, applied),
        "Passed": (applied, passed),
        "Promoted": (passed, passed[passed["promoted"] == "Y"]),
        "The whole way": (rows, passed[passed["promoted"] == "Y"]),
    }
    pattern = listed({"full": "Full time", "part": "Part time", "flexible": "Flexible"})
    groups = {"ethnicity_2": ("ethnicity_code", minority), "working_pattern": ("working_pattern", pattern), "women": ("sex", woman_officer)}
    for step, (base, on) in steps.items():
        for name, (column, group) in groups.items():
            out |= pairs(("promotion_stage_rate", name, GROUP, step), by(on, column, group), by(base, column, group))
    out |= pairs(("promotion_apply_rate", "disability", GROUP), by(applied, "disability", DISABILITY), by(rows, "disability", DISABILITY))
    return out | pairs(("promotion_apply_rate", "age_band", GROUP), by(applied, "age", age_band), by(rows, "age", age_band))


def searches(raw: Extracts) -> dict:
    """Searches with a further action, by month of London time, and of the last year by what the officer saw and by sex."""
    frame = pd.concat([pd.read_csv(path, dtype=str, keep_default_na=False) for path in sorted((raw.data / "stop_search").rglob("*.csv"))])
    local = pd.to_datetime(frame["Date"], utc=True).dt.tz_convert("Europe/London")
    frame = frame.assign(month=local.dt.strftime("%Y-%m"), day=local.dt.tz_localize(None).dt.normalize())
    frame = frame[~frame["Type"].eq("Vehicle search") & frame["Outcome"].ne("")]
    led = frame[~frame["Outcome"].str.contains("no further action", case=False)]
    out = {("searches_by_month", month): (int((led["month"] == month).sum()), int((frame["month"] == month).sum())) for month in frame["month"].unique()}
    saw, last, hits = listed({g: g for g in ("Asian", "Black", "Mixed", "White", "Other")}), frame[frame["day"] >= YEAR], led[led["day"] >= YEAR]
    out |= pairs(
        ("search_positive_outcome_rate", "officer_ethnicity", GROUP), by(hits, "Officer-defined ethnicity", saw), by(last, "Officer-defined ethnicity", saw)
    )
    return out | pairs(("search_positive_outcome_rate", "woman", GROUP), by(hits, "Gender", woman_searched), by(last, "Gender", woman_searched))


def of_one_incident(data: Path) -> set[tuple]:
    """Rows of the tables of searches in whose base several searches were made at one time and place: their ranges allow for it."""
    frame = pd.concat([pd.read_csv(path, dtype=str, keep_default_na=False) for path in sorted((data / "stop_search").rglob("*.csv"))])
    frame = frame[frame["Latitude"].ne("") & frame.duplicated(["Date", "Latitude", "Longitude"], keep=False)]
    local = pd.to_datetime(frame["Date"], utc=True).dt.tz_convert("Europe/London")
    last = frame[local.dt.tz_localize(None) >= YEAR]
    rows = {("searches_by_month", month) for month in local.dt.strftime("%Y-%m")}
    rows |= {("search_positive_outcome_rate", "officer_ethnicity", group) for group in last["Officer-defined ethnicity"]}
    rows |= {("search_positive_outcome_rate", "woman", woman_searched(word)) for word in last["Gender"]}
    return rows | {("search_positive_outcome_rate", split, "All") for split in ("officer_ethnicity", "woman") if len(last)}


def force_used(raw: Extracts) -> dict:
    """Each tactic of all people on whom force was used, a person once an incident, as the officer saw them."""
    rows = read(raw.data, "use_of_force")
    used = pd.to_datetime(rows["used_on"])
    rows = rows[(used >= START) & (used <= END)]
    who = rows.drop_duplicates(["incident_ref", "subject_ref"])
    saw = listed({g: g for g in ("Asian", "Black", "Mixed", "White", "Other")})
    names = {"Compliant handcuffing": "Handcuffs, compliant", "Non-compliant handcuffing": "Handcuffs, not compliant"}
    base, out = by(who, "officer_ethnicity", saw), {}
    for tactic in rows["tactic"].unique():
        some = rows[rows["tactic"] == tactic].drop_duplicates(["incident_ref", "subject_ref"])
        out |= pairs(("force_tactic_rate", GROUP, names.get(tactic, tactic)), by(some, "officer_ethnicity", saw), base)
    return out


def declared(raw: Extracts) -> dict:
    """Whose characteristic is known, of everybody in post on each 31 March."""
    columns = {
        "Ethnicity": "ethnicity_code",
        "Sex": "sex",
        "Disability": "disability",
        "Religion": "religion",
        "Sexual orientation": "sexual_orientation",
        "Gender reassignment": "gender_reassignment",
    }
    out = {}
    for day in sorted(raw.people["as_at"].unique()):
        rows = raw.people[raw.people["as_at"] == day]
        for name, column in columns.items():
            known = ~rows[column].isin(["", "U", "P", "NS"])
            out["declaration_rate", name, str(pd.Timestamp(day).date())] = int(known.sum()), len(rows)
    return out


def representation(raw: Extracts) -> dict:
    """Officers, and staff, in post on the last day: each group's share of those who declared."""
    out = {}
    for table, kinds in (("representation_share", ("officer",)), ("representation_share_staff", ("staff",))):
        rows = raw.in_post(END, kinds)
        for name, (column, group) in PEOPLE.items():
            counts = by(rows, column, group)
            known = len(rows) - counts.get(UNDECLARED, 0)
            out |= {(table, name, g): (int(counts[g]), int(known)) for g in counts.index if g not in ("All", UNDECLARED)}
    return out


def applications(raw: Extracts) -> dict:
    """Applications that ran their course, by those who reached an offer; and what passed the sift of the eligible."""
    rows = read(raw.data, "applications")
    made = pd.to_datetime(rows["applied_on"])
    rows = rows[(made >= START) & (made <= END)]
    stages = ["eligibility", "sift", "assessment", "interview", "force_interview", "medical", "vetting"]
    failed = rows[stages].eq("fail").any(axis=1)
    declined = rows["offer"].eq("withdrawn") | rows["joined"].eq("withdrawn")
    offered = declined | (rows["offer"].eq("pass") & rows["joined"].eq("pass"))
    ended, reached, out = rows[failed | offered], rows[offered], {}
    eligible = ended[ended["eligibility"].isin(["pass", "not required"])]
    sifted = eligible[eligible["sift"].isin(["pass", "not required"])]
    for name, (column, group) in PEOPLE.items():
        out |= pairs(("recruitment_stage_rate", name, GROUP, "Eligibility"), by(eligible, column, group), by(ended, column, group))
        out |= pairs(("recruitment_stage_rate", name, GROUP, "Sift"), by(sifted, column, group), by(eligible, column, group))
    return out | pairs(("recruitment_offer_rate", "disability", GROUP), by(reached, "disability", DISABILITY), by(ended, "disability", DISABILITY))


def events(raw: Extracts) -> dict:
    """Community events of the last year, by kind."""
    rows = read(raw.data, "community_events")
    held = pd.to_datetime(rows["event_date"])
    rows = rows[(held >= YEAR) & (held <= END)]
    names = {"meeting": "Community meeting"}
    return {("event_count", names.get(kind, kind.capitalize())): (int((rows["type"] == kind).sum()), len(rows)) for kind in rows["type"].unique()}


EVERY = (turnover, people_with_a_case, promotion, searches, force_used, declared, representation, applications, events)


def recount(data: Path) -> dict:
    """All figures counted here: where a row is in its table → (numerator, denominator)."""
    raw, out = Extracts(data), {}
    for count in EVERY:
        out |= count(raw)
    return out


#: Which columns name a row of a table, beside the table's own name.
KEYS = {
    "turnover_start_headcount_ex_transfers": ("window", "characteristic", "group"),
    "turnover_average_headcount_inc_transfers": ("window", "characteristic", "group"),
    "misconduct_allegation_rate": ("window", "characteristic", "group"),
    "grievance_rate": ("window", "characteristic", "group"),
    "promotion_stage_rate": ("characteristic", "group", "stage"),
    "promotion_apply_rate": ("characteristic", "group"),
    "searches_by_month": ("month",),
    "search_positive_outcome_rate": ("characteristic", "group"),
    "force_tactic_rate": ("group", "tactic"),
    "declaration_rate": ("group", "period_end"),
    "representation_share": ("characteristic", "group"),
    "representation_share_staff": ("characteristic", "group"),
    "recruitment_stage_rate": ("characteristic", "group", "stage"),
    "recruitment_offer_rate": ("characteristic", "group"),
    "event_count": ("group",),
    "complaint_officer_rate": ("characteristic", "group"),
}


def printed(tables: Path) -> dict:
    """The shown rows of the pack's tables under the same names.

    → (numerator, denominator, rate, its range low and high, kind, reference, ratio, the group's place in the name); a blank is None.
    """
    out = {}
    for table, columns in KEYS.items():
        frame = read(tables, table)
        for whole in ("rank_band", "directorate", "specialist_flag"):
            frame = frame[frame[whole] == "All"] if whole in frame else frame
        place = columns.index("group") + 1 if "group" in columns else 0
        for row in frame[frame["numerator"] != ""].to_dict("records"):
            n, d, rate, low, high, ratio = (
                float(row[name]) if row[name] else None for name in ("numerator", "denominator", "rate", "rate_low", "rate_high", "disparity_ratio")
            )
            out[(table, *(row[c] for c in columns))] = n, d, rate, low, high, row["kind"], row["reference"], ratio, place
    return out
