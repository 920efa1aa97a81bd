"""What an analyst puts on a page by a slip of the hand stops the run, with the notebook, the cell and the repair; no value is repeated."""

import pytest

from tests.report.project import FIGURE, RELEASE

pytestmark = pytest.mark.slow

FORGED = """
from IPython.display import display
about = {"title": "Leavers", "alt": "Two bars, 8731 and 8732.", "caption": "x", "source": "x", "digest": "ab", "about": ""}
display({"application/vnd.eianalysis.figure+json": about, "image/svg+xml": "<svg><text>8731</text></svg>", "text/plain": "<Figure>"}, raw=True)
"""
SLIPS = {
    "printed": ("print(8731)", "a printed figure that no gate has seen; show ei.table(released)"),
    "printed-in-words": ("print('Three officers left.')", "a printed figure"),
    "value": ("len(range(8731))", "a printed figure"),
    "html": ("from IPython.display import HTML, display\ndisplay(HTML('<b>8731</b>'))", "HTML that the library did not make; write it in a text cell"),
    "markdown": ("from IPython.display import Markdown\nMarkdown('**8731**')", "text made by code that the library did not make"),
    "frame": ("import pandas as pd\npd.DataFrame({'left': [8731]})", "a table of pandas that no gate has seen"),
    "series": ("import pandas as pd\npd.Series({'left': 8731})", "a printed figure"),
    "picture": ("%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([8731, 2]);", "a picture that no gate has seen; show a plot of the library"),
    "forged": (FORGED, "a figure that the library did not draw, or that was changed by hand"),
    "changed": (FIGURE + "\nnoted = print\nfig(2)", "a figure that the library did not draw"),
    "file": (
        "import os\nos.makedirs(f'{outputs_dir}/{cycle}/tables')\nopen(f'{outputs_dir}/{cycle}/tables/mine.csv', 'w').write('left,8731');",
        "it wrote 1 file into the pack's tables by hand, which no gate has seen; use ei.save",
    ),
    "subclass": ("import pandas as pd\nclass Few:\n    def _repr_html_(self): return '<p>8731</p>'\nFew()", "HTML that the library did not make"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_stops_the_run(project, slip):
    source, said = SLIPS[slip]
    project.add("06-retention", "# R", "print('good')", "## Who leaves", source)
    code, out, err = project("run", "2023-04")
    where = "06-retention: " if slip == "file" else "06-retention, cell 5: "
    assert code == 4 and f"{where}{said}" in err, err
    assert "8731" not in err + out and not (project.outputs / "2023-04").exists()
    assert not [path for path in project.outputs.rglob("*") if path.is_file() and b"8731" in path.read_bytes()]


def test_warnings_stay_out_of_the_pack(project):
    project.add("06-retention", "# R", "import sys\nprint(8700 + 31, file=sys.stderr)")
    assert project("run", "2023-04")[0] == 0
    assert not [name for name, content in project.files().items() if b"8731" in content]


def test_what_the_library_shows_passes(project):
    shown = "import eianalysis as ei\none = released()\none"
    project.add(
        "06-retention",
        "# R",
        RELEASE,
        shown,
        "ei.table(one)",
        "ei.findings(one)",
        "ei.plot_rates(one)",
        "ei.show(one)",
        "save(one, load_cycle(cycle, data_dir=data_dir, outputs_dir=outputs_dir))",
        "ei.catalogue('leaving')",
    )
    code, _, err = project("run", "2023-04")
    assert code == 0, err
    assert b'<figure class="ei"' in project.files()["06-retention.html"]
