"""The disclosure rules, in one object: how small is too small, for whom.

Three profiles (docs/disclosure.md). A misspelt profile or an impossible number stops the run; it never means
"no control".
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from eianalysis.errors import DisclosureError, did_you_mean

#: Set in the environment of a notebook while it is run for a pack.
RUNNING = "EIANALYSIS_NOTEBOOK"
#: Characteristics for which the public profile hides more: few people share them and few have told anyone.
SENSITIVE = ("sexual_orientation", "religion", "disability", "gender_reassignment")
#: The p% rule: a sum of amounts is told only where what is left of it without the two largest is at least this share of the largest;
#: else whoever has the second could take it away and know the largest nearly (A. Hundepool and others, Statistical Disclosure Control,
#: 2012, section 4.2.1). ``stats.spare_share`` works that share out.
SPARE = 0.1


@dataclass(frozen=True)
class Policy:
    """How small counts are hidden.

    threshold            counts 1 to threshold-1 are hidden, as are their complements
    sensitive_threshold  the same, for the characteristics in ``SENSITIVE``
    rate_base            no rate, ratio or verdict from a smaller base
    low_base             rates from a base under this are marked ``low_base``
    all_or_none_base     in a base under this, "everybody" and "nobody" are hidden too
    round_to             counts are shown to the nearest this (1: exact)
    rate_decimals        decimals of a rate as a fraction (None: as computed); ratios get one decimal
    at_risk              a curve begins and ends where this many are at risk
    curve_months         curves are released on a grid of this many months
    export               whether a page or file may be made from it
    withhold             rows of the board cycle's file to hide as well: "measure/window/characteristic/group"
    published            tables that are public row by row: what is counted from them alone is shown whole
    """

    profile: str
    threshold: int
    sensitive_threshold: int
    rate_base: int
    low_base: int
    all_or_none_base: int
    round_to: int
    rate_decimals: int | None
    at_risk: int
    curve_months: int
    export: bool
    withhold: tuple[str, ...] = ()
    published: tuple[str, ...] = ()

    def __post_init__(self):
        if self.profile not in PROFILE_NAMES:
            raise DisclosureError(f"profile '{self.profile}' is unknown; {did_you_mean(self.profile, PROFILE_NAMES)}")
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name in ("profile", "export", "withhold", "published") or (field.name == "rate_decimals" and value is None):
                continue
            if not isinstance(value, int) or isinstance(value, bool) or value < 0:
                raise DisclosureError(f"policy {field.name} must be a whole number of 0 or more, not {value!r}")
        if not isinstance(self.export, bool):
            raise DisclosureError(f"policy export must be true or false, not {self.export!r}")
        if self.round_to < 1 or self.curve_months < 1:
            raise DisclosureError("policy round_to and curve_months must be 1 or more")
        if self.profile == "working" and self.export:
            raise DisclosureError("the working profile hides nothing, so nothing may be exported under it")
        if self.profile == "public" and (
            self.sensitive_threshold < 10 or self.rate_base < 20 or self.round_to < 5 or self.rate_decimals is None or self.rate_decimals > 2
        ):
            raise DisclosureError(
                f"a public policy cannot be weaker than the public profile: sensitive_threshold "
                f"{self.sensitive_threshold} (at least 10), rate_base {self.rate_base} (at least 20), round_to "
                f"{self.round_to} (at least 5), rate_decimals {self.rate_decimals} (at most 2)"
            )
        if self.profile != "working" and not self.export:
            raise DisclosureError(f"the {self.profile} profile is made to be exported; only working is not")
        if self.export and (
            self.threshold < 5
            or self.sensitive_threshold < self.threshold
            or self.rate_base < 10
            or self.low_base < 20
            or self.all_or_none_base < 10
            or self.at_risk < 10
        ):
            raise DisclosureError(
                f"a policy that may be exported cannot be weaker than the board profile: "
                f"threshold {self.threshold} (at least 5), sensitive_threshold {self.sensitive_threshold} "
                f"(at least the threshold), low_base {self.low_base} (at least 20), rate_base {self.rate_base}, "
                f"all_or_none_base {self.all_or_none_base} and at_risk {self.at_risk} (at least 10)"
            )

    def threshold_for(self, characteristic: str) -> int:
        """The threshold that holds for groups of this characteristic (``disability_2`` counts as ``disability``)."""
        plain = str(characteristic).casefold().replace(" ", "_").replace("-", "_")
        sensitive = any(name in plain for name in SENSITIVE)  # "sex_by_disability" is about disability too
        return self.sensitive_threshold if sensitive else self.threshold


PROFILE_NAMES = ("working", "board", "public")

_PROFILES = {
    "working": Policy("working", 0, 0, 0, 0, 0, 1, None, 0, 1, export=False),
    "board": Policy("board", 5, 5, 10, 20, 10, 1, None, 10, 6, export=True),
    "public": Policy("public", 5, 10, 20, 20, 10, 5, 2, 10, 6, export=True),
}


def policy_for(profile: str) -> Policy:
    """The policy of a profile: ``working`` (console only), ``board`` or ``public``."""
    try:
        return _PROFILES[profile]
    except (KeyError, TypeError):
        raise DisclosureError(f"profile {profile!r} is unknown; {did_you_mean(profile, PROFILE_NAMES)}") from None
