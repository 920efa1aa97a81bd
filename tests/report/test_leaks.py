"""The last look: each planted leak is found, named by file and kind, and never repeated; a clean pack passes."""

import json
from pathlib import Path

import pytest

from eianalysis.errors import DisclosureError
from eianalysis.report.leaks import Forbidden, require_clean, scan
from eianalysis.report.scrub import escaped

PAGE = "<!doctype html><html lang='en-GB'><head><title>t</title></head><body>{}</body></html>"
FORBIDDEN = Forbidden.of({"P00123", "CLP/2023/0042", "1402", "7654321", "smith, jane"}, [])


def found(tmp_path, name, content):
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return {kind for _, kind in scan(tmp_path, FORBIDDEN)}


PERSON = "the reference of a person or a case"


@pytest.mark.parametrize(
    "content, kind",
    [
        ("<p>Officer P00123 left.</p>", PERSON),
        ("<p>officer p00123</p>", PERSON),
        ("<p>case CLP/2023/0042</p>", PERSON),
        ("<svg><text>P00123</text></svg>", PERSON),
        ("<img src='data:,' alt='Bar of P00123'>", PERSON),
        ("<p data-x='P00123'>x</p>", PERSON),
        ("<!-- P00123 -->", PERSON),
        ("<p>P&#48;0123</p>", PERSON),
        ("<p>Smith, Jane</p>", PERSON),
        ("<p>Officer P 00123</p>", PERSON),
        ("<p>Officer p-00123</p>", PERSON),
        ("<p>P.00123</p>", PERSON),
        ("<p>P&nbsp;00123</p>", PERSON),
        ("<p>P – 00123</p>", PERSON),
        ("<p>P&shy;001&#8203;23</p>", PERSON),
        ("<p>\uff30\uff10\uff10\uff11\uff12\uff13</p>", PERSON),
        ("<p>P<b>00123</b></p>", PERSON),
        ("<svg><text><tspan>P001</tspan><tspan>23</tspan></text></svg>", PERSON),
        ("<svg><title>P 00123</title></svg>", PERSON),
        ("<img src='data:,' alt='Bar of P-00123'>", PERSON),
        ("<div role='img' aria-label='Bar of p 00123'></div>", PERSON),
        ("<p>CLP 2023 0042</p>", PERSON),
        ("<p>clp20230042</p>", PERSON),
        ("<p>number 765 4321</p>", PERSON),
        ("<p>number 7654321</p>", PERSON),
        ("<p>/home/ann/data/leavers.csv</p>", "a path of this machine"),
        ("<p>C:\\Users\\ann</p>", "a path of this machine"),
        ("<script>1</script>", "an active element (script)"),
        ("<iframe></iframe>", "an active element (iframe)"),
        ("<p onclick='x()'>x</p>", "a script in an attribute"),
        ("<a href='javascript:x()'>x</a>", "a script in an attribute"),
        ("<img alt='a' src='https://example.org/x.png'>", "an outside address in src"),
        ("<a href='http://example.org'>x</a>", "an outside address in href"),
        ("<link rel=stylesheet href='//cdn.example.org/x.css'>", "an outside address in href"),
        ("<style>p { background: url(https://example.org/x) }</style>", "an outside address in a style"),
        ("<style>@import 'x.css'</style>", "an outside address in a style"),
        ("<p style='background: url(//example.org)'>x</p>", "an outside address in a style"),
        ("<p>ann.smith@cityoflondon.example</p>", "an e-mail address"),
        ("<p>Ring 020 7946 0123.</p>", "a telephone number"),
        ("<p>Ring +44 20 7946 0123.</p>", "a telephone number"),
        ("<p>07700 900123</p>", "a telephone number"),
        ("<p>01632960001</p>", "a telephone number"),
        ("<pre>Traceback (most recent call last):</pre>", "a traceback"),
        ("<img src='data:,'>", "a picture without a text alternative"),
        ("<img alt='No description has been provided for this image' src='data:,'>", "a text alternative that says nothing"),
    ],
)
def test_a_leak_in_a_page_is_found(tmp_path, content, kind):
    assert kind in found(tmp_path, "page.html", PAGE.format(content))


@pytest.mark.parametrize(
    "content",
    [
        "<p>1,402 people, 1402 in all; 0.1234567 and 12.7654321; a ratio of 1.1 (0.5 to 2.2).</p>",
        "<svg viewBox='0 0 9 9'><path d='M 0 7654321 L 020 79460123 01632960001'/><text>0</text><text>10</text></svg>",
        "<p>P 00124, P 0012, AP 00123, P 001234, P; 00123, p</p><p>00123</p>",
        "<p>765,432,1 and 765-4321 and 7.654321 of 765.4321</p><table><tr><td>765</td><td>4321</td></tr></table>",
        "<p>sha256 ab12cd34ef56</p><a href='06-retention.html#rates'>Rates</a><link rel='icon' href='data:,'>",
        "<p>Jane Smith-Jones</p><p>and/or/home rule; 2022-23; 31 March 2023; @ the station</p>",
    ],
)
def test_what_is_no_leak_passes(tmp_path, content):
    assert found(tmp_path, "page.html", PAGE.format(content)) == set()


@pytest.mark.parametrize(
    "name, content, kind",
    [
        ("tables/a.csv", "group,numerator,status\nP00123,5,shown\n", PERSON),
        ("tables/a.csv", "group,numerator,status\nFemale,3,hidden\n", "a figure in a hidden row"),
        ("tables/a.csv", "group,rate,status\nFemale,0.1,hidden_to_protect\n", "a figure in a hidden row"),
        ("tables/a.json", json.dumps({"note": "P00123"}), PERSON),
        ("tables/a.json", json.dumps({"P00123": 1}), PERSON),
        ("tables/a.csv", "group,numerator,status\nP 00123,5,shown\n", PERSON),
        ("tables/a.json", json.dumps({"note": "see p-00123"}), PERSON),
        ("P-00123.html", PAGE, PERSON),
        ("tables/a.json", json.dumps({"note": "ann@example.org"}), "an e-mail address"),
        ("P00123.html", PAGE, PERSON),
        ("tables/data.parquet", "x", "a kind of file that a pack does not hold"),
    ],
)
def test_a_leak_in_a_table_or_a_file_name_is_found(tmp_path, name, content, kind):
    assert kind in found(tmp_path, name, content)


@pytest.mark.parametrize(
    "output, kind",
    [
        ({"output_type": "error", "ename": "KeyError", "evalue": "x", "traceback": []}, "a traceback"),
        ({"output_type": "stream", "name": "stderr", "text": ["about P00123\n"]}, PERSON),
        ({"output_type": "display_data", "metadata": {}, "data": {"text/html": "<script>x</script>"}}, "an active element (script)"),
        ({"output_type": "display_data", "metadata": {}, "data": {"text/plain": ["P00123"]}}, PERSON),
        ({"output_type": "display_data", "metadata": {}, "data": {"application/x+json": {"alt": "P00123"}}}, PERSON),
    ],
)
def test_a_leak_in_an_executed_notebook_is_found(tmp_path, output, kind):
    notebook = {"metadata": {}, "cells": [{"cell_type": "code", "source": "1", "outputs": [output]}]}
    assert kind in found(tmp_path, "notebooks/06.ipynb", json.dumps(notebook))


def test_folders_of_this_machine_are_found_wherever_they_are(tmp_path):
    secret = Path("/srv/zoë/where")
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "a.json").write_text(json.dumps({"file": f"{secret}/leavers.csv"}), encoding="utf-8")
    (pack / "b.json").write_text(json.dumps({"source": f'data_dir = "{escaped(str(secret))}"'}), encoding="utf-8")
    assert {(name, "a path of this machine") for name in ("a.json", "b.json")} <= set(scan(pack, Forbidden.of([], [secret])))


def test_the_error_names_file_and_kind_and_never_the_value(tmp_path):
    (tmp_path / "page.html").write_text(PAGE.format("<p>P00123 ann@example.org 020 7946 0123</p>"))
    with pytest.raises(DisclosureError) as caught:
        require_clean(tmp_path, FORBIDDEN)
    said = str(caught.value)
    assert "page.html: the reference of a person or a case" in said and "page.html: an e-mail address" in said
    assert "P00123" not in said and "ann@" not in said and "7946" not in said
    assert caught.value.exit_code == 4
