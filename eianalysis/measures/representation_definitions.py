"""What the measures of representation, stages and targets mean, in words; part of the registry in ``definitions``."""

from __future__ import annotations

from dataclasses import replace

from eianalysis.results import Definition

REPRESENTATION: dict[str, Definition] = {
    "pipeline": Definition(
        title="Stage by stage", numerator="those who went on", denominator="those at risk of the stage", noun="people",
        verb="went on", outcome="good",
        method="Wilson score interval; ratio by Koopman's score interval; Fisher's exact test.",
        notes=("Each stage's base is who passed the one before; those who withdrew or are pending are a stage of their own. The "
               "ratios of the stages multiply to the ratio of the whole way.",)),
    "representation_share": Definition(
        title="Share of the workforce", numerator="people of the group", denominator="people who declared this characteristic",
        noun="officers", verb="are of this group", base_unit="officers who declared",
        method="Exact binomial (Clopper-Pearson) range of our own share; the population's share is taken as known (exact "
               "binomial test). Against constables: Koopman's interval of a ratio of two shares, Fisher's exact test.",
        notes=("Shares are of those who declared. People short are the posts the group would have to hold besides to have the "
               "population's share of those who declared, all posts staying as many.",
               "Populations of all ages hold children and pensioners, whom no force recruits; a working-age row is wanted.",
               "The residents of the City (8,583 people) are not the pool a force recruits from and are left out."),
        serves=("CAS-16.7", "CAS-13", "GLA-08", "EIW-REC-O01")),
    "workforce_flow": Definition(
        title="In post, joined and left", numerator="people of the group",
        denominator="people who declared this characteristic; of sex, everybody",
        noun="officers", verb="are of this group", base_unit="officers",
        method="Wilson score interval.", notes=("A career break is not a departure; a transfer in or out counts.",
               "Of sex, the base is everybody: so few leave it out that they could be counted from two bases."),
        serves=("TRT-09", "CAS-13", "EIW-REC-O01")),
    "target_trajectory": Definition(
        title="Towards a target", numerator="people of the group in post", denominator="people in post who declared; of sex, everybody",
        noun="officers", verb="are of this group",
        method="Seeded simulation of 2,000 futures: each takes a share of joiners and rates of leaving that the records leave "
               "possible (Jeffreys), then chance year by year. Worked out from released numbers.",
        notes=("It supposes that as many go on joining, and that each group goes on leaving at its own rate.",
               "A target is an aim, not a quota."),
        serves=("TRT-09", "EIW-REC-O01", "EIW-REC-D01", "GLA-08")),
    "leading_stage": Definition(
        title="The stage that contributes most to a difference", numerator="people who went on at each stage",
        denominator="people at risk of it", noun="people",
        method="Each stage's ratio is a factor of the ratio over the whole way. A stage is named if its factor is the largest in "
               "95% of seeded bootstraps of the people who set out, drawn from the released counts.",
        notes=("A stage that is named is where the difference arises in these records; it does not say why.",)),
}
REPRESENTATION |= {
    f"representation_share_{kind}": replace(REPRESENTATION["representation_share"], noun=noun, base_unit=f"{noun} who declared")
    for kind, noun in (("staff", "police staff"), ("special", "special constables"), ("pcso", "PCSOs"))
}
