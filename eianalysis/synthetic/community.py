"""Community events, and offences recorded and charged: counts, never people."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from eianalysis.synthetic.draws import Draws

_MONTHS = pd.date_range("2020-04-01", "2023-03-01", freq="MS")
#: Kind -> (events a month, people at one, of them women and ethnic minorities, expressions of interest of 100).
EVENTS = {
    "outreach": (0.9, 34, 0.40, 0.36, 14),
    "cluster panel": (1.4, 18, 0.44, 0.18, 0),
    "school": (0.7, 46, 0.50, 0.45, 3),
    "meeting": (1.2, 15, 0.48, 0.30, 0),
    "walk and talk": (0.5, 9, 0.70, 0.30, 0),
    "scrutiny": (0.3, 12, 0.45, 0.45, 0),
    "celebration": (0.3, 60, 0.52, 0.42, 1),
}
_AUDIENCE = {
    "outreach": {"everyone": 40, "women": 20, "ethnic minority": 25, "young people": 15},
    "cluster panel": {"residents": 60, "workers": 25, "business": 15},
    "school": {"young people": 1},
    "meeting": {"business": 30, "faith": 20, "residents": 25, "ethnic minority": 15, "disabled people": 10},
    "walk and talk": {"women": 80, "workers": 20},
    "scrutiny": {"ethnic minority": 50, "young people": 50},
    "celebration": {"everyone": 50, "LGBT+": 25, "faith": 25},
}
_PARTNER = {"school": {"school": 1}, "cluster panel": {"council": 40, "none": 60}, "scrutiny": {"advisory group": 1}}
_ANY = {"none": 45, "charity": 20, "business": 15, "council": 10, "faith": 10}
_PLACE = {"North": 30, "Central": 35, "South": 20, "East": 15}
#: Offence group -> (recorded a month, violence against women and girls, victims: women, men, chance of a charge).
OFFENCES = {
    "violence": (70, False, 0.34, 0.66, 0.13),
    "rape of an adult": (1.6, True, 0.94, 0.06, 0.07),
    "other sexual": (9, True, 0.88, 0.12, 0.08),
    "stalking": (16, True, 0.74, 0.26, 0.10),
    "robbery": (11, False, 0.3, 0.7, 0.10),
    "theft": (210, False, 0.47, 0.53, 0.05),
    "drugs": (38, False, 0, 0, 0.28),
    "public order": (36, False, 0.38, 0.62, 0.15),
}
_RESPONSES = {"violence": (48, 0.86), "robbery": (9, 0.88), "public order": (30, 0.84), "stalking": (4, 0.85)}


def community_events(seed: int, size: Mapping[str, float]) -> pd.DataFrame:
    """One row an event; at some nobody counted who came, and the form asks groups of those who might apply only."""
    draw, rows = Draws(seed, "community events"), []
    for start in _MONTHS:
        for kind, (often, people, women, minority, interest) in EVENTS.items():
            for _ in range(int(often) + int(draw.share(1)[0] < often % 1)):
                rows.append(_event(draw, start, kind, people, women, minority, interest, size))
    frame = pd.DataFrame(rows).sort_values(["event_date", "type"], kind="stable", ignore_index=True)
    frame.insert(0, "event_ref", [f"E{number + 1:04d}" for number in range(len(frame))])
    return frame


def _event(draw: Draws, start, kind, people, women, minority, interest, size) -> dict:
    day, count = start + pd.Timedelta(days=int(draw.whole(1, 0, 27)[0])), int(people * (0.5 + draw.share(1)[0]))
    woman, from_minority, young = (draw.share(count) for _ in range(3))
    is_woman, is_minority = woman < women, from_minority < minority
    chance = interest / 100 * np.where(is_minority, size["interest_ethnic_minorities"], 1) * np.where(is_woman, size["interest_women"], 1)
    applies = draw.yes(count, np.minimum(chance, 0.95))
    counted, asked = draw.yes(1, 0.93)[0], draw.yes(1, 0.7)[0]
    unsaid = draw.share(count) < 0.06  # nobody noted the group of these

    def split(name, who):
        return {
            f"{name}_women": (who & is_woman & ~unsaid).sum(),
            f"{name}_men": (who & ~is_woman & ~unsaid).sum(),
            f"{name}_ethnic_minorities": (who & is_minority & ~unsaid).sum(),
            f"{name}_white": (who & ~is_minority & ~unsaid).sum(),
        }

    everyone = np.ones(count, bool)
    row = {
        "event_date": day,
        "type": kind,
        "audience": draw.one_of(1, _AUDIENCE[kind])[0],
        "place": draw.one_of(1, _PLACE)[0],
        "partner": draw.one_of(1, _PARTNER.get(kind, _ANY))[0],
        "attended": count if counted else "",
        **{name: value if counted and asked else "" for name, value in split("attended", everyone).items()},
        "attended_under_25": int((young < (0.85 if kind == "school" else 0.2)).sum()) if counted and asked else "",
    }
    held = interest > 0
    row |= {
        "expressions_of_interest": int(applies.sum()) if held else "",
        **{name: value if held else "" for name, value in split("expressions_of_interest", applies).items()},
        "officers_hours": float(draw.whole(1, 2, 14)[0]),
    }
    return row


def cj_outcomes(seed: int, size: Mapping[str, float], scale: float) -> pd.DataFrame:
    """One row an offence group, month and sex of the victim: recorded, and of these charged by the end of the records."""
    draw, rows = Draws(seed, "crime outcomes"), []
    for start in _MONTHS:
        for group, (often, vawg, women, men, chance) in OFFENCES.items():
            total = _near(draw, often * scale)
            sexes = draw.one_of(total, {"F": women, "M": men, "U": 0.06}) if women + men else np.full(total, "U", dtype=object)
            likely = chance * (size["charge_vawg_last_year"] if vawg and start >= pd.Timestamp("2022-04-01") else 1)
            likely = likely * np.where(sexes == "F", size["charge_women_victims"], 1)
            charged = draw.yes(total, np.minimum(likely, 0.95))
            often, target = _RESPONSES.get(group, (0, 0))
            came = _near(draw, often * scale) if often else 0
            met, court = int(draw.yes(came, target).sum()), int(draw.share(1)[0] < 0.16 * scale)
            for place, sex in enumerate(("F", "M", "U")):
                first = place == 0  # responses and cases at court are not told by the victim's sex: on the first row
                rows.append(
                    {
                        "month": start,
                        "offence_group": group,
                        "vawg": "Y" if vawg else "N",
                        "victim_sex": sex,
                        "recorded": int((sexes == sex).sum()),
                        "charged": int((charged & (sexes == sex)).sum()),
                        "adult_rape_to_court": court if first and group == "rape of an adult" else "",
                        "responses": came if first and often else "",
                        "response_target_met": met if first and often else "",
                    }
                )
    return pd.DataFrame(rows)


def _near(draw: Draws, mean: float) -> int:
    """A count near its mean: many small chances (a binomial of four tries a unit)."""
    tries = max(round(mean * 4), 1)
    return int(draw.yes(tries, min(mean / tries, 1)).sum())
