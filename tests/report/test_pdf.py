"""Pages as PDF: tagged, with nothing of this machine, and a clear word where there is no browser."""

import shutil

import nbformat
import pytest

from eianalysis.errors import EIAnalysisError
from eianalysis.report.leaks import Forbidden, scan
from eianalysis.report.pdf import BROWSERS, DUE, OUTWARD, print_as_asked, require_browser, unfolded, usual_places


def test_without_a_browser_it_says_so_before_any_notebook_runs(project):
    project.add("06-retention", "# R", "print('one')")
    code, _, err = project("run", "2023-04", "--pdf", EIANALYSIS_CHROMIUM="no-such-browser")
    assert code == 1 and "--pdf needs Chromium, Chrome or Edge" in err and "running" not in err
    assert not project.outputs.exists()


def test_a_publication_without_a_browser_is_made_and_says_how_to_have_its_pdf(project):
    publication(project)
    code, _, err = project("run", "publication", EIANALYSIS_CHROMIUM="no-such-browser")
    assert code == 0, err
    line = next(each for each in err.splitlines() if "PDF" in each)
    assert line.startswith("The pack has no PDF, because no Chromium, Chrome or Edge was found: install one") and line.endswith("and run again.")
    files = project.files("outputs/publication")
    assert not any(name.endswith(".pdf") for name in files) and b".pdf" not in files["about.html"]
    code, _, err = project("verify", "publication", "--rerun")
    assert code == 0, err
    code, _, err = project("run", "publication", "--pdf", EIANALYSIS_CHROMIUM="no-such-browser")
    assert code == 1 and "--pdf needs Chromium" in err, "who asks for it is told before the run"


def test_a_browser_that_prints_nothing_stops_no_publication(tmp_path, monkeypatch, capsys):
    (tmp_path / "index.html").write_text("<p>x</p>", encoding="utf-8")
    monkeypatch.setenv("EIANALYSIS_CHROMIUM", shutil.which("true") or "true")
    assert not print_as_asked(tmp_path, ["index"], DUE) and not (tmp_path / "pdf").exists()
    assert "index could not be printed as PDF: Chromium made no file: name another browser in EIANALYSIS_CHROMIUM" in capsys.readouterr().err
    with pytest.raises(EIAnalysisError, match="Chromium made no file"):
        print_as_asked(tmp_path, ["index"], "board")


def publication(project) -> None:
    project.add("14-published", "# How do we do?\n\nDuty: information about employees. Source: regulation 4.", "print('counted')")
    page = project.folder / "notebooks" / "14-published.ipynb"
    notebook = nbformat.read(page, 4)
    notebook.metadata["eianalysis"] = {"kind": "publication"}
    nbformat.write(notebook, page)
    project.cycle("publication", "public", "OFFICIAL", 'kind = "publication"')


@pytest.mark.slow
@pytest.mark.browser
def test_a_publication_has_its_pdf_though_nobody_asks(project):
    if not any(map(shutil.which, BROWSERS)):
        pytest.skip("no Chromium or Chrome: no PDF is tried here")
    publication(project)
    code, _, err = project("run", "publication")
    assert code == 0, err
    files = project.files("outputs/publication")
    assert files["pdf/14-published.pdf"].startswith(b"%PDF") and b"pdf/14-published.pdf" in files["about.html"]
    code, out, err = project("verify", "publication", "--rerun")
    assert code == 0 and "the same bytes" in out, err


def test_edge_is_found_where_windows_keeps_it(tmp_path, monkeypatch):
    edge = tmp_path / "x86" / "Microsoft/Edge/Application/msedge.exe"
    edge.parent.mkdir(parents=True)
    edge.touch(mode=0o755)
    monkeypatch.setenv("PROGRAMFILES(X86)", str(tmp_path / "x86"))
    assert str(edge) in usual_places("win32") and any("Google Chrome.app" in place for place in usual_places("darwin"))
    monkeypatch.setattr("eianalysis.report.pdf.usual_places", lambda: usual_places("win32"))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert require_browser() == str(edge)


def test_only_links_within_the_page_are_printed():
    assert OUTWARD.sub(r"\1", '<a class="x" href="06.html">b</a> <a href="#top">t</a>') == '<a class="x">b</a> <a href="#top">t</a>'


def test_everything_folded_is_open_in_the_full_print():
    assert unfolded('<details class="folded"><summary>More</summary></details>') == '<details open class="folded"><summary>More</summary></details>'


@pytest.mark.slow
@pytest.mark.browser
def test_every_page_is_printed_tagged_and_comes_out_the_same_again(project):
    if not any(map(shutil.which, BROWSERS)):
        pytest.skip("no Chromium or Chrome: --pdf is not tried here")
    project.add("06-retention", "# Who leaves?\n\nFew.", "print('counted')")
    code, _, err = project("run", "2023-04", "--pdf", "full")
    assert code == 0, err
    files = project.files()
    pages = {name: body for name, body in files.items() if name.startswith("pdf/")}
    assert sorted(pages) == ["pdf/06-retention.pdf", "pdf/full/06-retention.pdf", "pdf/full/index.pdf", "pdf/index.pdf"]
    for body in pages.values():
        assert body.startswith(b"%PDF") and b"/StructTreeRoot" in body and b"/Lang" in body and b"file:" not in body
    assert b"pdf/06-retention.pdf" in files["about.html"]
    code, out, err = project("verify", "2023-04", "--rerun")
    assert code == 0 and "the same bytes" in out, err


def test_the_leak_scan_reads_links_and_paths_of_a_pdf(tmp_path):
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.4\n/URI (file:///srv/data/x.html) /JavaScript")
    kinds = {kind for _, kind in scan(tmp_path, Forbidden())}
    assert {"an outside address in a PDF", "an active element (in a PDF)"} <= kinds
