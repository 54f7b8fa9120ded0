"""Sentences that every format of an agenda prints the same."""

from __future__ import annotations

from charrette.agendas.export.values import AgendaDocument, FrameworkPart, Topic, Trit
from charrette.agendas.lists import TritsPart
from charrette.exports.phrases import capital
from charrette.exports.words import Words

PARTS = tuple(TritsPart)


def agenda_title(document: AgendaDocument, words: Words) -> str:
    """Return the name the document goes by: ``Area agenda Noordscheschut``."""
    return words.gettext("Area agenda %(area)s") % {"area": document.area_name}


def years_line(document: AgendaDocument, words: Words) -> str:
    """Return the period of the agenda, or that there is none yet."""
    if document.years is None:
        return words.gettext("period not agreed yet")
    return f"{document.years[0]}–{document.years[1]}"


def facts_line(document: AgendaDocument, words: Words) -> str:
    """Return kind of area, period and state on one line."""
    kind = words.name("area_kind", document.area_kind)
    state = words.name("agenda_state", document.state)
    return capital(" · ".join(part for part in (kind, years_line(document, words), state) if part))


def topic_name(topic: Topic, at: int, words: Words) -> str:
    """Return how a topic is named where others stand beside it: ``Topic 2: A bench``, by its place on this agenda."""
    return words.gettext("Topic %(number)d: %(title)s") % {"number": at, "title": topic.title}


def topic_place(at: int, of: int, words: Words) -> str:
    """Return which of the topics of this agenda one is: ``Topic 2 of 5``."""
    return words.gettext("Topic %(at)d of %(of)d") % {"at": at, "of": of}


def part_line(part: FrameworkPart, words: Words) -> str:
    """Return what stands above the title of an item of the framework."""
    return words.gettext("Framework item %(number)d") % {"number": part.number}


def idea_numbers_line(topic: Topic, words: Words) -> str:
    """Return the numbers of the ideas a topic came from, each as people say it: ``#12``."""
    if not topic.idea_numbers:
        return ""
    numbers = ", ".join(f"#{number}" for number in topic.idea_numbers)
    return words.ngettext("From idea", "From ideas", len(topic.idea_numbers)) + f" {numbers}"


def own_number_line(topic: Topic, words: Words) -> str:
    """Return the number by which screens and other papers know the topic."""
    return words.gettext("Number %(number)d of all topics of the week") % {"number": topic.number}


def trit_texts(trit: Trit, words: Words) -> tuple[str, str]:
    """Return what is printed for one part: its text (or why there is none) and the line about the party."""
    if trit.is_open:
        return words.gettext("Not discussed yet"), ""
    text = words.gettext("Not applicable") if trit.not_applicable and not trit.text else trit.text
    if not trit.party:
        return text, ""
    answer = words.name("party_answer", trit.state, participants=True)
    party = f"{trit.party} ({answer})" if answer else trit.party
    return text, f"{party}: {trit.party_text}" if trit.party_text else party


def all_parts(trits: tuple[Trit, ...]) -> list[Trit]:
    """Return the three parts in their order, with an open one where nothing was entered."""
    known = {trit.part: trit for trit in trits}
    return [known.get(part, Trit(part=part)) for part in PARTS]
