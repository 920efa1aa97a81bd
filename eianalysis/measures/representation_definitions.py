"""What the measures of representation, stages and targets mean, in words; part of the registry in ``definitions``."""

from __future__ import annotations

from eianalysis.results import Definition

REPRESENTATION: dict[str, Definition] = {
    "pipeline": Definition(
        title="Stage by stage", numerator="those who went on", denominator="those at risk of the stage", noun="people",
        verb="went on", outcome="good",
        method="Wilson score interval; ratio by Koopman's score interval; Fisher's exact test.",
        notes=("Each stage's base is who passed the one before; those who withdrew or are pending are a stage of their own. The "
               "ratios of the stages multiply to the ratio of the whole way.",)),
    "leading_stage": Definition(
        title="The stage that contributes most to a difference", numerator="people who went on at each stage",
        denominator="people at risk of it", noun="people",
        method="Each stage's ratio is a factor of the ratio over the whole way. A stage is named if its factor is the largest in "
               "95% of seeded bootstraps of the people who set out, drawn from the released counts.",
        notes=("A stage that is named is where the difference arises in these records; it does not say why.",)),
}
