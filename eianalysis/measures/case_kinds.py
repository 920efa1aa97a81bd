"""What a misconduct case alleges, of all its allegations the gravest."""

from __future__ import annotations

import pandas as pd

from eianalysis.vocabulary import NOT_RECORDED

KIND_FLAGS = ("discrimination_flag", "sexual_or_da_flag")


def kind_of_case(each: pd.DataFrame, allegations: pd.DataFrame) -> pd.Series:
    """What a case alleges, the gravest first: discrimination, sexual misconduct or domestic abuse, anything else."""
    of_case = allegations.groupby(["case_ref", "person_ref"], sort=False)
    flags = pd.DataFrame({name: of_case[name].max() for name in KIND_FLAGS})  # yes if any says so; blank if none says
    found = flags.reindex(pd.MultiIndex.from_frame(each[["case_ref", "person_ref"]]))
    kind = pd.Series("Alleging neither", index=each.index).mask(found.isna().any(axis=1).to_numpy(), NOT_RECORDED)
    found = found.fillna(False).astype(bool)
    kind = kind.mask(found["sexual_or_da_flag"].to_numpy(), "Alleging sexual misconduct or domestic abuse")
    return kind.mask(found["discrimination_flag"].to_numpy(), "Alleging discrimination")
