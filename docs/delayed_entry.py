"""Makes docs/delayed-entry.svg: what a window of records does to retention when late entry is forgotten.

    python docs/delayed_entry.py

A force of constant size is drawn, in which 84.6% of joiners are still there after a year. An extract of its last three
years holds who was in post when it begins, and who came and went since. From that extract retention is estimated twice.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from eianalysis import stats

YEAR_ONE = 0.846  # still there after a year, in truth
EARLY, LATE = -np.log(YEAR_ONE), 0.10  # leavers a person-year in the first two years, and after
PENSION, WINDOW, HISTORY = 30.0, 3.0, 45.0


def true_survival(years: np.ndarray) -> np.ndarray:
    """The share still there at a length of service, before the pension age of service."""
    years = np.asarray(years, float)
    return np.exp(-EARLY * np.minimum(years, 2) - LATE * np.maximum(years - 2, 0)) * (years < PENSION)


def extract(seed: int = 5, joiners: int = 60_000) -> dict[str, np.ndarray]:
    """The spells that a window of three years holds: ``entry`` and ``exit`` in years of service, and ``event``."""
    rng = np.random.default_rng(seed)
    started = rng.uniform(0, HISTORY, joiners)  # the window is the last three of these years
    total = -np.log(rng.random(joiners))
    served = np.where(total < 2 * EARLY, total / EARLY, 2 + (total - 2 * EARLY) / LATE)
    served = np.minimum(served, PENSION)
    opens, closes = HISTORY - WINDOW, HISTORY
    seen = started + served > opens
    entry = np.maximum(opens - started[seen], 0)
    exit_ = np.minimum(started[seen] + served[seen], closes) - started[seen]
    keep = exit_ > entry
    return {"entry": entry[keep], "exit": exit_[keep], "event": (started[seen] + served[seen] <= closes)[keep]}


def curves(spells: dict[str, np.ndarray]) -> dict[str, object]:
    """The life table with delayed entry, and the one that forgets it."""
    return {"ours": stats.life_table(spells["exit"], spells["event"], entry=spells["entry"]), "naive": stats.life_table(spells["exit"], spells["event"])}


def picture(path: Path) -> None:
    """Draw truth, ours and the naive curve over the first ten years."""
    import matplotlib

    matplotlib.use("svg")
    import matplotlib.pyplot as plt

    from eianalysis import theme

    both, years = curves(extract()), np.linspace(0, 10, 201)
    with matplotlib.rc_context({**theme.STYLE, "svg.fonttype": "path"}):
        figure, ax = plt.subplots(figsize=(7, 4))
        ax.plot(years, 100 * true_survival(years), color=theme.DARK_GREY, linewidth=5, alpha=0.35, label="the truth")
        for name, color, dash, label in (
            ("ours", theme.DARK_BLUE, "solid", "delayed entry (ours)"),
            ("naive", theme.ORANGE, (0, (5, 2)), "late entry forgotten"),
        ):
            share = 100 * np.asarray(stats.survival_at(both[name], years))
            ax.plot(years, share, color=color, linestyle=dash, label=label)
            ax.annotate(f"{share[20]:.0f}% after a year", (1, share[20]), xytext=(8, 6), textcoords="offset points", fontsize=9)
        ax.set(xlim=(0, 10), ylim=(0, 100), xlabel="Length of service (years)", ylabel="% still in service")
        ax.legend(frameon=False, loc="lower left")
        figure.savefig(path, metadata={"Date": None, "Creator": None}, bbox_inches="tight")


if __name__ == "__main__":
    picture(Path(__file__).with_name("delayed-entry.svg"))
