"""What the measures of promotion and development mean, in words; part of the registry in ``definitions``."""

from __future__ import annotations

from eianalysis.results import Definition

_METHOD = "Wilson score interval; ratio by Koopman's score interval; Fisher's exact test."
_ROUNDS = ("A round is one promotion process for one rank. An officer eligible in several rounds counts in each, so over several "
           "years one person can be counted more than once.")
_TAKING_PART = ("In the scheme means on the day the round opened. Who takes part is not decided by lot, so a difference cannot "
                "show what the scheme does, also among officers of the same rank and length of service.")
_SCHEMES = ("EIW-REC-O12", "EIW-REC-O11", "EDHR-OC3.01", "EDHR-OC3.02", "TRT-02")
_PROMOTION = ("EIW-REC-D03", "EDHR-OC8.01", "EDHR-OC10", "CAS-13")

PROGRESSION: dict[str, Definition] = {
    "promotion_stage_rate": Definition(
        title="Promotion, step by step",
        numerator="of those, officers who went on",
        denominator="officers at risk of the step: eligible when the round opened, then those who passed the step before",
        noun="officers", verb="went on", outcome="good", base_unit="officers in a round", method=_METHOD,
        notes=(_ROUNDS, "Who withdrew applied and did not pass; who awaits a decision is a step of their own. The ratios of the "
               "steps multiply to the ratio of the whole way."), serves=(*_PROMOTION, "EDHR-OC1", "EDHR-OC9")),
    "promotion_apply_rate": Definition(
        title="Applying for promotion", numerator="of those, officers who applied",
        denominator="officers eligible when a round opened", noun="eligible officers", verb="applied for promotion",
        outcome="good", base_unit="officers in a round", method=_METHOD, notes=(_ROUNDS,),
        serves=(*_PROMOTION, "EDHR-OC1")),
    "promotion_exam_pass_rate": Definition(
        title="Passing the legal examination (OSPRE)",
        numerator="of those, officers who passed it in the same round", denominator="officers who sat the examination in a round",
        noun="examination candidates", verb="passed the examination", outcome="good", base_unit="sittings", method=_METHOD,
        notes=(_ROUNDS, "A pass in an earlier round counts in that round only. Who did not sit it is in no base."),
        serves=("EDHR-OC13.01", "EDHR-OC13")),
    "temporary_promotion_share": Definition(
        title="Holding the higher rank temporarily",
        numerator="of those, officers who held the higher rank temporarily or acted in it while the round lasted",
        denominator="officers eligible when a round opened", noun="eligible officers",
        verb="held the higher rank temporarily", outcome="good", base_unit="officers in a round", method=_METHOD,
        notes=(_ROUNDS, "Temporary promotion is often given without a competition, and it is experience that helps in one."),
        serves=("EDHR-OC1.01", "EDHR-OC1")),
    "application_by_scheme": Definition(
        title="Taking part in a scheme, and applying for promotion", numerator="of those, officers who applied in the round",
        denominator="officers eligible when a round opened", noun="eligible officers", verb="applied for promotion",
        outcome="good", base_unit="officers in a round", method=_METHOD, notes=(_ROUNDS, _TAKING_PART), serves=_SCHEMES),
    "promotion_by_scheme": Definition(
        title="Taking part in a scheme, and promotion", numerator="of those, officers who were promoted in the round",
        denominator="officers eligible when a round opened", noun="eligible officers", verb="were promoted",
        outcome="good", base_unit="officers in a round", method=_METHOD, notes=(_ROUNDS, _TAKING_PART), serves=_SCHEMES),
}
