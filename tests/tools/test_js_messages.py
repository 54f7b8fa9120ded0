"""Every text in a script is found, however deep in a template it stands."""

from __future__ import annotations

from tools.js_messages import messages


def found(source: str) -> list[tuple[int, tuple[str | None, ...]]]:
    """Return (line, texts) of each message."""
    return [(line, texts) for line, _, texts, _ in messages(source)]


def test_a_text_and_a_plural_are_found_with_their_line() -> None:
    assert found('a;\nt("Send");\ntn("{n} idea", "{n} ideas", n);\n') == [
        (2, ("Send",)),
        (3, ("{n} idea", "{n} ideas")),
    ]


def test_texts_in_nested_templates_are_found_and_loose_apostrophes_do_no_harm() -> None:
    source = """
    const board = html`<p title=${t("Title")}>it's ${ready && html`<b>don't ${t('Inner', { n: 1 })}</b>`}
      ${items.map((item) => html`<li>${tn("one", "many", item.n)} `+"`"+`</li>`)} ${{ a: t("In an object") }}</p>`;
    t("Afterwards");
    """.replace('`+"`"+`', "\\`")
    assert [texts for _, texts in found(source)] == [
        ("Title",),
        ("Inner",),
        ("one", "many"),
        ("In an object",),
        ("Afterwards",),
    ]


def test_regular_expressions_divisions_and_comments_do_not_hide_texts() -> None:
    source = 'const a = /["\'`/]/.test(x) ? b / c : 1 / 2; // t("Not this")\n/* t("Nor this") */ t("This");\n'
    assert found(source) == [(2, ("This",))]


def test_texts_added_up_over_lines_become_one_and_escapes_are_understood() -> None:
    assert found('t(\n  "One " +\n  "text.",\n);\nt("A \\"word\\"");\nt(`plain`);') == [
        (1, ("One text.",)),
        (5, ('A "word"',)),
        (6, ("plain",)),
    ]


def test_other_functions_methods_and_variables_are_left_alone() -> None:
    assert (
        found('at("x"); a.t("x"); t(name); function t(text) {} import { t } from "x"; t(`a ${b}`); t("a" + b);') == []
    )
