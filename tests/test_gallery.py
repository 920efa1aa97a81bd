"""The gallery has a picture for each form, small and whole, and its questions still answer."""

from xml.etree import ElementTree

import pytest

from eianalysis.forms.kinds import FORMS


@pytest.fixture(scope="module")
def script(docs_script):
    return docs_script("gallery")


def test_each_form_that_draws_has_a_picture(script):
    page = script.PAGE.read_text(encoding="utf-8")
    drawing = [name for name, form in FORMS.items() if form.drawn]
    assert set(script.QUESTIONS) == set(drawing) == {path.stem for path in script.FOLDER.glob("*.svg")}
    for name in drawing:
        path = script.FOLDER / f"{name}.svg"
        assert path.stat().st_size < 60_000 and ElementTree.parse(path).getroot().tag.endswith("svg")
        assert f"(gallery/{name}.svg)" in page and script.QUESTIONS[name] in page


@pytest.mark.slow
def test_each_question_of_it_answers_in_the_form_it_stands_for(script, root, monkeypatch, beside_the_pack):
    monkeypatch.chdir(root)
    page = script.PAGE.read_text(encoding="utf-8")
    for name, released in script.examples().items():
        assert f"![{script._plain(FORMS[name](released).draw().alt)}]" in page, f"python docs/gallery.py ({name})"
