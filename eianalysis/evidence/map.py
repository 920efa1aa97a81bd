"""The evidence map: what was reported of each item, beside what the data say.

Every row is concluded from released tables (``disclosure.conclusions``): what its measure's own page hides is hidden here, and
no status can be read back to a hidden count.
"""

from __future__ import annotations

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.errors import UsageError, did_you_mean
from eianalysis.evidence import status_rules
from eianalysis.dataset import Force
from eianalysis.evidence.binding import Change, bind, id_of
from eianalysis.evidence.conclude import COLUMNS, OF_BINDING, OF_ITEM, change_of, conclude
from eianalysis.evidence.judging import NOTES, judged, of_register
from eianalysis.register.evidence import load_evidence
from eianalysis.results import Definition, Missing, Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import SURVEY_THEMES, plain

UNBOUND = "not bound"


def evidence_map(register: TypedTable, cycle: BoardCycle, **tables: TypedTable) -> Result:
    """Set what was reported of every item beside what the data say of it, and say where the two disagree.

    Parameters
    ----------
    register : TypedTable
        From ``load_register``.
    cycle : BoardCycle
        Judged over its period, changes against the 12 months before; items and measures are bound in
        ``data/recommendations/evidence.csv``.
    **tables : TypedTable
        Input tables already loaded, by the name of their loader (``leavers=...``); the others are read when needed.

    Returns
    -------
    Result of shape ``bound``
        One row a way of showing an item (an item without one has a row too): the register's columns, what it is bound
        to, ``value, low, high`` as the measure's own page shows them, ``evidence_status`` (met, not met, moving towards,
        moving away, no material change, measured without a target, too few to say, no data, no data: measure not built),
        ``comparison`` (primary or exploratory, of ratios and gaps), ``change``, ``against_date`` (what became of a target whose day is reached), ``contradiction``, and ``data``: real,
        none, or SYNTHETIC ILLUSTRATION where the figure comes from the invented force. Nothing is derived before the gate:
        the statuses follow from released tables only.

    Raises
    ------
    DataFault
        Listing every fault of evidence.csv.
    UsageError
        Where it names a measure that is neither built nor planned, or an unknown table is given.

    Notes
    -----
    Rules of judging: docs/evidence.md. Each measure is computed once, however many items lean on it.

    Examples
    --------
    >>> import eianalysis as ei                                                                   # doctest: +SKIP
    >>> ei.release(ei.evidence_map(ei.load_register(cycle), cycle), cycle.policy)                 # doctest: +SKIP
    <Release evidence_map: register, 430 rows, profile board>
    """
    bindings = load_evidence(cycle)
    definition = Definition(
        title="What was reported, and what the data say",
        numerator="",
        denominator="",
        noun="items",
        method="Each figure is released by the rules of its own page; statuses follow from released figures. Changes compare "
        "the last 12 months with the 12 before, all of them judged as one family.",
        notes=(
            "A real report beside invented data is an illustration: it is marked so and enters no decision.",
            "A status says what the figure shows, not why.",
            "Exploratory: the comparison was not planned before looking, so it is judged with the others of its page; what is added up here of "
            "several groups is judged with those of its own table.",
        ),
        serves=("EDHR-LA2.05", "EDHR-OP4.03"),
    )
    definition = of_register(definition, register)
    if register.absent or bindings.absent:
        absent = register if register.absent else bindings
        return Result(
            "evidence_map",
            "bound",
            definition,
            pd.DataFrame(columns=list(COLUMNS)),
            keys=("item_id",),
            sources=absent.sources,
            missing=Missing(absent.sources[0].file, ("item_id", "measure"), definition.serves),
        )
    force = Force(cycle).holding(**tables)
    known = [*force.standing, *force.wanted]
    unknown = sorted(set(bindings.frame["measure"]) - {"", *known})
    if unknown:
        raise UsageError(f"evidence.csv names the measure '{unknown[0]}', which is neither built nor planned; {did_you_mean(unknown[0], known)}")
    rows = _rows(register, bindings.frame, force)
    bound = tuple(bind(name, force, changes) for name, changes in _wanted(rows).items() if name in force.standing)
    sources = dict.fromkeys((*register.sources, *bindings.sources, *(one for each in bound for one in each.now.sources)))
    return Result(
        "evidence_map", "bound", definition, rows, keys=("item_id",), sources=tuple(sources), bound=bound, conclude=conclude, confidence=cycle.confidence
    )


def _rows(register: TypedTable, bindings: pd.DataFrame, force: Force) -> pd.DataFrame:
    """One row a binding, with its item; items nobody has bound have one too, remarks apart."""
    items = judged(register, force.cycle.data_cut_off)
    named = set(bindings["item_id"])
    items = items[items["item_id"].isin(named) | ~items["kind"].isin(NOTES)]
    items = items.assign(date_reached=(items["due_on"] <= pd.Timestamp(force.cycle.data_cut_off)).fillna(False))
    rows = items[[*OF_ITEM, "date_reached"]].merge(bindings[["item_id", *OF_BINDING]], on="item_id", how="left")
    rows["evidence_kind"] = rows["evidence_kind"].fillna(UNBOUND)
    texts = [name for name in OF_BINDING if name not in ("target", "least_base")]
    rows = rows.fillna(dict.fromkeys(texts, ""))
    rows["window"] = rows["window"].replace("pooled", f"{force.cycle.pooled_months}m")
    rows["page"] = [force.standing[name][1].page if name in force.standing else "" for name in rows["measure"]]
    titles = {**{each.id: each.words.of(each.workers).title for each in force.measures.values()}, **{each.id: each.title for each in force.wanted.values()}}
    rows["measure_title"] = [titles.get(id_of(name), id_of(name).replace("_", " ").capitalize()) for name in rows["measure"]]
    rows["needs"] = rows["measure"].map({each.id: each.supplier for each in force.wanted.values()}).fillna("")
    return _with_questions(rows, force)


def _with_questions(rows: pd.DataFrame, force: Force) -> pd.DataFrame:
    """The rows of surveys with the question that the latest wave asks of the subject; whether it is the one the item needs."""
    found: dict[tuple[str, str], list[str] | None] = {}
    for name, part in zip(rows["measure"], rows["part"], strict=True):
        if name.startswith("survey_") and (name, part) not in found:
            found[name, part] = _asked(force, name, part)
    asked = [found.get(each) for each in zip(rows["measure"], rows["part"], strict=True)]
    both = list(zip(rows["question"], asked, strict=True))
    instead = ["" if not texts else f'; the latest wave asks "{"; ".join(texts)}": if that shows it too, write it in evidence.csv' for texts in asked]
    rows["asked"] = [texts is None or not wanted or plain(wanted) in map(plain, texts) for wanted, texts in both]
    rows["needs"] = rows["needs"].mask(~rows["asked"], 'a survey that asks "' + rows["question"] + '"' + pd.Series(instead, rows.index))
    rows["question"] = [wanted or "; ".join(texts or ()) for wanted, texts in both]
    return rows


def _asked(force: Force, measure: str, part: str) -> list[str] | None:
    """What the latest wave that asks about a subject asks, word for word; None where nothing is known of questions."""
    if measure not in force.standing or force.surveys.absent or force.survey_questions.absent:
        return None  # the measure itself says that its table is absent
    survey = force.standing[measure][1].options.get("survey")
    theme = dict(each.split("=", 1) for each in part.split(";") if each).get("question", "")
    every, answers = force.survey_questions.frame, force.surveys.frame
    about = every[(every["survey"] == survey) & (every["theme"].map(SURVEY_THEMES) == theme)]
    answered = answers[answers["survey"].eq(survey) & answers["wave"].isin(about["wave"]) & answers["answered_on"].le(pd.Timestamp(force.cycle.period_end))]
    if answered.empty:
        return []
    latest = answered.groupby("wave")["answered_on"].max().idxmax()
    last = about[about["wave"] == latest]
    return list(dict.fromkeys(last["item_text"].dropna() if "item_text" in last else last["question"].dropna().str.replace("_", " ")))


def _wanted(rows: pd.DataFrame) -> dict[str, list[Change]]:
    """The measures named, each with the changes that have to be judged."""
    found: dict[str, list[Change]] = {name: [] for name in rows["measure"] if name}
    for row in rows[rows["direction"].isin(status_rules.CHANGING) & (rows["group"] != status_rules.LATEST)].to_dict("records"):
        found[row["measure"]].append(change_of(row))
    return found
