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
#: A rounded rate beside a base is shown only where at least so many pairs of count and base could stand behind it.
PAIRS_LEFT = 3


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


#: The smallest count that any pack shows. What is said before the gate (a message, a note, words of the register) says "fewer than" this.
SMALLEST_COUNT = policy_for("board").threshold
#: The smallest base of which any pack shows a rate.
RATE_BASE = policy_for("board").rate_base


@dataclass(frozen=True)
class Limits:
    """Where a measure puts groups together, or leaves them out, before anything is counted: a remedy before hiding.

    They are the same for every profile, so that all packs of a cycle have the same rows. What a limit is of stands in its name.

    group_people         a group of fewer is put together with other small ones: of fewer there is no rate
    group_leavers        a group with fewer leavers, likewise: how many left of it would be hidden
    curve_leavers        a group with fewer leavers is in no test of whether curves differ
    refusal_reasons      reasons of fewer refusals are put together
    interviews_neither   of fewer people who were offered an interview, did not have it and did not refuse, splits would tell
    event_kinds          kinds with fewer events, or whose count of people is smaller, are put together
    training_reasons     reasons for not attending of fewer people are put together
    pay_people           a group of fewer is in no quarter of pay: it could be wholly in one of them
    pay_category         a rank, grade or length of service with fewer people is put together with the next: its pay cannot be told
    leaving_category     a category with a smaller base of the reference, likewise: how many leave of it cannot be told
    crossed_people       groups inside groups that are smaller than the first are put together; where the gate would hide some, than the second
    encounter_kind       objects of searches, tactics of force and kinds of encounter of fewer: split by group they would be hidden cell by cell
    survey_answers       respondents under which a group without a coarser list is put together: answers of fewer would be hidden
    offer_applicants     groups with fewer applications that ended: about one in three is offered a post, and few offers are hidden
    clearance_people     groups with fewer people who need clearance: few of them lack it
    funnel_applications  campaigns, routes and kinds of entry with fewer applications: of fewer the last stages have too few
    quarter_sifts        groups with fewer sifted in a year: of fewer a quarter has too few
    peer_people          another force's rate of fewer people gives no ratio worth a mark: one case more would move it far
    peer_cases           nor does one of fewer cases
    """

    group_people: int = RATE_BASE
    group_leavers: int = SMALLEST_COUNT
    curve_leavers: int = SMALLEST_COUNT
    refusal_reasons: int = SMALLEST_COUNT
    interviews_neither: int = SMALLEST_COUNT
    event_kinds: int = SMALLEST_COUNT
    training_reasons: int = RATE_BASE
    pay_people: int = RATE_BASE
    pay_category: int = RATE_BASE
    leaving_category: int = 30
    crossed_people: tuple[int, int] = (RATE_BASE, 40)
    encounter_kind: int = 30
    survey_answers: int = 20
    offer_applicants: int = 20
    clearance_people: int = 20
    funnel_applications: int = 80
    quarter_sifts: int = 100
    peer_people: int = RATE_BASE
    peer_cases: int = SMALLEST_COUNT


LIMITS = Limits()
