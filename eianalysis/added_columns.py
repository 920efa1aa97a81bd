"""The further figures that a released count may bear beside the contract's own columns."""

#: Figures worked out of every row of a table at once: with them a hidden row could be had back, so they are for published tables.
OF_EVERY_ROW = ("dispersion", "spread")

#: Of a gap between two rates: what goes with a factor, what is left, and their ranges.
GAP_PARTS = ("explained", "explained_low", "explained_high", "left", "left_low", "left_high")

#: Further figures of a ``counts`` release, after the contract's own, and how the gate rounds them (rate, gap, ratio, word, count)
#: and what else they are worked out of: the ``reference``, everybody who declared nothing (``undeclared``), the total of
#: the table (``whole``), or every step of a series (``series``). Where one of those is hidden, so is the figure.
ADDED = {
    "adjusted_for": ("word", ""),
    "adjusted_ratio": ("ratio", "reference"),
    "adjusted_low": ("ratio_low", "reference"),
    "adjusted_high": ("ratio_high", "reference"),
    "adjusted_verdict": ("word", "reference"),
    "strata_agree": ("word", "reference"),
    "strata": ("count", "reference"),
    "strata_dropped": ("count", "reference"),
    **dict.fromkeys(GAP_PARTS, ("gap", "reference")),
    "centre": ("rate", "whole"),
    "limit_low": ("rate", "whole"),
    "limit_high": ("rate", "whole"),
    "outer_low": ("rate", "whole"),
    "outer_high": ("rate", "whole"),
    "signal": ("word", "whole"),
    "dispersion": ("ratio", "whole"),
    "spread": ("rate", "whole"),
    "series_mean": ("rate", "series"),
    "series_low": ("rate", "series"),
    "series_high": ("rate", "series"),
    "series_signal": ("word", "series"),
    "rolling_year": ("rate", "series"),
    "lowest_ratio": ("ratio", "undeclared"),
    "highest_ratio": ("ratio", "undeclared"),
    "lowest_verdict": ("word", "undeclared"),
    "highest_verdict": ("word", "undeclared"),
    "detectable_above": ("ratio", "reference"),
    "detectable_below": ("ratio", "reference"),
}
