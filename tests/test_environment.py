"""The three lists of dependencies say the same. This parses the lists; it does not solve an environment."""

import re
import tomllib

import pytest


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.fixture(scope="module")
def project(root):
    return tomllib.loads((root / "pyproject.toml").read_text())["project"]


def direct(project, *extras):
    wanted = [*project["dependencies"], *(item for extra in extras for item in project["optional-dependencies"][extra])]
    return {normal(re.match(r"[\w.-]+", item)[0]): item[re.match(r"[\w.-]+", item).end() :] for item in wanted}


def conda(root):
    lines = [line.strip() for line in (root / "environment.yml").read_text().splitlines()]
    items = [line[2:].strip() for line in lines if line.startswith("- ")]
    named = [re.match(r"([\w.-]+)(>=[\w.]+)?$", item) for item in items if item not in ("conda-forge", "pip", "pip:")]
    return {normal(match[1]): match[2] or "" for match in named if match}


def test_conda_and_pip_users_get_the_same_direct_dependencies(root, project):
    listed = conda(root)
    assert listed.pop("python") == project["requires-python"]
    assert listed == direct(project, "lab", "cluster", "large", "test")


def test_every_direct_dependency_is_locked_with_hashes(root, project):
    text = (root / "requirements.lock").read_text()
    locked = {normal(name) for name in re.findall(r"^([\w.-]+)==", text, flags=re.M)}
    assert set(direct(project, "lab", "cluster", "test", "build")) <= locked
    entries = re.split(r"^(?=[\w.-]+==)", text, flags=re.M)[1:]
    assert entries and all("--hash=sha256:" in entry for entry in entries)


def test_the_lock_names_no_index_link_or_url(root):
    for line in (root / "requirements.lock").read_text().splitlines():
        assert not re.search(r"://|^\s*(-i|-f|--index|--extra-index|--find-links|--trusted)", line), line


def test_the_readme_names_each_direct_dependency_and_its_job(root, project):
    readme = (root / "README.md").read_text(encoding="utf-8")
    missing = [name for name in direct(project, "lab", "cluster", "large", "test") if f"| {name} |" not in readme]
    assert not missing, f"the README's table of dependencies lacks {missing}"
