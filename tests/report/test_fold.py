"""What stands open on a page, what is folded away, and that nothing is lost."""

from bs4 import BeautifulSoup

from eianalysis.report.fold import EXHIBITS, WORDS, count_words, fold, fold_for_everybody

SVG = '<svg width="700" height="{}"><text>Women</text></svg>'


def figure(number, height=200):
    return (
        f'<div class="outputs"><figure class="ei"><div class="ei-drawn" aria-label="Figure {number}: Women left more">'
        f"{SVG.format(height)}</div><figcaption>c</figcaption></figure></div>"
    )


def table(caption="Officers who left"):
    return f'<div class="outputs"><table><caption>{caption}</caption><tr><td>8 people</td></tr></table></div>'


def findings(*sentences):
    return f'<div class="outputs"><ul class="findings">{"".join(f"<li>{one}</li>" for one in sentences)}</ul></div>'


def section(number, *parts):
    return f'<h2 id="s{number}">Section {number}</h2><p>First. Second.</p>{"".join(parts)}'


def opened(made):
    soup = BeautifulSoup(made, "html.parser")
    for one in soup.find_all("details"):
        one.decompose()
    return str(soup)


def test_words_hold_a_letter_and_stand_open():
    assert (
        count_words(
            "<p>12 of 90 women</p><details><summary>More words</summary>here</details><details open><summary>open</summary></details><style>p {a: b}</style>"
        )
        == 3
    )


def test_a_table_behind_a_figure_is_folded_and_one_alone_stands_open():
    made, _ = fold(section(1, figure(1), table("As figures")) + section(2, table("Alone")))
    assert "Alone" in opened(made) and "As figures" not in opened(made) and "As figures" in made


def test_two_sentences_of_many_and_the_first_of_the_prose_stand_open():
    made, _ = fold(section(1, findings("one.", "two.", "three.", "four.")))
    assert all(word in opened(made) for word in ("one.", "two.", "First.")) and "three." not in opened(made)
    assert "three." in made and "Second." in made and "Second." not in opened(made)


def test_a_finding_that_led_a_list_does_not_lead_the_next():
    """Once page 03 said of ranks, and again of directorates, how many of all officers are from ethnic minorities."""
    made, _ = fold(
        section(1, findings("SYNTHETIC DATA. All.", "Sergeants.", "Inspectors."))
        + section(2, findings("SYNTHETIC DATA. All.", "Local Policing.", "Fraud and Cyber.", "Training."))
        + section(3, findings("Alone."))
    )
    lists = [[item.get_text() for item in each.find_all("li")] for each in BeautifulSoup(made, "html.parser").find_all("ul")]
    assert lists == [
        ["SYNTHETIC DATA. All.", "Sergeants.", "Inspectors."],
        ["SYNTHETIC DATA. Local Policing.", "Fraud and Cyber."],
        ["Training.", "All."],
        ["Alone."],
    ]


def test_at_most_eight_exhibits_stand_open_and_the_rest_is_kept_in_order():
    made, sections = fold("".join(section(number, figure(number, 100)) for number in range(1, 12)))
    assert opened(made).count("<svg") == EXHIBITS and made.count("<svg") == 11
    assert [name for name, _ in sections] == [f"s{number}" for number in range(1, 9)] + ["more-tables"]
    assert made.index("Section 9") < made.index("Section 10") < made.index("Section 11")


def test_a_page_keeps_to_its_words_and_to_its_sheets():
    long = findings(*["word " * 150] * 2)
    made, _ = fold("".join(section(number, long) for number in range(5)))
    assert WORDS - 350 < count_words(made) <= WORDS
    tall, _ = fold("".join(section(number, figure(number, 1500)) for number in range(5)))
    assert opened(tall).count("<svg") == 2


def test_the_answer_of_a_page_stands_whole_and_first():
    made, _ = fold('<p>Few people leave. It is small.</p><div class="outputs"><p class="lead">One. Two. Three.</p></div>' + section(1, figure(1)))
    assert opened(made).startswith('<p class="lead">One. Two. Three.</p><p>Few people leave.</p>') and "It is small." not in opened(made)


def test_how_to_read_a_drawing_is_said_once_a_page():
    caption = "<figcaption><p>SYNTHETIC DATA. Women {}. Dots: ratios.</p><p>Source: a.csv.</p></figcaption>"
    made, _ = fold("".join(f'<div class="outputs"><figure>{SVG.format(9)}{caption.format(word)}</figure></div>' for word in ("left", "stayed")))
    assert made.count("Dots: ratios.") == 1 and made.count("Source") == 1 and made.count("SYNTHETIC DATA.") == 2
    assert "Women left." in made and "Women stayed." in made


def test_a_drawing_comes_back_as_it_was_with_its_capitals():
    drawing = '<svg viewBox="0 0 1 1" height="9"><clipPath id="a"/></svg>'
    made, _ = fold(f'<div class="outputs"><figure>{drawing}</figure></div>')
    assert drawing in made


def test_a_heading_with_nothing_under_it_is_left_out():
    made, named = fold('<h2 id="a">Seen</h2><h3 id="b">Part</h3><p>Words.</p><h2 id="c">Saved</h2><div class="outputs"></div>')
    assert "Seen" in made and "Part" in made and "Saved" not in made and [title for _, title in named] == ["Seen"]


def test_a_section_of_sentences_alone_keeps_to_the_budget_too():
    lead = f'<div class="outputs"><ul class="findings lead"><li>{"word " * 400}</li></ul></div>'
    made, named = fold("".join(f'<h2 id="s{n}">Section {n}</h2><p>First.</p>{lead}' for n in range(4)))
    assert count_words(made) <= WORDS and [title for _, title in named] == ["Section 0", "Section 1", "More tables and figures"]


def test_a_drawing_comes_back_as_it_was_on_a_page_for_everybody_too():
    drawn = figure(1).replace("<svg ", '<svg viewBox="0 0 7 7" ')
    assert 'viewBox="0 0 7 7"' in fold_for_everybody(section(1, drawn))[0]


def test_data_that_are_wanting_are_asked_for_once_a_page():
    def wanting(what, items):
        said = f"Leaving. [x] not available: needs file {what} (the table is absent); would evidence items {items}"
        return f'<div class="outputs"><div class="not-available"><p><strong>Leaving</strong></p><p>{said}</p></div></div>'

    made, _ = fold("<h2 id='a'>A</h2>" + wanting("leavers", "A-1") + wanting("leavers", "B-2") + wanting("joiners", "A-1"))
    assert made.count("needs file leavers") == 1 and made.count("needs file joiners") == 1
    assert made.count("Leaving. [x] not available: as above.") == 1
