"""A tiny project for each test, and one tiny finished pack for all of them."""

import pytest

from tests.report.project import FIGURE, RELEASE, TABLE, Project, say


@pytest.fixture
def project(tmp_path) -> Project:
    return Project(tmp_path / "project")


@pytest.fixture(scope="session")
def tiny(tmp_path_factory) -> Project:
    """A finished run of two notebooks with every kind of output; do not change it."""
    project = Project(tmp_path_factory.mktemp("tiny") / "project")
    project.add(
        "06-retention",
        "# Who leaves, and when\n\nFew people leave. That makes it hard.",
        RELEASE,
        "## Rates\n\nSee [conduct](07-conduct.ipynb).\n\n#### Deep",
        FIGURE,
        "fig(1); fig(1)",
        "## Rates",
        TABLE,
        TABLE,
        "import warnings\nwarnings.warn('careful')\nprint('counted')\nobject()",
        "save(released(), load_cycle(cycle, data_dir=data_dir, outputs_dir=outputs_dir))",
        knobs="by: str = 'ethnicity'\nmonths: int = 12\n",
    )
    project.add("07-conduct", "# Conduct\n\nWho is disciplined?", say("cycle"), "## One", "## Two")
    code, out, err = project("run", "2023-04", "--jobs", "2")
    assert code == 0, err
    project.said = (out, err)
    return project
