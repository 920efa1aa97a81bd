"""The tutorial followed by its own words on a fresh project, in JupyterLab driven by a browser, from the first command to the last."""

import io
import os
import re
import shlex
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from eianalysis.carried import carried
from eianalysis.stats.judgement import VERDICTS
from tests.browser.lab import ROOT, Lab, Server, command

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGE = (ROOT / "docs/tutorial.md").read_text(encoding="utf-8")
STEPS = {int(number): text for number, text in re.findall(r"^## (\d)\. .*?\n(.*?)(?=^## |\Z)", PAGE, re.M | re.S)}
FIGURE, WORDS = "[data-mime-type='image/svg+xml'] img", "[data-mime-type='text/html']"


def commands(step: int) -> list[list[str]]:
    """The commands of a step's indented lines, each as its words."""
    lines = re.findall(r"^    (.+)$", STEPS[step], re.M)
    return [shlex.split(each, comments=True) for line in lines for each in line.split("&&")]


def told(words: list[str], folder: Path) -> subprocess.CompletedProcess:
    return subprocess.run(command(words), cwd=folder, text=True, encoding="utf-8", capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT)})


@pytest.fixture(scope="module")
def demo(pack, tmp_path_factory) -> Path:
    """Step 1 done in a folder with a space and an accent. The pack is the one that its last command made of the same files."""
    folder = tmp_path_factory.mktemp("tutorial") / "Été à Paris"
    folder.mkdir()
    install, init, enter, run = commands(1)
    assert install[:2] == ["pip", "install"]
    done = told(init, folder)
    assert done.returncode == 0, done.stderr
    folder = folder / enter[1]
    assert all((folder / name).read_bytes() == path.read_bytes() for name, path in carried().items())
    assert run == ["eianalysis", "run", pack.name]
    shutil.copytree(pack, folder / "outputs" / pack.name)
    return folder


@pytest.fixture(scope="module")
def server(demo, tmp_path_factory):
    [words] = commands(2)
    server = Server(words, demo, tmp_path_factory.mktemp("jupyter"))
    yield server
    server.stop()


@pytest.fixture
def lab(server, browser):
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    lab = Lab(context.new_page(), server)
    yield lab
    context.close()
    assert not lab.asked_elsewhere


def test_step_1_what_the_pack_opens_with(demo, open_page):
    [printed] = re.findall(r"It prints `(.+?)`", PAGE)
    page = open_page(demo / printed).page
    assert re.match(r"\d+ decisions?\b", page.locator("h1").inner_text())
    page = open_page(demo / "outputs/2023-04/06-retention.html").page
    about = page.locator("details.about", has_text="About this figure").first
    about.locator("summary").click()
    said = about.inner_text()
    assert re.search(r"leavers\.csv .*, [\d,]+ rows", said) and "Officers who left" in said, said


def test_step_2_a_question_of_your_own(lab):
    blocks = [block.rstrip("\n") for block in re.findall(r"```python\n(.*?)```", STEPS[2], re.S)]
    lab.new_notebook()
    firearms, everywhere, table, figure, how = (lab.type_and_run(block) for block in blocks)
    assert re.search("Hidden, because small numbers could tell about a person: .*female officers in TFG", firearms.inner_text())
    verdict = "|".join(VERDICTS)
    assert re.search(
        r"\d+ female officers left, from a base of [\d,]+ officer-years \([\d.]+ per 100 a year\)\. For male officers it was [\d.]+ per 100\. "
        rf"That is [\d.]+ times the rate, plausibly [\d.]+ to [\d.]+\. (?:{verdict})",
        everywhere.inner_text(),
        re.I,
    )
    men = table.locator("tr", has=table.page.get_by_role("rowheader", name="Male", exact=True)).inner_text().split()
    assert men[0] == "Male" and sum(bool(re.fullmatch(r"[\d,.]+", cell)) for cell in men) >= 3, men
    fits(lab, figure)
    assert re.search(r"^Counted: officers who left", how.inner_text()) and "are hidden" in how.inner_text()
    assert lab.complaints() == []
    # step 3: a table shows only its size, a result only its shape
    assert re.fullmatch(r"<\w+: \d+ rows, \d+ columns, SYNTHETIC>", lab.type_and_run("people").inner_text().strip())
    assert re.fullmatch(r"<Result \w+: counts, \d+ rows, not released>", lab.type_and_run("everywhere").inner_text().strip())
    [(mistyped, message)] = re.findall(r"```text\n>>> (.+)\n(.+)\n```", STEPS[3])
    lines = lab.type_and_run(mistyped).inner_text().strip().splitlines()
    assert lines[-1] == message and any(line.endswith(mistyped) for line in lines)
    assert len(lines) <= 6 and not [line for line in lines if line.startswith("File ")], "it shows lines that the analyst did not write"
    lab.choose("Settings", "Theme", "JupyterLab Dark$")
    lab.page.locator("body[data-jp-theme-light=false]").wait_for(state="attached")
    for shown in (firearms.locator("li"), table.locator("td"), table.locator("caption"), table.locator("summary"), how.locator("li")):
        assert contrast(shown.first) >= 4.5
    assert corner(figure) == (255, 255, 255), "dark words on a dark ground"


def test_step_2_a_page_of_the_pack(lab):
    [name] = re.findall(r"Open `(\S+\.ipynb)`", STEPS[2])
    assert "Run › Run All Cells" in STEPS[2] and "its figures stand there as words" in STEPS[2]
    lab.open(name)
    assert lab.page.locator(FIGURE).count() == 0 and "<Figure: " in lab.outputs.filter(has_text="<Figure: ").first.inner_text()
    lab.run_all()
    assert lab.complaints() == []
    drawn = lab.page.locator(".jp-OutputArea-output:has(img)")
    assert drawn.count() > 5 and not lab.outputs.filter(has_text="<Figure: ").count()
    for at in range(drawn.count()):
        fits(lab, drawn.nth(at))


def test_step_4_another_knob_and_a_typing_error(demo):
    def pages():
        return {path.name: path.read_bytes() for path in (demo / "outputs/2023-04").glob("*.html")}

    before, [words] = pages(), commands(4)
    mistyped = [word.replace("joined_from", "joined_form") for word in words]
    refused = told(mistyped, demo)
    assert mistyped != words and refused.returncode == 2 and "did you mean 'joined_from'?" in refused.stderr and pages() == before
    done = told(words, demo)
    assert done.returncode == 0, done.stderr
    after, name = pages(), f"{words[words.index('--notebooks') + 1]}.html"
    changed = {page for page in before if before[page] != after.get(page)}
    assert changed == {name, "about.html"} and set(after) == set(before)  # that one counts what all pages hide
    asked = date.fromisoformat(words[-1])
    assert f"joined on or after {asked.day} {asked:%B} {asked.year}" in after[name].decode("utf-8")


def fits(lab: Lab, output) -> None:
    """The figure is loaded, and no wider than the place it stands in."""
    image = output.locator("img")
    image.scroll_into_view_if_needed()
    assert image.evaluate("one => one.complete && one.naturalWidth > 300")
    box, place = image.bounding_box(), lab.page.locator(".jp-NotebookPanel .jp-WindowedPanel-outer").bounding_box()
    assert box["width"] > 300 and box["x"] + box["width"] <= place["x"] + place["width"]


def corner(output) -> tuple[int, ...]:
    """The colour that a figure is drawn on, as it is seen."""
    from PIL import Image

    output.locator("img").scroll_into_view_if_needed()
    with Image.open(io.BytesIO(output.locator("img").screenshot())) as seen:
        return seen.convert("RGB").getpixel((3, seen.height - 3))


def contrast(shown) -> float:
    """Between words and what they stand on, as WCAG counts it."""
    colours = shown.evaluate("""one => { const said = getComputedStyle(one).color;
        for (let at = one; at; at = at.parentElement) { const back = getComputedStyle(at).backgroundColor;
            if (!back.endsWith(', 0)') && back !== 'transparent') return [said, back]; } return [said, 'rgb(255, 255, 255)']; }""")
    light = [_luminance([float(part) / 255 for part in re.findall(r"[\d.]+", colour)[:3]]) for colour in colours]
    return (max(light) + 0.05) / (min(light) + 0.05)


def _luminance(colour: list[float]) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
