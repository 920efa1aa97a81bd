"""What the measures of leaving mean, in words; part of the one registry in ``definitions``."""

from __future__ import annotations

from eianalysis.results import Definition

_RATE = "Exact Poisson interval; ratio by the exact conditional interval of two Poisson rates."
_PROPORTION = "Wilson score interval; ratio by Koopman's score interval; Fisher's exact test."
_HEADCOUNT = "officers in post on the day before the period began; over several years, the sum of each year's"
_AVERAGE = "the mean of the headcounts at the start and the end; over several years, the sum of each year's"
_VOLUNTARY = "officers who resigned of their own accord"
_YEARS = "years that officers were watched in post within the period, added up"
_EXPECTED = "leavers expected if the group had left at the whole force's rate at each length of service"
_STANDARD = ("Indirect standardisation over eight lengths of service, by the exact Poisson interval of the number who left. "
             "The expected number is taken as known.")
_LONG = ("People near their pension leave because they can; this sets groups of different length of service side by side.",
         "100 per 100 means as many left as their length of service would lead one to expect.")
_RETENTION = ("EIW-RET-O04", "TRT-10", "EDHR-OP3.01")
_INTERVIEWS = ("EIW-RET-O02", "EIW-RET-O03", "GLA-07")


#: Everybody who left without a transfer is among all who left, and those who resigned are among the former.
LEFT = ("turnover_start_headcount_inc_transfers", "turnover_average_headcount_inc_transfers")
LEFT_EX = ("turnover_start_headcount_ex_transfers", "turnover_average_headcount_ex_transfers")


def _turnover(title: str, numerator: str, denominator: str, unit: str, note: str, verb: str = "left",
              within: tuple[str, ...] = ()) -> Definition:
    return Definition(within=within, title=title, numerator=numerator, denominator=denominator, noun="officers", verb=verb,
                      outcome="harm",
                      base_unit=unit, base_unit_pooled="officer-years", method=_RATE, notes=(note,), serves=_RETENTION)


LEAVING: dict[str, Definition] = {
    "turnover_start_headcount_inc_transfers": _turnover(
        "Leaving, per headcount at the start, transfers included", "officers who left for any reason, transfers included",
        _HEADCOUNT, "officers", "Beside the same without transfers it shows how much of all loss goes to other forces."),
    "turnover_average_headcount_ex_transfers": _turnover(
        "Leaving, per average headcount, transfers excluded", "officers who left for any reason but a transfer",
        _AVERAGE, "officers on average", "Beside the same on the start headcount it shows what the denominator does.",
        within=LEFT),
    "voluntary_turnover_start_headcount": _turnover(
        "Resigning, per headcount at the start", _VOLUNTARY, _HEADCOUNT, "officers",
        "Transfers, retirements and dismissals are not counted.", "resigned",
        within=(*LEFT_EX, *LEFT)),
    "voluntary_turnover_average_headcount": _turnover(
        "Resigning, per average headcount", _VOLUNTARY, _AVERAGE, "officers on average",
        "Transfers, retirements and dismissals are not counted.", "resigned",
        within=(*LEFT_EX, *LEFT)),
    "leaver_rate_person_years": Definition(
        title="Leaving, per 100 person-years", numerator="officers who left within the period, by any door", denominator=_YEARS,
        noun="officers", verb="left", outcome="harm", base_unit="person-years", method=_RATE,
        notes=("Whether a transfer counts as leaving is set in the board cycle; unless it says otherwise, it does.",),
        serves=(*_RETENTION, "EIW-RET-O01", "GLA-06", "EDHR-OC5.01")),
    "voluntary_leaver_rate_person_years": Definition(
        title="Resigning, per 100 person-years", numerator=_VOLUNTARY, denominator=_YEARS, noun="officers", verb="resigned",
        outcome="harm", base_unit="person-years", method=_RATE, serves=(*_RETENTION, "EIW-RET-O01", "GLA-06", "EDHR-OC5.01")),
    "leaver_rate_standardised_for_service": Definition(
        title="Leaving, as a multiple of what length of service leads to expect",
        numerator="officers who left within the period, by any door", denominator=_EXPECTED, noun="officers", verb="left",
        outcome="harm", base_unit="leavers expected", method=_STANDARD, notes=_LONG, serves=_RETENTION),
    "voluntary_leaver_rate_standardised_for_service": Definition(
        title="Resigning, as a multiple of what length of service leads to expect", numerator=_VOLUNTARY,
        denominator=_EXPECTED.replace("leavers", "resignations"), noun="officers", verb="resigned", outcome="harm",
        base_unit="resignations expected", method=_STANDARD, notes=_LONG, serves=_RETENTION),
    "early_leaving_rate": Definition(
        title="Leaving in the first two years of service", numerator="officers who left within two years of starting, by any door",
        denominator="years that officers were watched within their first two years of service, added up", noun="officers",
        verb="left in their first two years", outcome="harm", base_unit="person-years", method=_RATE,
        notes=("The unit is the last one recorded. Recruits are not sent to units by lot, so a high rate asks a question of a "
               "command; it does not answer it.",), serves=("GLA-04", "EIW-RET-O04")),
    "exit_routes": Definition(
        title="Gone, by door and length of service", numerator="officers who left by that door",
        denominator="officers in service at that length of service", noun="officers", verb="had left", outcome="neutral",
        base_unit="officers at risk",
        method="Cumulative incidence (Aalen-Johansen) with delayed entry; doors compete, so their shares and those still in "
               "service add up to everybody.",
        notes=("Uses all recorded history, not only the period.",), serves=(*_RETENTION, "GLA-04")),
    "leaver_routes": Definition(
        title="By which door officers leave", numerator="officers who left by that door", denominator="officers who left",
        noun="officers who left", verb="went by that door", base_unit="leavers", method=_PROPORTION, serves=_RETENTION),
    "avoidable_leavers": Definition(
        title="Resignations for a reason the force could do something about",
        numerator="officers who resigned for leadership, progression, work-life balance, pay, culture, workload or discrimination",
        denominator="officers who resigned and gave a reason", noun="resigning officers", verb="gave a reason the force could act on",
        outcome="harm", base_unit="resignations", method=_PROPORTION,
        notes=("The reason is the theme HR recorded. Resignations without a reason are out of the base.",),
        serves=("EIW-RET-O02", "EIW-RET-K01", "EIW-RET-O04")),
    "cohort_retention": Definition(
        title="Joiners still in post, by entry route", numerator="of those, officers still in post on that anniversary",
        denominator="officers who joined and whose anniversary fell within the period", noun="officers",
        verb="were still in post", outcome="good", base_unit="joiners", method=_PROPORTION,
        serves=("GLA-04", "EDHR-OC2.01", "EIW-RET-O04")),
    "first_year_leavers": Definition(
        title="Leaving within a year of joining, with and without a buddy",
        numerator="officers who left within a year of joining",
        denominator="officers who joined and whose first anniversary fell within the period", noun="officers",
        verb="left within a year", outcome="harm", base_unit="joiners", method=_PROPORTION,
        notes=("Buddies are not given by lot: a difference would not show that buddies make it.",),
        serves=("GLA-04", "EDHR-OC2.01")),
    "rejoiners": Definition(
        title="Contacted and come back within two years of leaving", numerator="of those, officers contacted, or back in service",
        denominator="officers who resigned, retired or transferred, and whose two years after that ended within the period",
        noun="officers who left", verb="got that far", outcome="good", base_unit="leavers", method=_PROPORTION,
        serves=("EIW-RET-O05", "EIW-RET-O06", "EIW-RET-O07", "EIW-RET-K02")),
    "maternity_return": Definition(
        title="Return from family leave", numerator="of those, people who took the step",
        denominator="people due back; back for a year or more; or back, and full time before", noun="people on family leave",
        verb="took the step", outcome="good", base_unit="leaves", method=_PROPORTION,
        notes=("Officers and staff together. Each step has its own base.",), serves=("EDHR-OC17.01", "GLA-06")),
    "exit_interview_steps": Definition(
        title="Exit interviews, step by step", numerator="leavers who got to the step",
        denominator="leavers (offered); leavers who were offered one (completed, refused)", noun="officers who left",
        verb="got to the step", outcome="neutral", base_unit="leavers", method=_PROPORTION,
        notes=("A leaver without a record of an interview was not offered one.",
               "Refusals are told of everybody together: by group, the few who neither took nor refused an interview would follow.",
               "Retiring officers often decline, so completion is shown by the door people took."),
        serves=(*_INTERVIEWS, "EIW-RET-K02")),
    "exit_themes": Definition(
        title="What people say when they leave", numerator="exit interviews with that main theme",
        denominator="exit interviews that took place, with a theme", noun="exit interviews", verb="had that main theme",
        base_unit="interviews", method=_PROPORTION,
        notes=("Only those who were asked and agreed are heard. Themes are coded; what was said in words is never shown.",),
        serves=_INTERVIEWS),
    "stay_interview_steps": Definition(
        title="Stay interviews, step by step", numerator="officers who got to the step",
        denominator="officers put forward; offered one; or interviewed a year or more ago", noun="officers thought to consider leaving",
        verb="got to the step", base_unit="officers", method=_PROPORTION,
        notes=("Without people who were not asked to compare with, staying shows no effect of a conversation.",
               "Refusals are told of everybody together, where that tells of no few."),
        serves=("EIW-RET-K01", "EIW-RET-O02")),
    "stay_themes": Definition(
        title="What people thinking of leaving say", numerator="stay interviews with that main theme",
        denominator="stay interviews that took place, with a theme", noun="stay interviews", verb="had that main theme",
        base_unit="interviews", method=_PROPORTION, serves=("EIW-RET-K01", "EIW-RET-O02")),
    "retention_target": Definition(
        title="What a retention target could be", numerator="", denominator="", noun="officers", verb="left",
        method="Worked out from the released figures of another table, and from nothing else; power of Fisher's exact test "
               "by enumeration.",
        notes=("A target without approval is a proposal.",), serves=("TRT-10",)),
    "service_notes": Definition(
        title="What was decided about service, and what was set aside", numerator="rows set aside or joined",
        denominator="spells of service", noun="spells", verb="were set aside or joined", base_unit="spells",
        method="Counted while the records were put together.", serves=("EIW-RET-O04",)),
}
