"""Figures from releases: the only place that draws. matplotlib is imported when the first figure is drawn."""

from eianalysis.figures.adjusted import plot_adjusted
from eianalysis.figures.bars import plot_bars
from eianalysis.figures.bounds import plot_bounds
from eianalysis.figures.declared import plot_declared
from eianalysis.figures.exits import plot_exits
from eianalysis.figures.explained import plot_explained
from eianalysis.figures.figure import Figure
from eianalysis.figures.funnel import plot_funnel
from eianalysis.figures.headlines import plot_headlines
from eianalysis.figures.panels import plot_panels
from eianalysis.figures.rates import plot_rates
from eianalysis.figures.ratios import plot_ratios, plot_stages
from eianalysis.figures.representation import plot_representation
from eianalysis.figures.shares import plot_shares
from eianalysis.figures.survival import plot_survival
from eianalysis.figures.trajectory import plot_trajectory
from eianalysis.figures.trend import plot_trend

__all__ = [
    "Figure",
    "plot_adjusted",
    "plot_bars",
    "plot_bounds",
    "plot_declared",
    "plot_exits",
    "plot_explained",
    "plot_funnel",
    "plot_headlines",
    "plot_panels",
    "plot_rates",
    "plot_ratios",
    "plot_representation",
    "plot_shares",
    "plot_stages",
    "plot_survival",
    "plot_trajectory",
    "plot_trend",
]
