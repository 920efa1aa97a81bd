"""The reference pages are those of the code."""

import importlib.util


def test_the_reference_pages_are_in_step(root):
    spec = importlib.util.spec_from_file_location("reference", root / "docs" / "reference.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    for page, text in (("api.md", script.api()), ("measures.md", script.measures())):
        assert (root / "docs" / page).read_text(encoding="utf-8") == text, "run python docs/reference.py"
