"""The moment that the pictures show: the evening of the first day, with tips from the hall, and later an agenda.

Everything goes through the server's own commands. People, words and choices are fixed, so that the pictures stay alike.
"""

from __future__ import annotations

import csv
import json
import uuid
from typing import Any

from charrette.demo.material import OWN_IDEAS
from charrette.demo.site import Site

NAMES = ("Annie", "Geert", "Jamila", "Henk", "Karin", "Mo", "Harm", "Fatma", "Willem", "Grietje", "Ali", "Tineke")
ROLES = ("resident", "resident", "resident", "worker", "caretaker", "policy_maker", "user", "decision_maker", "planner")
PHONES = 58
WITHOUT_PHONE = 6

TIPS = {
    "bewoners": (3, 6, 13, 7, 27, 14, 1, 32),
    "budgetten": (35, 36, 37, 29, 38, 16),
    "bestuur": (4, 34, 8, 22, 21, 31),
    "corporaties": (24, 26, 23, 18, 25),
}
"""Which examples of the first evening (``idea_id``) go under which topic."""

GROUPS = {
    "Iedereen kan meedoen": (3, 7, 14),
    "Geld zonder omweg": (35, 38),
    "Eén bekend gezicht": (4, 34),
    "Begin bij de voordeur": (24, 18),
}
OWN_WORDS = ("Vraag eerst wat er al is. In ons dorp regelt de ijsclub de helft.", "Kom ook eens kijken als het regent.")
HALF_WRITTEN = "Geef ons de sleutel van het dorpshuis, dan"

TOPIC = "Eén bekend gezicht in elke wijk"
TOPIC_TEXT = "Elke wijk en elk dorp krijgt één vaste persoon. Die is twee middagen per week in de buurt te vinden."
TOPIC_WHY = "Een mens dat je kent bel je eerder dan een nummer."
BETTER_TEXT = (
    "Elke wijk en elk dorp krijgt één vaste persoon. Die is drie middagen per week in de buurt te vinden, en de deur "
    "staat open zonder afspraak."
)
TRITS = {
    "ourselves": {
        "text": "Wij zetten op dinsdag en donderdag koffie in het dorpshuis en stellen mensen aan elkaar voor."
    },
    "with_help": {"text": "Een vaste plek met een tafel, een stopcontact en een sleutel.", "party": "Woonconcept"},
    "to_others": {"text": "Iemand aanstellen die langer dan drie jaar blijft.", "party": "Gemeente Hoogeveen"},
}


class Hall:
    """The hall on the first evening, as its organiser runs it."""

    def __init__(self, site: Site, link: str) -> None:
        self._site = site
        self.leader = str(self._ask("/api/sign-in", {"token": link})["token"])
        programme = site.json("/api/week", self.leader)
        self._programme = programme
        self._gathering = programme["gatherings"][0]
        self.code = str(self._gathering["code"])
        self.board = int(programme["boards"][0]["id"])
        self._phones: list[str] = []
        self._ideas: dict[int, int] = {}
        self.agenda_path = f"/exports/{programme['charrette']['slug']}/agendas/nieuwlande.pdf"

    def begin(self) -> None:
        """Open the doors and let people in."""
        self._command("open_doors", gathering=self._gathering["id"])
        areas = [area["slug"] for area in self._programme["areas"]]
        for number in range(PHONES):
            about = {
                "name": NAMES[number % len(NAMES)],
                "party_role": ROLES[number % len(ROLES)],
                "area": areas[number % 3],
            }
            joined = self._ask("/api/join", {"code": self.code, "client_id": f"picture-{number:04}", **about})
            self._phones.append(joined["token"])
            self._command("check_in", token=joined["token"], gathering=self._gathering["id"])
        for _ in range(WITHOUT_PHONE):
            self._command("add_walk_in", gathering=self._gathering["id"])
        self._command("start_gathering", gathering=self._gathering["id"])

    def pair(self, code: str) -> None:
        """Pair the projector that shows ``code``."""
        self._command("pair_screen", code=code, name="Grote zaal", gathering=self._gathering["id"])

    def collect(self) -> None:
        """Go to the step in which tips come in."""
        self._command("go_to_step", gathering=self._gathering["id"], step="tips-geven")
        columns = {column["key"]: column["id"] for column in self._picture()["columns"]}
        with OWN_IDEAS.open(encoding="utf-8", newline="") as file:
            texts = {
                int(row["idea_id"]): row["text"]
                for row in csv.DictReader(file)
                if row["instance"] == "startbijeenkomst"
            }
        turns = [(key, tips[turn]) for turn in range(8) for key, tips in TIPS.items() if turn < len(tips)]
        for number, (key, tip) in enumerate(turns):
            fields = {"board": self.board, "text": texts[tip], "column": columns[key], "kind": "tip"}
            self._ideas[tip] = self._command("post_idea", token=self._phones[number], **fields)["idea"]

    def door_link(self) -> str:
        """Return the address that the code on the wall holds this minute."""
        return str(self._site.json(f"/api/gatherings/{self._gathering['id']}/door", self.leader)["url"])

    def group(self) -> None:
        """Go on to the step in which tips are put together."""
        self._command("go_to_step", gathering=self._gathering["id"], step="ordenen")
        for title, tips in GROUPS.items():
            self._command("group_ideas", board=self.board, ideas=[self._ideas[tip] for tip in tips], title=title)
        self._command("answer_idea", idea=self._ideas[21], outcome="passed_on", reason="Besproken met de provincie.")

    def make_agenda(self) -> None:
        """Bring one item through a round of remarks to an area's agenda."""
        ideas = [self._ideas[4], self._ideas[34]]
        made = self._command(
            "create_design_item",
            title=TOPIC,
            kind="solution",
            grain="fine",
            text=TOPIC_TEXT,
            why=TOPIC_WHY,
            from_ideas=ideas,
        )
        item, version = made["item"], made["version"]
        evening = self._gathering["id"]
        round = self._command("plan_round", gathering=evening, versions=[version], title="Eerste versie")["round"]
        self._command("open_round", round=round)
        words = {"kind": "improvement", "text": "Twee middagen is te weinig. En moet je dan een afspraak maken?"}
        remark = self._command("add_remark", token=self._phones[0], round=round, version=version, **words)["remark"]
        self._command("close_round", round=round)
        self._command("answer_remark", remark=remark, outcome="adopted", text="Het worden er drie, zonder afspraak.")
        self._command("report_back", round=round)
        self._command("revise_item", item=item, text=BETTER_TEXT)
        self._command("agree_item", item=item)
        self._command("adopt_into_framework", item=item, areas="all")
        area = next(area["id"] for area in self._programme["areas"] if area["slug"] == "nieuwlande")
        fields = {"area": area, "title": TOPIC, "why": TOPIC_WHY, "from_item": item, "from_ideas": ideas}
        topic = self._command("add_agenda_topic", **fields)["topic"]
        for part, more in TRITS.items():
            self._command("fill_trits", topic=topic, part=part, **more)

    def _picture(self) -> Any:
        return self._site.json(f"/api/streams/board:{self.board}", self.leader)["snapshot"]

    def _ask(self, path: str, body: dict[str, Any], token: str | None = None) -> Any:
        return json.loads(self._site.ask("POST", path, token, body))

    def _command(self, type: str, *, token: str | None = None, **fields: Any) -> Any:
        answer = self._ask("/api/commands", {"id": str(uuid.uuid4()), "type": type, **fields}, token or self.leader)
        if not answer["ok"]:
            raise RuntimeError(f"{type}: {answer}")
        return answer["result"]
