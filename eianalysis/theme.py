"""How pages look: colours, sizes, the drawing style, red-amber-green, and the style sheet of figures and tables.

Colours are those of the Government Analysis Function. Against white they have contrasts of 10.3, 3.2, 9.8, 3.0, 10.9
and 3.1 to 1 in the order given: 1, 3 and 5 may be text, the others only marks. Colour is never the only signal.
"""

from __future__ import annotations

DARK_BLUE, TURQUOISE, DARK_PINK, ORANGE, DARK_GREY, PURPLE = ("#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1")
PALETTE = (DARK_BLUE, TURQUOISE, DARK_PINK, ORANGE, DARK_GREY, PURPLE)
TEXT, QUIET, RULE, BAND = "#0B0C0C", "#505A5F", "#B1B4B6", "#E7EDF3"
#: Four series at most; each has its own colour, mark and dash.
SERIES = ((DARK_BLUE, "o", "solid"), (ORANGE, "s", (0, (5, 2))), (DARK_PINK, "^", (0, (2, 1.5))), (DARK_GREY, "D", (0, (6, 2, 1, 2))))

WIDTH = 525.0  # points: 700 pixels on a page
TITLE_SIZE, SUBTITLE_SIZE, LABEL_SIZE, SMALL_SIZE = 12.5, 9.5, 10.0, 9.0
DRAWN_FONT = "DejaVu Sans"  # comes with matplotlib and is wide: what fits in it fits in the fonts below
FONT_STACK = "Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', sans-serif"

#: Laid over matplotlib's own defaults (not the reader's), to draw and to save.
STYLE = {
    "svg.hashsalt": "eianalysis",
    "svg.fonttype": "none",
    "font.family": [DRAWN_FONT],
    "font.size": LABEL_SIZE,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.edgecolor": QUIET,
    "axes.labelcolor": TEXT,
    "axes.labelsize": SMALL_SIZE,
    "text.color": TEXT,
    "xtick.color": TEXT,
    "ytick.color": TEXT,
    "xtick.labelsize": SMALL_SIZE,
    "ytick.labelsize": SMALL_SIZE,
    "axes.grid": False,
    "figure.facecolor": "white",
    "axes.facecolor": "white",
    "lines.linewidth": 1.8,
    "axes.axisbelow": True,
    "axes.unicode_minus": True,
    "text.usetex": False,
    "text.parse_math": False,
    "path.simplify": False,
    "hatch.linewidth": 0.8,
}

#: How each verdict is drawn: mark, filled or hollow, colour. The word stands beside it too.
VERDICT_MARKS = {
    "clear difference": ("D", True, DARK_PINK),
    "possible difference": ("D", False, DARK_PINK),
    "no material difference": ("o", True, DARK_BLUE),
    "too few to say": ("o", False, QUIET),
}

#: Red, amber, green: the word, what it means, a shape that tells it without colour, background and text colour.
RAG = {
    "red": ("Red", "off track, needs a decision", "■", "#D4351C", "#FFFFFF"),
    "amber": ("Amber", "at risk, within the owner's control", "▲", "#F47738", "#0B0C0C"),
    "green": ("Green", "on track", "●", "#00703C", "#FFFFFF"),
    "blue": ("Blue", "complete", "◆", "#1D70B8", "#FFFFFF"),
    "tbd": ("To be decided", "not yet rated", "○", "#505A5F", "#FFFFFF"),
    "not_recorded": ("Not recorded", "nobody recorded a rating", "–", "#505A5F", "#FFFFFF"),
}

#: Style sheet for what figures, tables and sentences make; a page puts it in its one style element.
CSS = """
figure.ei { margin: 1.5rem 0; max-width: 700px; }
figure.ei svg { max-width: 100%; height: auto; background: #fff; }
figure.ei figcaption, .ei-notes { font-size: .9rem; line-height: 1.4; }
.ei-notes p, figure.ei figcaption p { margin: .3rem 0; }
.ei-scroll { overflow-x: auto; max-width: 100%; }
.ei-scroll:focus-visible { outline: 3px solid #0b0c0c; outline-offset: 2px; }
@media (max-width: 36rem) { figure.ei .ei-drawn svg { max-width: none; width: 34rem; } }
table.ei { border-collapse: collapse; font-variant-numeric: tabular-nums; }
.ei-title { font-weight: bold; }
table.ei caption { text-align: left; font-weight: bold; padding: .4rem 0; }
table.ei th, table.ei td { padding: .35rem .6rem; border-bottom: 1px solid #b1b4b6; text-align: left; }
table.ei th, table.ei td { vertical-align: top; }
table.ei thead th, table.ei thead th.num { vertical-align: bottom; white-space: normal; }
table.ei thead th, table.ei thead th.num { border-bottom: 2px solid #0b0c0c; }
table.ei tbody th { font-weight: normal; }
table.ei .num { text-align: right; white-space: nowrap; }
table.ei tr.total th, table.ei tr.total td { font-weight: bold; }
details.about { font-size: .9rem; margin: .3rem 0 1rem; }
details.about dt { font-weight: bold; margin-top: .4rem; }
details.about dd { margin-left: 1rem; overflow-wrap: anywhere; }
.rag { display: inline-block; padding: .05rem .45rem; white-space: nowrap; }
.ei-jump ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; }
.highlight { margin-top: 3rem; }
.hl-head { display: flex; flex-wrap: wrap; gap: .6rem 2.2rem; margin: .4rem 0; }
.hl-head dt { font-weight: bold; font-size: .9rem; }
.hl-head dd { margin: 0; }
.hl-pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 19rem), 1fr)); gap: 0 2rem; }
.hl-pair > div { min-width: 0; }
@media (min-width: 64rem) { .hl-pair { grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); } }
.hl-pair table.ei { font-size: .875rem; min-width: 0; }
.hl-pair table.ei th, .hl-pair table.ei td { padding: .25rem .4rem; }
.hl-pair table.ei caption { width: auto; }
.not-available { border-left: 4px solid #505a5f; padding-left: .8rem; }
@media print {
  details.about { display: none; }
  .ei-scroll { overflow: visible; }
  tr, figure.ei { break-inside: avoid; }
}
""" + "".join(f".rag-{key.replace('_', '-')} {{ background: {back}; color: {fore}; }}\n" for key, (_, _, _, back, fore) in RAG.items())
