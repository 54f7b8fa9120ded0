"""What always holds, read from the database: the rules that no order of commands, and no two at once, may break."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import text
from sqlalchemy.orm import Session, selectinload

from charrette.plan.models import DesignItem
from charrette.plan.rules.items import version_hash

BROKEN = {
    "a version in two open rounds": """
        select version_id from round_versions join review_rounds on review_rounds.id = round_id
        where state = 'open' group by version_id having count(*) > 1""",
    "an item in two open rounds": """
        select item_id from round_versions join review_rounds on review_rounds.id = round_id
        join design_versions on design_versions.id = version_id
        where state = 'open' group by item_id having count(*) > 1""",
    "an open round whose version is not frozen": """
        select version_id from round_versions join review_rounds on review_rounds.id = round_id
        join design_versions on design_versions.id = version_id where state <> 'planned' and frozen_hash is null""",
    "an open round about an item that is not in review": """
        select design_items.id from round_versions join review_rounds on review_rounds.id = round_id
        join design_versions on design_versions.id = version_id join design_items on design_items.id = item_id
        where review_rounds.state = 'open' and design_items.state <> 'in_review'""",
    "an item in review without an open round": """
        select id from design_items where state = 'in_review' and not exists (
            select 1 from design_versions join round_versions on version_id = design_versions.id
            join review_rounds on review_rounds.id = round_id
            where item_id = design_items.id and review_rounds.state = 'open')""",
    "an agreed item whose newest version is not frozen": """
        select design_items.id from design_items join design_versions on item_id = design_items.id
        where state in ('agreed', 'in_framework') and frozen_hash is null and design_versions.number =
            (select max(number) from design_versions as other where other.item_id = design_items.id)""",
    "an item for all areas and for some": """
        select item_id from item_areas join design_items on design_items.id = item_id where for_all_areas""",
    "an item in the framework for no area": """
        select id from design_items where state = 'in_framework' and not for_all_areas
        and not exists (select 1 from item_areas where item_id = design_items.id)""",
    "a round that is answered and has a remark without answer": """
        select round_id from remarks join review_rounds on review_rounds.id = round_id
        left join people on people.id = author_id
        where state in ('answered', 'reported_back') and outcome is null and set_aside_id is null""",
    "a round that is closed and has no remark without answer": """
        select id from review_rounds where state = 'closed'
        and not exists (select 1 from remarks left join people on people.id = author_id
            where round_id = review_rounds.id and outcome is null and set_aside_id is null)""",
    "something written after its author was removed": """
        select ideas.id from ideas join people on people.id = author_id where posted_at > erased_at
        union all select remarks.id from remarks join people on people.id = author_id where made_at > erased_at
        union all select idea_id from votes join people on people.id = person_id where cast_at > erased_at
        union all select attendance_entries.id from attendance_entries join people on people.id = person_id
            where received_at > erased_at and kind = 'entry'""",
    "something that identifies a person who was removed": """
        select id from people where erased_at is not null and (name is not null or client_id is not null
            or party_role is not null or area_id is not null)
        union all select role_grants.id from role_grants join people on people.id = person_id
            where erased_at is not null
        union all select access_tokens.id from access_tokens join people on people.id = person_id
            where erased_at is not null and revoked_at is null""",
    "one check-in twice": """
        select person_id from attendance_entries as one where kind = 'entry' and exists (
            select 1 from attendance_entries as two where two.kind = 'entry' and two.id > one.id
            and two.gathering_id = one.gathering_id and two.person_id = one.person_id and two.source = one.source
            and not exists (select 1 from attendance_entries as gone where gone.annuls_id in (one.id, two.id))
            and not exists (select 1 from attendance_entries as away where away.gathering_id = one.gathering_id
                and away.person_id = one.person_id and away.kind in ('exit', 'auto_exit')
                and away.id between one.id and two.id))""",
    "somebody who was in when a gathering closed and is in still": """
        select person_id from attendance_entries join gatherings on gatherings.id = gathering_id
        where state in ('closed', 'minutes_drafted', 'minutes_agreed') and person_id is not null
        and attendance_entries.kind in ('entry', 'exit', 'auto_exit')
        and not exists (select 1 from attendance_entries as gone where gone.annuls_id = attendance_entries.id)
        and not exists (select 1 from attendance_entries as later where later.gathering_id = gatherings.id
            and later.person_id = attendance_entries.person_id and later.id > attendance_entries.id
            and later.kind in ('entry', 'exit', 'auto_exit'))
        and attendance_entries.kind = 'entry' and attendance_entries.received_at <= gatherings.closed_at""",
    "more votes than the board allows": """
        select person_id from votes join boards on boards.id = board_id where votes_per_person is not null
        group by board_id, person_id, votes_per_person having count(*) > votes_per_person""",
    "a vote for an idea that was withdrawn": """
        select idea_id from votes join ideas on ideas.id = idea_id where state = 'withdrawn'""",
    "an idea in a group that was dissolved": """
        select ideas.id from ideas join idea_groups on idea_groups.id = group_id where dissolved_at is not null""",
    "an idea in a group of another board": """
        select ideas.id from ideas join idea_groups on idea_groups.id = group_id
        where idea_groups.board_id <> ideas.board_id""",
    "a number of an idea that is missing": """
        select charrettes.id from charrettes left join ideas on charrette_id = charrettes.id
        group by charrettes.id, last_number having count(ideas.id) <> last_number""",
    "a number of an item that is missing": """
        select charrettes.id from charrettes left join design_items on charrette_id = charrettes.id
        group by charrettes.id, last_item_number having count(design_items.id) <> last_item_number""",
    "a number of a round that is missing": """
        select charrettes.id from charrettes left join review_rounds on charrette_id = charrettes.id
        group by charrettes.id, last_round_number having count(review_rounds.id) <> last_round_number""",
    "a number of a topic that is missing": """
        select charrettes.id from charrettes left join agenda_topics on charrette_id = charrettes.id
        group by charrettes.id, last_topic_number having count(agenda_topics.id) <> last_topic_number""",
    "a number of a remark that is missing": """
        select round_id from remarks group by round_id having count(*) <> max(number)""",
    "a number of a version that is missing": """
        select item_id from design_versions group by item_id having count(*) <> max(number)""",
    "an event that is missing": """
        select name from streams left join journal_events on stream = name
        group by name, streams.seq having count(journal_events.seq) <> streams.seq""",
    "a command without answer": "select command_id from command_receipts where answer is null",
    "a charrette whose last organiser was sent away": """
        select id from charrettes where exists (select 1 from people join access_tokens on person_id = people.id
            where charrette_id = charrettes.id and revoked_at is not null and erased_at is null)
        and not exists (select 1 from people join role_grants on role_grants.person_id = people.id
            join access_tokens on access_tokens.person_id = people.id
            where charrette_id = charrettes.id and role = 'organiser' and revoked_at is null)""",
}
"""Each with the query that finds who breaks it: it must find nothing."""


def broken_rules(session: Session) -> list[str]:
    """Return the rules that are broken, each with the ids it is about."""
    found = [f"{rule}: {ids}" for rule, query in BROKEN.items() if (ids := session.scalars(text(query)).all())]
    return [*found, *_changed_versions(session)]


def _changed_versions(session: Session) -> Iterator[str]:
    for item in session.query(DesignItem).options(selectinload(DesignItem.versions)):
        for version in item.versions:
            # The item's own kind and grain never change, so a version can be hashed again at any time.
            if version.frozen_hash is not None and version.frozen_hash != version_hash(version):
                yield f"a frozen version that changed: {version.id}"
