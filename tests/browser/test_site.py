"""The web edition in the hands of a reader: mouse, keyboard, phone, without scripts, from a disk."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.check_site import Watch, check_page, check_site, served, wait_for

WORDS = "cells => cells.map(cell => cell.textContent.replace(/ \\d{4}$|[iub]$/, '').trim())"
pytestmark = pytest.mark.browser


def column(page: Page, table: str, number: int) -> list[str]:
    """The words of one column of a table, top to bottom, without marks."""
    cells = page.locator(f"[id='{table}'] tbody tr:not([hidden]) > :nth-child({number + 1})")
    texts: list[str] = cells.evaluate_all(WORDS)
    return texts


def search_field(page: Page) -> Locator:
    return page.get_by_role("combobox", name=re.compile("Søk i rapporten|Search the report"))


def test_every_page_is_usable_tidy_alone_and_can_be_reached_in_both_languages(page: Page, site: str) -> None:
    # The real release is held to two further looks: see test_release_site.
    pages, faults = check_site(page, f"{site}index.html", (360, "light"))
    faults += check_page(page, f"{site}nasjonale-tall/index.html", [(1280, "dark")])
    assert faults == []
    paths = {url.removeprefix(site) for url in pages}
    plain = {path for path in paths if not path.startswith("en/")}
    assert {f"en/{path}" for path in plain} == paths - plain
    assert len(plain) == 5


def test_a_table_is_sorted_by_its_heads_and_the_total_stays_last(page: Page, site: str) -> None:
    page.goto(f"{site}fylker/")
    before = column(page, "tabell-5.4", 1)
    head = page.locator("[id='tabell-5.4'] th[data-sorts='1']")
    button = head.get_by_role("button", name="Barn og unge")
    button.focus()
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")
    down = [int(text) for text in column(page, "tabell-5.4", 1)]
    assert down[:-1] == sorted(down[:-1], reverse=True)
    assert column(page, "tabell-5.4", 0)[-1] == "Totalt"
    expect(page.locator("#toast")).to_have_text("Barn og unge: sortert synkende")
    button.click()
    up = [int(text) for text in column(page, "tabell-5.4", 1)]
    assert up[:-1] == sorted(up[:-1])
    button.click()
    expect(head).to_have_attribute("aria-sort", "none")
    assert column(page, "tabell-5.4", 1) == before


def test_words_and_signed_numbers_are_sorted_as_what_they_are(page: Page, site: str) -> None:
    page.goto(f"{site}nasjonale-tall/")
    page.locator("[id='tabell-4.5'] th[data-sorts='0'] button").click()
    assert column(page, "tabell-4.5", 0)[0] == "Aktivitetssenter/dagsenter"
    page.locator("[id='tabell-4.5'] th[data-sorts='13'] button").click()
    signs = [text[0] for text in column(page, "tabell-4.5", 13)]
    assert signs == ["+"] * 3 + ["\u2212"] * 3 + ["+"]
    page.locator("[id='tabell-4.5'] th[data-sorts='2'] button").click()
    assert column(page, "tabell-4.5", 2)[-2:] == [".", "9\u00a0252"]


def test_the_filter_finds_rows_whatever_the_letters(page: Page, site: str) -> None:
    page.goto(f"{site}vedlegg-d/")
    field = page.get_by_role("searchbox", name="Finn rad i tabell D")
    field.fill("PÅ vestsida  1107".replace("  ", " "))
    assert column(page, "tabell-D", 0) == ["Kommune 006 på vestsida"]
    expect(page.get_by_text("1 av 60 rader")).to_be_visible()
    field.fill("kommune 01")
    assert len(column(page, "tabell-D", 0)) == 10
    field.fill("")
    assert len(column(page, "tabell-D", 0)) == 60


def test_search_finds_a_municipality_by_keyboard_alone_and_lights_its_row(page: Page, site: str) -> None:
    page.goto(site)
    field = search_field(page)
    for _ in range(20):
        page.keyboard.press("Tab")
        if field.evaluate("field => field === document.activeElement"):
            break
    expect(field).to_be_focused()
    page.keyboard.type("kommune 042")
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    chosen = page.locator(f"[id='{field.get_attribute('aria-activedescendant')}']")
    expect(chosen).to_have_attribute("aria-selected", "true")
    expect(chosen).to_contain_text("Kommune 042 på vestsida")
    expect(chosen).to_contain_text("Tabell D")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}vedlegg-d/#tabell-D-1143")
    row = page.locator("[id='tabell-D-1143']")
    expect(row).to_be_in_viewport(ratio=1)
    plain = page.locator("[id='tabell-D-1142'] td").first
    colour = "cell => getComputedStyle(cell).backgroundColor"
    assert row.locator("td").first.evaluate(colour) != plain.evaluate(colour)


@pytest.mark.parametrize(
    ("typed", "kind", "goal"),
    [
        ("4.5", "Tabell", "nasjonale-tall/#tabell-4.5"),
        ("tabell 4.5", "Tabell", "nasjonale-tall/#tabell-4.5"),
        ("figur 5.6", "Figur", "fylker/#figur-5.6"),
        ("dagsenter", "Rad", "nasjonale-tall/#tabell-4.5-daycentre"),
        ("arsverk per 10 000", "Kolonne", "fylker/#tabell-5.4"),
        ("forlop", "Avsnitt", "nasjonale-tall/#forlop"),
        ("rangere", "Tekst", "nasjonale-tall/#arsverk-fordelt-pa-tjenester"),
    ],
)
def test_search_finds_numbers_categories_headings_and_prose(
    page: Page, site: str, typed: str, kind: str, goal: str
) -> None:
    page.goto(f"{site}tabeller/")
    search_field(page).fill(typed)
    hit = page.get_by_role("option").filter(has=page.locator(".hit-kind", has_text=kind)).first
    expect(hit).to_be_visible()
    hit.click()
    page.wait_for_url(site + goal)


def test_the_list_of_hits_opens_closes_and_goes_round(page: Page, site: str) -> None:
    page.goto(f"{site}en/")
    field = search_field(page)
    field.fill("housing")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    field.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("housing")
    field.press("Escape")
    expect(field).to_have_value("")
    field.fill("xyzzy")
    expect(page.get_by_text("No results")).to_be_visible()


def test_a_hit_on_the_open_page_is_shown_even_where_a_filter_hid_it(page: Page, site: str) -> None:
    page.goto(f"{site}vedlegg-d/")
    page.get_by_role("searchbox", name="Finn rad i tabell D").fill("kommune 01")
    search_field(page).fill("kommune 055")
    page.get_by_role("option").first.click()
    expect(page.locator("[id='tabell-D-1156']")).to_be_in_viewport(ratio=1)
    expect(page.locator("[id='tabell-D-frame'] thead")).to_be_in_viewport(ratio=1)


def test_the_language_switch_leads_to_the_same_place(page: Page, site: str) -> None:
    page.goto(f"{site}nasjonale-tall/#figur-4.2")
    page.get_by_role("link", name="English").click()
    page.wait_for_url(f"{site}en/nasjonale-tall/#figur-4.2")
    expect(page.locator("[id='figur-6.1'] .title")).to_contain_text("The distribution is stable")
    page.evaluate("document.getElementById('tabell-4.5').scrollIntoView()")
    page.get_by_role("link", name="Norsk").click()
    page.wait_for_url(f"{site}nasjonale-tall/#tabell-4.5")


def test_the_map_is_switched_and_finds_a_municipality(page: Page, site: str) -> None:
    page.goto(f"{site}fylker/")
    figure = page.locator("[id='figur-5.6']")
    field = figure.get_by_role("combobox", name="Finn på kartet")
    field.fill("kommune 012")
    field.press("Enter")
    ring = figure.locator(".ring")
    expect(ring).to_be_in_viewport()
    expect(ring).to_contain_text("Kommune 012 på vestsida")
    mark = figure.locator("[data-tip^='Kommune 012']").first.bounding_box()
    round_it = ring.bounding_box()
    assert mark is not None
    assert round_it is not None
    assert abs(mark["x"] + mark["width"] / 2 - round_it["x"] - round_it["width"] / 2) < 1.5
    field.fill("")
    expect(ring).to_have_count(0)
    figure.get_by_role("radio", name="Kommuner").focus()
    page.keyboard.press("ArrowRight")
    expect(figure.locator(".title", has_text="Flest årsverk i nord")).to_be_visible()
    expect(figure.locator(".title", has_text="Små kommuner har flest")).to_be_hidden()


def test_marks_tell_their_numbers_to_mouse_touch_and_keyboard(page: Page, site: str, browser: Browser) -> None:
    page.goto(f"{site}nasjonale-tall/")
    figure = page.locator("[id='figur-4.1']")
    figure.scroll_into_view_if_needed()
    marks = figure.locator("[data-tip]")
    told = marks.first.get_attribute("data-tip")
    assert told is not None
    marks.first.hover()
    expect(page.locator(".tip")).to_have_text(told)
    page.mouse.move(0, 0)
    expect(page.locator(".tip")).to_be_hidden()
    drawing = figure.locator(".drawing")
    drawing.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".tip")).to_have_text(told)
    page.keyboard.press("End")
    expect(page.locator(".tip")).to_have_text(marks.last.get_attribute("data-tip") or "nothing")
    expect(figure.get_by_role("status")).to_have_text(marks.last.get_attribute("data-tip") or "nothing")
    page.keyboard.press("Escape")
    expect(page.locator(".tip")).to_be_hidden()
    phone = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True)
    touched = phone.new_page()
    touched.goto(f"{site}nasjonale-tall/#figur-4.1")
    touched.locator("[id='figur-4.1'] [data-tip]").first.tap()
    expect(touched.locator(".tip")).to_have_text(told)
    phone.close()


def test_files_of_tables_and_figures_can_be_taken_home(page: Page, site: str, tmp_path: Path) -> None:
    page.goto(f"{site}nasjonale-tall/")
    for link in ("CSV Tabell 4.5", "Excel Tabell 4.5", "SVG Figur 4.2", "PNG Figur 4.2", "CSV Figur 4.2"):
        with page.expect_download() as taken:
            page.get_by_role("link", name=link, exact=True).click()
        taken.value.save_as(tmp_path / taken.value.suggested_filename)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "figur-4.2.csv",
        "figur-4.2.png",
        "figur-4.2.svg",
        "tabell-4.5.csv",
        "tabell-4.5.xlsx",
    ]
    assert all(path.stat().st_size > 300 for path in tmp_path.iterdir())


def test_colours_are_chosen_and_remembered(page: Page, site: str) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    page.emulate_media(color_scheme="light")
    page.goto(site)
    light = page.evaluate(ground)
    page.get_by_role("radio", name="Mørkt").check()
    dark = page.evaluate(ground)
    assert dark != light
    page.goto(f"{site}fylker/")
    assert page.evaluate(ground) == dark
    expect(page.get_by_role("radio", name="Mørkt")).to_be_checked()
    bars = page.locator("[id='figur-5.2'] text").first
    assert bars.evaluate("text => getComputedStyle(text).fill") != bars.get_attribute("fill")
    page.get_by_role("radio", name="Som enheten").check()
    assert page.evaluate(ground) == light
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(ground) == dark


def test_a_link_to_a_table_is_copied(page: Page, site: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site}nasjonale-tall/index.html")
    page.get_by_role("link", name="Tabell 4.5", exact=True).click()
    expect(page.locator("#toast")).to_have_text("Lenken er kopiert")
    assert page.evaluate("navigator.clipboard.readText()") == f"{site}nasjonale-tall/#tabell-4.5"


def test_contents_open_on_a_phone_and_stand_beside_the_text_on_a_wide_page(page: Page, site: str) -> None:
    page.goto(f"{site}nasjonale-tall/")
    contents = page.get_by_role("navigation", name="Innhold")
    page.mouse.wheel(0, 2_000)
    expect(contents).to_be_in_viewport()
    page.set_viewport_size({"width": 360, "height": 740})
    expect(contents).to_be_hidden()
    button = page.get_by_role("button", name="Innhold")
    expect(button).to_be_in_viewport()
    button.click()
    expect(contents).to_be_visible()
    contents.get_by_role("link", name="Årsverk etter fylke").click()
    page.wait_for_url(f"{site}fylker/index.html".replace("index.html", ""))


def test_the_first_stop_skips_to_the_content(page: Page, site: str) -> None:
    page.goto(f"{site}fylker/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Hopp til innholdet")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#innhold")).to_be_focused()


def test_the_first_column_stays_when_a_table_is_scrolled_on_a_phone(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site}nasjonale-tall/#tabell-4.5")
    frame = page.locator("[id='tabell-4.5-frame']")
    frame.focus()
    frame.evaluate("frame => { frame.scrollLeft = 400; }")
    label = frame.locator("tbody th").first.bounding_box()
    caption = frame.locator("caption .words").bounding_box()
    assert label is not None
    assert caption is not None
    assert label["x"] == pytest.approx(16, abs=1)
    assert caption["x"] == pytest.approx(16, abs=1)


def test_without_scripts_everything_can_still_be_read(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{site}fylker/index.html")
    expect(page.get_by_role("combobox")).to_have_count(0)
    page.locator("label", has_text="Fylker").click()
    expect(page.locator(".title", has_text="Flest årsverk i nord")).to_be_visible()
    page.locator("header").get_by_role("link", name="Tabeller og figurer").click()
    page.wait_for_url(f"{site}tabeller/index.html")
    context.close()


def test_the_site_works_from_a_disk(page: Page, sample_site: Path) -> None:
    root = sample_site.as_uri() + "/"
    watch = Watch(root).over(page)
    page.goto(f"{root}index.html")
    search_field(page).fill("kommune 042")
    page.get_by_role("option").first.click()
    page.wait_for_url(f"{root}vedlegg-d/index.html#tabell-D-1143")
    page.get_by_role("link", name="English").click()
    page.wait_for_url(f"{root}en/vedlegg-d/index.html#tabell-D-1143")
    loaded = "document.fonts.ready.then(fonts => [...fonts].filter(face => face.status === 'loaded').length)"
    wait_for(lambda: page.evaluate(loaded) >= 2)
    assert watch.faults == []


def test_paper_shows_whole_tables_and_no_tools(page: Page, site: str) -> None:
    page.goto(f"{site}vedlegg-d/")
    page.emulate_media(media="print")
    expect(page.locator(".top")).to_be_hidden()
    expect(page.locator(".filter")).to_be_hidden()
    frame = page.locator("[id='tabell-D-frame']")
    assert frame.evaluate("frame => frame.scrollHeight - frame.clientHeight") <= 1


def test_what_is_wrong_with_a_site_is_told(page: Page, tmp_path: Path) -> None:
    cells = "<td>plain</td><td>plain</td><td style='color:#bbb'>pale</td>"
    wrong = f'<img src="gone.png"><p style="inline-size:2000px">x</p><table><tr>{cells}</tr></table>'
    (tmp_path / "wrong").mkdir()
    html = f"<html><title>x</title><body>{wrong}</body></html>"
    (tmp_path / "wrong" / "index.html").write_text(html, encoding="utf-8")
    with served(tmp_path / "wrong") as address:
        faults = "\n".join(check_site(page, f"{address}index.html", (360, "light"))[1])
    for part in ("scrolls sideways", "html-has-lang", "image-alt", "color-contrast", "td:nth-child(3)", "404: "):
        assert part in faults
