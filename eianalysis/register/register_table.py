"""``load_register``: one row an item, with what was last reported about it at or before the cycle."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.register.consistency import split, when
from eianalysis.register.files import PLACES, RegisterFiles, read_files
from eianalysis.register.redaction import without_people
from eianalysis.schema.register import REGISTER, UPDATES, WORKSTREAMS
from eianalysis.sources.source import Source
from eianalysis.sources.typed import TypedTable

#: What can be asked for with ``by=``.
GROUPINGS = {name: (name,) for name in ("characteristics", "owner_role", "workstream", "duties", "programme")}
#: Columns of an update as the register carries them. ``status`` is the gate's word, so a reported one says so.
REPORTED = {"cycle_id": "reported_cycle", "status": "reported_status"}
#: How an item came by its update.
BASES = ("real", "synthetic", "parent", "none")
LOOSE = ("part", "measure")  # kinds that are reported with the item they belong to


def load_register(cycle: BoardCycle, *, synthetic_updates: bool = False) -> TypedTable:
    """Return every recommendation and plan item with what was last reported about it.

    Parameters
    ----------
    cycle : BoardCycle
        Updates after its board meeting are not looked at, and programmes that begin later are left out.
    synthetic_updates : bool
        Also use the invented history in ``data/synthetic/updates.csv``; those rows say so in ``update_basis``. Only a
        cycle of ``data = "demo"`` has one.

    Returns
    -------
    TypedTable
        One row an item: the columns of register.csv, its programme, whether that is ``live`` in this cycle, and the
        columns of its latest update (``reported_status``, ``rag_reported``, ``date_raw``, ``date_end``, …).
        ``update_basis`` is real, synthetic, parent (a part reported with its recommendation) or none.

    Raises
    ------
    DataFault
        Listing every fault of the register's files.

    Examples
    --------
    >>> load_register(cycle)                                                                      # doctest: +SKIP
    <register: 67 rows, 48 columns>
    """
    files = read_files(cycle.data_dir, synthetic_updates=synthetic_updates and cycle.demo)
    if files is None or files.register.empty:  # a project begins with headings alone
        nothing = (Source("register", PLACES["register"][1], "", 0, "absent"),)
        return TypedTable("register", pd.DataFrame(columns=list(_columns())), nothing, GROUPINGS, absent=True)
    items, later = _with_programmes(files, cycle)
    updates = _up_to(files.updates, cycle)
    items = without_people(_with_latest(_with_owners(items, updates, files.owners), updates), files.owners, cycle.as_written)
    sources = tuple(
        replace(source, set_aside=(("their programme begins after this cycle", later),)) if source.table == "register" and later else source
        for source in files.sources
        if source.table not in ("workstreams", "lists")
    )
    used = bool((items["update_basis"] == "synthetic").any())
    return TypedTable("register", items[list(_columns())].reset_index(drop=True), sources, GROUPINGS, synthetic=used)


def load_updates(cycle: BoardCycle, *, synthetic: bool = False) -> TypedTable:
    """Return every update at or before the cycle, oldest first, for looking at how items moved.

    ``synthetic=True`` adds the invented history of a demo, marked in ``update_basis``; a page that shows it says SYNTHETIC.
    """
    files = read_files(cycle.data_dir, synthetic_updates=synthetic and cycle.demo)
    columns = [*UPDATES.names, "update_basis", "cycle_on", "title_plain", "kind", "workstream", "source_doc", "live"]
    if files is None:
        return TypedTable("updates", pd.DataFrame(columns=columns), absent=True, sources=(Source("updates", PLACES["updates"][1], "", 0, "absent"),))
    items, _ = _with_programmes(files, cycle)
    updates = _up_to(files.updates, cycle).merge(items[["item_id", "title_plain", "kind", "workstream", "source_doc", "live"]], on="item_id")
    updates = without_people(updates, files.owners, cycle.as_written)
    used = bool((updates["update_basis"] == "synthetic").any())
    sources = tuple(source for source in files.sources if source.table not in ("workstreams", "lists"))
    return TypedTable("updates", updates[columns].reset_index(drop=True), sources, synthetic=used)


def load_workstreams(cycle: BoardCycle) -> TypedTable:
    """Return the header line of each workstream's latest highlight report at or before the cycle.

    One row a workstream: name, owner's role, the two colours as reported, the day, who reported it and at which cycle.
    """
    files = read_files(cycle.data_dir)
    place = PLACES["workstreams"][1]
    if files is None or files.workstreams.empty:
        return TypedTable("workstreams", pd.DataFrame(columns=list(WORKSTREAMS.names)), absent=True, sources=(Source("workstreams", place, "", 0, "absent"),))
    latest = _up_to(files.workstreams.assign(update_basis="real"), cycle).drop_duplicates("workstream", keep="last")
    latest = without_people(latest[list(WORKSTREAMS.names)].reset_index(drop=True), files.owners, cycle.as_written)
    return TypedTable("workstreams", latest, tuple(one for one in files.sources if one.table == "workstreams"))


def _columns() -> tuple[str, ...]:
    reported = [REPORTED.get(name, name) for name in UPDATES.names if name != "item_id"]
    return (*REGISTER.names, "workstream_name", "programme", "addressee", "live", "last_reported", *reported, "update_basis")


def _with_programmes(files: RegisterFiles, cycle: BoardCycle) -> tuple[pd.DataFrame, int]:
    """Items with their programme and whether it is live; and how many belong to programmes that begin later."""
    cycles = cycle.data_dir / "cycles"
    programmes = files.programmes.set_index("source_doc")
    starts = {doc: when(value, cycles) for doc, value in programmes["live_from"].items()}
    ends = {doc: when(value, cycles) if value and value == value else None for doc, value in programmes["live_until"].items()}
    begun = {doc for doc, day in starts.items() if day <= cycle.meeting_date}
    live = {doc for doc in begun if ends[doc] is None or cycle.meeting_date <= ends[doc]}
    items = files.register[files.register["source_doc"].isin(begun)].copy()
    for column in ("programme", "addressee", "last_reported"):
        items[column] = items["source_doc"].map(programmes[column])
    items["live"] = items["source_doc"].isin(live)
    declared = files.lists[(files.lists["list"] == "workstream") & files.lists["label"].notna()]
    names = {
        **dict(zip(declared["word"], declared["label"], strict=True)),
        **dict(zip(files.workstreams["workstream"], files.workstreams["name"], strict=True)),
    }
    items["workstream_name"] = pd.array(
        [names.get(code, programme) for code, programme in zip(items["workstream"], items["programme"], strict=True)], dtype="str"
    )
    return items, len(files.register) - len(items)


def _up_to(updates: pd.DataFrame, cycle: BoardCycle) -> pd.DataFrame:
    """Updates of this cycle and those before it, in the order of the cycles; a real one after a synthetic one."""
    cycles = cycle.data_dir / "cycles"
    days: dict[str, date] = {name: when(name, cycles) for name in updates["cycle_id"].unique()}
    updates = updates.assign(cycle_on=pd.to_datetime(updates["cycle_id"].map(days)).astype("datetime64[s]"))
    updates = updates[updates["cycle_on"] <= pd.Timestamp(cycle.meeting_date)]
    return updates.sort_values(["cycle_on", "update_basis"], ascending=[True, False], kind="stable")


def _with_owners(items: pd.DataFrame, updates: pd.DataFrame, owners: pd.DataFrame) -> pd.DataFrame:
    """Items with the owner that was named last: the register's own, unless a report since has named another."""
    named = updates[updates["owner_reported"].fillna("") != ""].drop_duplicates("item_id", keep="last")
    codes = dict(zip(named["item_id"], named["owner_reported"], strict=True))
    roles = dict(zip(owners["owner_code"], owners["owner_role"], strict=True))
    said = {item: ";".join(roles[code] for code in split(cell)) for item, cell in codes.items()}
    ids = items["item_id"].tolist()
    return items.assign(
        **{
            column: pd.array([told.get(item, own) for item, own in zip(ids, items[column], strict=True)], dtype="str")
            for column, told in (("owner_code", codes), ("owner_role", said))
        }
    )


def _with_latest(items: pd.DataFrame, updates: pd.DataFrame) -> pd.DataFrame:
    """Items joined to their latest update; parts without one of their own take that of the item they belong to."""
    latest = updates.drop_duplicates("item_id", keep="last").drop(columns="cycle_on").rename(columns=REPORTED)
    follows = items["kind"].isin(LOOSE) & ~items["item_id"].isin(latest["item_id"])
    items = items.assign(_from=items["item_id"].where(~follows, items["parent_id"]))
    items = items.merge(latest, how="left", left_on="_from", right_on="item_id", suffixes=("", "_update"))
    followed = items["_from"] != items["item_id"]
    items.loc[followed & (items["update_basis"] == "real"), "update_basis"] = "parent"
    fill = {
        "update_basis": "none",
        "reported_status": "unknown",
        "rag_reported": "not_recorded",
        "rag_source": "not_recorded",
        "precision": "none",
        "recurrence": "none",
    }
    items = items.drop(columns=["_from", "item_id_update"]).fillna(fill)
    texts = [name for name in items.columns if pd.api.types.is_string_dtype(items[name])]
    return items.fillna(dict.fromkeys(texts, ""))
