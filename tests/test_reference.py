"""The reference pages are those of the code."""


def test_the_reference_pages_are_in_step(root, docs_script):
    script = docs_script("reference")
    for page, text in (("api.md", script.api()), ("measures.md", script.measures())):
        assert (root / "docs" / page).read_text(encoding="utf-8") == text, "run python docs/reference.py"
