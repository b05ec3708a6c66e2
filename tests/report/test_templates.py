"""Templates: filled in alike whether compiled anew or kept."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pytest
from jinja2.sandbox import SandboxedEnvironment

from kartlegg.errors import DefinitionError
from kartlegg.report.templates import Templates, Told

PATH = Path("report/07_staff.md")
TEXT = "I {{ year }} er {{ who }} {% if many %}mange{% else %}få{% endif %}.\n"
NAMES = {"year": 1234, "who": "de", "many": True}


class Kept(dict[tuple[object, ...], Mapping[str, bytes]]):
    """Keeps files in memory."""

    def __call__(self, made_from: tuple[object, ...], make: Callable[[], Mapping[str, bytes]]) -> Mapping[str, bytes]:
        if made_from not in self:
            self[made_from] = make()
        return self[made_from]


def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Write down what Jinja compiles from here on."""
    told: list[str] = []
    generate = SandboxedEnvironment._generate

    def counted(self: SandboxedEnvironment, source: object, *rest: object, **named: object) -> str:
        told.append("compiled")
        return generate(self, source, *rest, **named)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(SandboxedEnvironment, "_generate", counted)
    return told


def test_a_kept_template_is_not_compiled_again(monkeypatch: pytest.MonkeyPatch) -> None:
    told, kept = compiled(monkeypatch), Kept()
    for _ in range(3):
        assert Templates(kept).render(TEXT, NAMES, PATH) == "I 1234 er de mange.\n"
    assert len(told) == 1
    assert Templates(kept).render(f"{TEXT} ", NAMES, PATH) == "I 1234 er de mange.\n "
    assert len(told) == 2, "another text is another template"


def test_who_is_not_told_of_a_look_up_is_kept_apart() -> None:
    kept, names = Kept(), {"few": lambda: "få", "many": lambda: "mange"}
    for silent, told in ((), "<få> og <mange>"), (("few",), "få og <mange>"), (("many",), "<få> og mange"):
        marked = Told(lambda _, found: f"<{found}>", frozenset(silent))
        for _ in range(2):
            assert Templates(kept).render("{{ few() }} og {{ many() }}", names, PATH, told=marked) == told


def test_what_is_found_in_texts_is_found_once_and_kept_by_the_rule() -> None:
    kept, read = Kept(), list[str]()

    def lengths(text: str) -> list[int]:
        read.append(text)
        return [len(text)]

    for _ in range(2):
        assert Templates(kept).found_in("lengths", ("en", "tre"), lengths) == {"en": [2], "tre": [3]}
    assert read == ["en", "tre"]
    assert Templates(kept).found_in("other", ("en",), lambda text: [text]) == {"en": ["en"]}


def test_without_a_folder_templates_are_kept_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    told = compiled(monkeypatch)
    templates = Templates()
    for many in (True, False, True):
        templates.render(TEXT, {**NAMES, "many": many}, PATH)
    assert len(told) == 1


def test_a_kept_template_tells_its_line_too() -> None:
    text, kept = "Første linje.\n\n{{ missing }}\n", Kept()
    for _ in range(2):
        with pytest.raises(DefinitionError, match=r"07_staff\.md:3: .*'missing' is undefined"):
            Templates(kept).render(text, NAMES, PATH)


def test_templates_that_are_expected_are_kept_together(monkeypatch: pytest.MonkeyPatch) -> None:
    told, kept = compiled(monkeypatch), Kept()
    for _ in range(2):
        templates = Templates(kept)
        templates.expect([TEXT, "{{ year }}", TEXT])
        assert templates.render(TEXT, NAMES, PATH) == "I 1234 er de mange.\n"
        assert templates.render("{{ year }}", NAMES, PATH) == "1234"
    assert (len(told), len(kept)) == (2, 1)


def test_braces_that_do_not_fit_are_told_where_they_are_filled_in() -> None:
    templates = Templates(Kept())
    templates.expect([TEXT, "{{ year"])
    assert templates.render(TEXT, NAMES, PATH) == "I 1234 er de mange.\n"
    with pytest.raises(DefinitionError, match=r"07_staff\.md:1: "):
        templates.render("{{ year", NAMES, PATH)


@pytest.mark.parametrize("tag", ["{% print year %}", "{%- print year, who %}"])
def test_a_print_statement_is_refused_with_its_line(tag: str) -> None:
    text = f"I {{{{ year }}}}\n\n{tag}\n"
    templates = Templates()
    told = Told(lambda written, found: str(found))
    for render in (templates.render, partial(templates.render, told=told)):
        with pytest.raises(DefinitionError, match=r"07_staff\.md:3: \[wrong-template\] found `{% print"):
            render(text, NAMES, PATH)
    with pytest.raises(DefinitionError, match=r"07_staff\.md:3: "):
        templates.parse(text, PATH)
    assert templates.render("{{ print }}", {"print": "ja"}, PATH) == "ja"
