"""The page of the codebook needs nothing beside it: read without scripts, searched, in two languages, on a phone."""

import hashlib
import re
from base64 import b64encode
from pathlib import Path

import pytest
from markupsafe import escape
from playwright.sync_api import Browser, Page, expect

from kartlegg.codebook.entries import Codebook
from kartlegg.codebook.to_html import broken, link_codes, to_html
from tests.browser.check_site import Watch, check_page
from tests.codebook.lamps import LONG, lamps_codebook, write_lamps


@pytest.fixture(scope="module")
def codebook(tmp_path_factory: pytest.TempPathFactory) -> Codebook:
    return lamps_codebook(write_lamps(tmp_path_factory.mktemp("lamps")))


@pytest.fixture(scope="module")
def content(codebook: Codebook) -> str:
    return to_html(codebook, synthetic=True).decode()


@pytest.fixture(scope="module")
def address(content: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "codebook.html"
    path.write_text(content, encoding="utf-8")
    return path.as_uri()


def test_the_page_is_whole_in_itself_and_the_same_every_time(content: str, codebook: Codebook) -> None:
    assert to_html(codebook, synthetic=True).decode() == content
    assert set(re.findall(r"url\(\"?([a-z]+:)", content)) == {"data:"}
    assert not re.search(r'(?:src|href)="(?!#)', content)


def test_only_its_own_script_may_run(content: str) -> None:
    (script,) = re.findall(r"<script>(.*?)</script>", content, re.DOTALL)
    digest = b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in content


def test_each_variable_and_question_has_its_place(content: str, codebook: Codebook) -> None:
    places = re.findall(r'\bid="([^"]+)"', content)
    assert len(set(places)) == len(places)
    assert {variable.code for variable in codebook.variables} <= set(places)
    assert {f"q-{question.code}" for question in codebook.questions} <= set(places)
    assert {link[1:] for link in re.findall(r'href="(#[^"]+)"', content)} <= set(places)


def test_words_of_the_form_are_no_markup(content: str) -> None:
    assert str(escape("Alle netter & helger <teller>.")) in content
    assert "<teller>" not in content


def test_a_long_code_breaks_between_its_words_alone() -> None:
    assert broken("night_<watch") == "<code>night_<wbr>&lt;watch</code>"


def test_a_rule_leads_to_its_variables() -> None:
    told = link_codes("night is yes and last.lamps > 3 and a <= 2", {"night": "", "lamps": ""})
    assert told == '<a href="#night">night</a> is yes and last.lamps &gt; 3 and a &lt;= 2'


@pytest.mark.browser
def test_the_page_is_usable_and_tidy_in_every_look(page: Page, address: str) -> None:
    watch = Watch(address).over(page)
    assert check_page(page, address, [(360, "light"), (1280, "dark")]) + watch.faults == []


@pytest.mark.browser
def test_search_leaves_the_questions_that_have_the_words(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("searchbox").fill("STIGE kva")
    expect(page.locator("article:visible")).to_have_count(1)
    expect(page.locator("article:visible")).to_have_attribute("id", "q-tools")
    expect(page.get_by_role("status")).to_contain_text("Treff i 1 av")
    page.get_by_role("searchbox").fill("finnes ikke her")
    expect(page.locator("article:visible")).to_have_count(0)


@pytest.mark.browser
def test_a_link_to_what_the_search_hid_shows_it(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("searchbox").fill("stige")
    page.evaluate(f"location.hash = '{LONG}_quay'")
    expect(page.locator(f"[id='{LONG}_quay']")).to_be_in_viewport()


@pytest.mark.browser
def test_the_language_of_the_page_is_chosen(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.get_by_role("heading", name="Har dere vakt om natten?")).to_be_visible()
    page.get_by_role("radio", name="English").check()
    expect(page.get_by_role("heading", name="Do you keep watch at night?")).to_be_visible()
    expect(page.get_by_role("heading", name="Har dere vakt om natten?")).to_have_count(0)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_title("Codebook of The lamps – The lamps")
    expect(page.locator("#q-night .nynorsk[lang=nn]")).to_have_text("Har de vakt om natta?")


@pytest.mark.browser
def test_without_scripts_the_page_can_be_read_and_the_language_chosen(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_role("heading", name="Har dere vakt om natten?")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_have_count(0)
    page.get_by_role("radio", name="English").check()
    expect(page.get_by_role("heading", name="Do you keep watch at night?")).to_be_visible()
    context.close()


@pytest.mark.browser
def test_on_paper_the_tools_are_gone(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(address)
    page.emulate_media(media="print")
    expect(page.locator(".top")).to_be_hidden()
    expect(page.locator(".contents")).to_be_hidden()
    expect(page.get_by_role("heading", name="Har dere vakt om natten?")).to_be_visible()
    assert page.pdf(path=tmp_path / "page.pdf").startswith(b"%PDF")
