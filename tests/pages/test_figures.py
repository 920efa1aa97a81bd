"""Figures: the same bytes each time, whole in themselves, true to the release, hidden rows drawn as [c]."""

import json
import re
from xml.etree import ElementTree

import matplotlib
import pandas as pd
import pytest

from eianalysis import theme
from eianalysis.errors import DisclosureError, UsageError
from eianalysis.figures import Figure, plot_bars, plot_rates, plot_ratios, plot_shares, plot_stages, plot_survival, plot_trend
from eianalysis.results import Result

from .builders import FAKE, FIVE, LEAVING, TWO, not_available, released

CURVE = """
group             | time | at_risk | estimate | low  | high | status
Ethnic minorities | 0.5  | 40      | 1.0      | -    | -    | shown
Ethnic minorities | 1    | 30      | 0.90     | 0.80 | 0.95 | shown
Ethnic minorities | 1.5  | 12      | 0.80     | 0.66 | 0.90 | low_base
White             | 0    | 300     | 1.0      | -    | -    | shown
White             | 1    | 260     | 0.93     | 0.90 | 0.95 | shown
White             | 2    | 200     | 0.88     | 0.84 | 0.91 | shown
Not stated        | -    | -       | -        | -    | -    | hidden
"""
MONTHS = """
month   | group | numerator | denominator | status | series_low | series_high | series_signal
2023-01 | All   | 30        | 100         | shown  | 0.2        | 0.4         | none
2023-02 | All   | -         | -           | hidden | -          | -           | -
2023-03 | All   | 50        | 100         | shown  | 0.2        | 0.4         | above the limits
"""
POPULATIONS = """
population      | group | numerator | denominator
People searched | Asian | 20        | 100
People searched | White | 80        | 100
City residents  | Asian | 1440      | 8583
City residents  | White | 5958      | 8583
"""
STAGES = """
stage     | group  | numerator | denominator | reference | disparity_ratio | ratio_low | ratio_high | comparison  | verdict          | status
Alleged   | Female | 20        | 100         | Male      | 2.0             | 1.2       | 3.3        | exploratory | clear difference | shown
Alleged   | Male   | 10        | 100         | -         | -               | -         | -          | -           | -                | shown
Dismissed | Female | -         | -           | Male      | -               | -         | -          | exploratory | -                | hidden
Dismissed | Male   | -         | -           | -         | -               | -         | -          | -           | -                | hidden
"""


def five(**more):
    return released(FIVE, characteristic="ethnicity_5", **more)


def every():
    """A figure of each kind."""
    return {
        "ratios": plot_ratios(five()),
        "rates": plot_rates(five()),
        "bars": plot_bars(five()),
        "survival": plot_survival(released(CURVE, shape="curve")),
        "trend": plot_trend(released(MONTHS, keys=("month",), characteristic="everybody")),
        "shares": plot_shares(released(POPULATIONS, keys=("population",), characteristic="ethnicity_5")),
        "stages": plot_stages(released(STAGES, keys=("stage",), characteristic="sex")),
        "missing": plot_ratios(not_available()),
    }


KINDS = ("ratios", "rates", "bars", "survival", "trend", "shares", "stages", "missing")


@pytest.fixture(scope="module")
def figures():
    return every()


def texts(figure: Figure) -> list[str]:
    """The words drawn, in the order of the file."""
    root = ElementTree.fromstring(figure.svg)
    return ["".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text")]


def test_two_renders_give_the_same_bytes(figures):
    again = every()
    for kind in KINDS:
        assert figures[kind].svg == again[kind].svg, kind
        assert figures[kind].digest == again[kind].digest


@pytest.mark.parametrize("kind", KINDS)
def test_the_svg_is_accessible_and_asks_for_nothing(figures, kind):
    figure = figures[kind]
    root = ElementTree.fromstring(figure.svg)
    assert root.attrib["role"] == "img"
    assert figure.alt and root.attrib["aria-label"] == f"{figure.title}. {figure.alt}"
    assert len(figure.alt.split()) <= 60
    outside = set(re.findall(r'https?://[^"\s<]+', figure.svg))
    assert outside <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    for banned in ("<script", "<style", "<metadata", "<image", "Date", "@import", "<!DOCTYPE", "<?xml"):
        assert banned not in figure.svg


@pytest.mark.parametrize("kind", KINDS)
def test_no_text_is_smaller_than_nine_points_or_faint(figures, kind):
    sizes = [float(size) for size in re.findall(r"font-size: ([\d.]+)px", figures[kind].svg)]
    sizes += [float(size) for size in re.findall(r"font: (?:\w+ )?([\d.]+)px", figures[kind].svg)]
    assert sizes and min(sizes) >= 9
    box = ElementTree.fromstring(figures[kind].svg).attrib
    assert box["width"] == "700" and box["viewBox"].split()[2] == "525"


def test_ids_of_two_figures_in_one_page_do_not_meet(figures):
    seen = set()
    for figure in figures.values():
        ids = re.findall(r'\bid="([^"]+)"', figure.svg)
        assert len(ids) == len(set(ids)) and not seen & set(ids)
        seen |= set(ids)
        referred = re.findall(r'(?:href="#|url\(#)([^")]+)', figure.svg)
        assert set(referred) <= set(ids)


def test_hidden_rows_are_told_and_never_drawn_on_the_line_of_no_difference(figures):
    for kind, hidden in (("ratios", "1 row is"), ("rates", "2 rows are")):
        drawn = texts(figures[kind])
        assert "Mixed" not in drawn and f"Not drawn: {hidden} hidden to protect people." in drawn, kind
    assert "Mixed" in texts(figures["bars"]) and any(text.startswith("[c]") for text in texts(figures["bars"]))
    assert any("[c]" in text for text in texts(figures["trend"]))
    assert any("No curve, hidden: Not stated" in text for text in texts(figures["survival"]))


def test_the_ratio_axis_is_logarithmic_with_one_in_its_place(figures):
    ax = figures["ratios"].drawing.axes[0]
    assert ax.get_xscale() == "log"
    low, high = ax.get_xlim()
    assert low * high == pytest.approx(1)  # 1 stands in the middle: half and double are equally far
    ticks = list(ax.get_xticks())
    assert ticks == sorted(ticks) and 1 in ticks
    assert "shaded: 0.8 to 1.25" in texts(figures["ratios"])


def test_rows_run_from_top_to_bottom_with_their_verdicts(figures):
    drawn = texts(figures["ratios"])
    assert [text for text in drawn if text in ("Asian", "Black", "Mixed", "Other")] == ["Asian", "Black", "Other"]
    assert "clear difference" in drawn and "possible difference" in drawn and "too few to say" in drawn
    assert "2.2 (1.6 to 3.0)" in drawn and "White" not in drawn


def test_infinite_and_zero_ratios_end_in_arrows():
    text = """
    group | numerator | denominator | reference | disparity_ratio | ratio_low | ratio_high | comparison  | verdict
    Asian | 9         | 40          | White     | inf             | 2.3       | inf        | exploratory | clear difference
    Black | 0         | 40          | White     | 0               | 0         | 3.1        | exploratory | too few to say
    White | 0         | 60          | -         | -               | -         | -          | -           | -
    """
    figure = plot_ratios(released(text, characteristic="ethnicity_5"))
    arrows = [line.get_marker() for line in figure.drawing.axes[0].lines if line.get_marker() in (4, 5)]
    assert 5 in arrows and 4 in arrows
    assert "∞ (at least 2.3)" in texts(figure) and "0 (0 to 3.1)" in texts(figure)


def test_numbers_at_risk_stand_under_the_curves(figures):
    drawn = texts(figures["survival"])
    assert "Number at risk" in drawn and drawn.count("300") == 1 and "12" in drawn
    assert any("Ethnic minorities: of those who reach 6 months" in text for text in drawn)


def test_a_number_at_risk_stands_where_it_was_counted(figures):
    """The curve of ethnic minorities has points at 6, 12 and 18 months and none at 2 years: no number may stand there."""
    sheet = figures["survival"].drawing
    ax = sheet.axes[0]
    left, right = (ax.transData.transform((time, 0))[0] / (sheet.get_figwidth() * sheet.dpi) for time in (1.5, 2.0))
    places = {text.get_text(): text.get_position()[0] for text in sheet.texts}
    assert places["12"] == pytest.approx(left, abs=1e-6) and places["200"] == pytest.approx(right, abs=1e-6)


CENSUS = """
population      | group | numerator | denominator | rate   | rate_low | rate_high
People searched | Asian | 20        | 100         | 0.2    | 0.13     | 0.29
People searched | White | 80        | 100         | 0.8    | 0.71     | 0.87
City residents  | Asian | 1440      | 8583        | 0.1678 | -        | -
City residents  | White | 5958      | 8583        | 0.6942 | -        | -
London          | Asian | 20        | 100         | 0.2    | -        | -
London          | Black | 30        | 100         | 0.3    | -        | -
"""


def test_a_share_strip_has_a_row_a_group_and_each_base_once_in_its_key():
    """What was counted stands above with its range, the populations below it from the least to the most; a group of one base only has its row."""
    figure = plot_shares(released(CENSUS, keys=("population",), characteristic="ethnicity_5"))
    drawn = texts(figure)
    assert [drawn.count(base) for base in ("People searched", "City residents", "London")] == [1, 1, 1]
    assert {"20.0%", "16.8% to 20.0%", "69.4%", "30.0%"} <= set(drawn)
    ax = figure.drawing.axes[0]
    marks = {(round(float(line.get_xdata()[0]), 1), line.get_markerfacecolor()) for line in ax.lines if line.get_marker() not in ("None", None, "")}
    assert {mark for mark in marks if mark[0] == 30.0} == {(30.0, "white")}
    assert {mark[1] == "white" for mark in marks if mark[0] == 80.0} == {False}


def test_a_hidden_share_is_not_drawn_and_no_census_is_taken_for_the_hidden_one():
    hidden_share = CENSUS.replace("20        | 100         | 0.2    | 0.13     | 0.29", "-         | -           | -      | -        | -    ")
    rows = hidden_share.strip().splitlines()
    table = "\n".join([f"{rows[0]} | status", *(f"{row} | {'hidden' if '| -           |' in row else 'shown'}" for row in rows[1:])])
    drawn = texts(plot_shares(released(table, keys=("population",), characteristic="ethnicity_5")))
    assert "[c]" in drawn and "20.0%" not in drawn and "16.8% to 20.0%" in drawn


def test_a_share_strip_on_axes_of_the_reader_names_its_bases_in_a_legend():
    import matplotlib.pyplot as plt

    ax = plt.subplots()[1]
    plot_shares(released(CENSUS, keys=("population",), characteristic="ethnicity_5"), ax=ax)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["People searched", "City residents", "London"]
    plt.close("all")


def test_synthetic_figures_say_so_in_the_drawing_and_the_caption():
    figure = plot_ratios(released(TWO, sources=(FAKE,)))
    assert figure.caption.startswith("SYNTHETIC DATA. ") and any("SYNTHETIC" in text for text in texts(figure))
    real = plot_ratios(released(TWO))
    assert "SYNTHETIC" not in real.svg + real.caption


def test_a_page_gets_the_figure_with_caption_source_and_about(figures):
    page = figures["ratios"].html()
    assert page.startswith('<figure class="ei"><svg ') and page.endswith("</figure>")
    assert "Leaving, per headcount at the start, by ethnicity (5 groups), officers, 12 months to 31 March 2023." in page
    assert "<p>Source: leavers.csv.</p>" in page and "<summary>About this figure</summary>" in page
    ElementTree.fromstring(page)


def test_the_licence_line_appears_where_a_source_asks_for_it():
    from dataclasses import replace

    from .builders import FILE

    page = plot_ratios(released(TWO, sources=(replace(FILE, note="data.police.uk, Open Government Licence v3.0"),))).html()
    assert "Contains public sector information licensed under the Open Government Licence v3.0." in page


def test_many_files_of_one_table_are_named_from_the_first_to_the_last():
    from dataclasses import replace

    from .builders import FILE

    months = tuple(replace(FILE, file=f"2023-{month:02d}-searches.csv") for month in range(1, 13))
    figure = plot_ratios(released(TWO, sources=months))
    assert figure.source == "Source: 2023-01-searches.csv to 2023-12-searches.csv, 12 files."
    assert all(source.file in figure.about for source in months)


def test_a_long_group_name_is_wrapped_not_lost():
    long = "An object of search whose name goes on for several lines"
    drawn = texts(plot_rates(released(TWO.replace("Ethnic minorities", long), characteristic="unit")))
    assert "An object of search whose" in drawn and "name goes on for several" in drawn and "lines" in drawn


def test_a_notebook_gets_text_svg_and_the_words_as_json(figures):
    bundle = figures["ratios"]._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "image/svg+xml", "application/vnd.eianalysis.figure+json"}
    lines = bundle["text/plain"].splitlines()
    assert lines[0] == "<Figure: Asian officers left at 2.2 times the rate of White officers>"
    assert lines[1].startswith("alt: Dots with intervals") and re.fullmatch(r"data: [0-9a-f]{16}", lines[2])
    words = bundle["application/vnd.eianalysis.figure+json"]
    assert words["digest"].startswith(lines[2][6:]) and json.dumps(words)
    assert {"title", "alt", "caption", "digest", "about"} <= set(words)


def test_the_digest_follows_the_data():
    changed = FIVE.replace("| 41 ", "| 42 ")
    assert plot_ratios(five()).digest != plot_ratios(released(changed, characteristic="ethnicity_5")).digest
    assert plot_ratios(five()).digest == plot_ratios(five(), title="Another title").digest


def test_markup_in_a_group_name_stays_text():
    figure = plot_ratios(released(TWO.replace("Ethnic minorities", "<script>a&b</script>"), characteristic="unit"))
    assert "<script>" not in figure.html() and "<script>a&b</script>" in texts(figure)
    plain = plot_rates(released(TWO.replace("White ", "$x^2$ _b"), characteristic="unit"))
    assert "$x^2$ _b" in texts(plain)


@pytest.mark.parametrize("plot", [plot_ratios, plot_rates, plot_survival, plot_trend, plot_shares, plot_stages, plot_bars])
def test_a_figure_takes_a_release_only(plot):
    with pytest.raises(DisclosureError, match=rf"{plot.__name__}\(\) shows released results, got Result; call release"):
        plot(Result("leaving", "counts", LEAVING, pd.DataFrame()))


@pytest.mark.parametrize("plot", [plot_ratios, plot_rates, plot_survival, plot_trend, plot_shares, plot_stages, plot_bars])
def test_what_is_not_available_is_a_figure_that_says_so(plot):
    figure = plot(not_available())
    assert figure.alt.startswith("[x] not available: needs file leavers, with leave date and leaver type")
    assert "[x] not available" in " ".join(texts(figure)) and figure.title.endswith("not available")


def test_a_release_in_which_all_is_hidden_is_still_a_figure():
    text = """
    group | numerator | denominator | reference | comparison  | status
    Asian | -         | -           | White     | exploratory | hidden
    White | -         | -           | -         | -           | hidden
    """
    for plot in (plot_ratios, plot_rates, plot_bars):
        figure = plot(released(text, characteristic="ethnicity_5"))
        assert any("hidden" in text for text in texts(figure)) and "Hidden" in figure.alt


def test_at_most_twelve_rows_are_drawn_and_the_others_told():
    rows = "\n".join(f"G{at:02d} | 9 | 40 | White | 1.{at:02d} | 0.8 | 2 | exploratory | too few to say" for at in range(15))
    text = f"group | numerator | denominator | reference | disparity_ratio | ratio_low | ratio_high | comparison | verdict\n{rows}"
    drawn = texts(plot_ratios(released(text, characteristic="unit")))
    assert sum(word[:1] == "G" and word[1:].isdigit() for word in drawn) == 12 and "Not drawn: 3 more in the table." in drawn
    assert "G14" in drawn and "G00" not in drawn  # those farthest from 1


def test_a_curve_in_which_all_is_hidden_is_still_a_figure():
    curve = released("group | time | at_risk | estimate | low | high | status\nFemale | - | - | - | - | - | hidden", shape="curve", characteristic="sex")
    assert "No curve is shown" in " ".join(texts(plot_survival(curve)))
    empty = released(TWO.strip().splitlines()[0])
    assert "Nothing was counted" in " ".join(texts(plot_rates(empty)))


def test_a_release_of_another_kind_is_refused():
    with pytest.raises(UsageError, match=r"plot_survival\(\) draws a release of shape curve, not counts"):
        plot_survival(five())
    with pytest.raises(UsageError, match=r"plot_stages\(\) needs a release with a key such as stage"):
        plot_stages(five())
    with pytest.raises(UsageError, match="a figure of kind 'comparison' needs ratios; call compare"):
        plot_ratios(released("group | numerator | denominator\nFemale | 10 | 50", characteristic="sex"))
    with pytest.raises(UsageError, match=r"plot_trend\(\) needs a release with the key month"):
        plot_trend(five())


def test_axes_of_ones_own_and_nothing_global_touched():
    from matplotlib.figure import Figure as Drawing

    before = dict(matplotlib.rcParams)
    drawing = Drawing()
    ax = drawing.add_subplot()
    figure = plot_ratios(five(), ax=ax)
    assert figure.svg.startswith("<svg")
    assert figure.drawing is drawing and ax.get_xscale() == "log"
    assert dict(matplotlib.rcParams) == before


def test_the_reader_s_own_style_changes_nothing():
    plain = plot_ratios(five()).svg
    with matplotlib.rc_context({"font.size": 30, "axes.linewidth": 9, "xtick.major.size": 20, "svg.fonttype": "path"}):
        assert plot_ratios(five()).svg == plain


def test_a_figure_imports_matplotlib_only_when_drawn():
    import subprocess
    import sys

    code = "import sys, eianalysis.figures, eianalysis.tables, eianalysis.wording; print('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "False"


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio: (L1 + 0.05) / (L2 + 0.05)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_colours_have_the_contrast_wcag_asks_for():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    for text in (theme.TEXT, theme.QUIET, theme.DARK_PINK):
        assert contrast(text, "#FFFFFF") >= 4.5 and contrast(text, theme.BAND) >= 4.5
    for colour, *_ in theme.SERIES:
        assert contrast(colour, "#FFFFFF") >= 3.0
    for _, _, _, back, fore in theme.RAG.values():
        assert contrast(back, fore) >= 4.5
    shapes = [shape for _, _, shape, _, _ in theme.RAG.values()]
    assert len(set(shapes)) == len(shapes)
