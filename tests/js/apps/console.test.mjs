import assert from "node:assert/strict";
import { test } from "node:test";
import {
  agendaOf,
  couldBeRemarkedOn,
  daysOf,
  focusOf,
  found,
  itemsByState,
  itemsFor,
  liveOf,
  peopleOf,
  placeMoves,
  placeOf,
  screensOf,
  traysOf,
  wordDiff,
  weekMoves,
} from "../../static/js/state/console.js";
import { shortTitle } from "../../static/js/console/words.js";
import { chances } from "./support.mjs";

const week = {
  gatherings: [
    { id: 2, day: 2, position: 1, state: "planned" },
    { id: 3, day: 1, position: 2, state: "doors_open" },
    { id: 1, day: 1, position: 1, state: "closed" },
  ],
  boards: [{ id: 7, gathering: 2 }],
  rounds: [{ id: 9, gathering: 1 }],
};

test("each address is one page, and an unknown one is the week", () => {
  assert.deepEqual(placeOf("/console"), { view: "week" });
  assert.deepEqual(placeOf("/console/gatherings/3"), { view: "run", gathering: 3 });
  assert.deepEqual(placeOf("/console/gatherings/3/door"), { view: "door", gathering: 3 });
  assert.deepEqual(placeOf("/console/boards/12"), { view: "board", board: 12 });
  assert.deepEqual(placeOf("/console/items/new"), { view: "new_item" });
  assert.deepEqual(placeOf("/console/items/4"), { view: "item", item: 4 });
  assert.deepEqual(placeOf("/console/rounds/2"), { view: "round", round: 2 });
  assert.deepEqual(placeOf("/console/agendas/de-weide"), { view: "agenda", area: "de-weide" });
  for (const view of ["plan", "screens", "access", "agendas"]) assert.deepEqual(placeOf(`/console/${view}`), { view });
  for (const path of ["/console/gatherings/x", "/console/boards/-1", "/console/nowhere"])
    assert.deepEqual(placeOf(path), { view: "week" });
});

test("the week goes by day and by its order, and knows what is live", () => {
  assert.deepEqual(
    daysOf(week).map(({ day, gatherings }) => [day, gatherings.map(({ id }) => id)]),
    [
      [1, [1, 3]],
      [2, [2]],
    ],
  );
  assert.equal(liveOf(week).id, 3);
  const running = { gatherings: [...week.gatherings, { id: 4, day: 6, position: 1, state: "running" }] };
  assert.equal(liveOf(running).id, 4);
  assert.equal(liveOf({ gatherings: [] }), null);
  assert.equal(liveOf(null), null);
});

test("the script beside the page is that of its own gathering, else of the live one", () => {
  assert.equal(focusOf({ view: "door", gathering: 1 }, week), 1);
  assert.equal(focusOf({ view: "board", board: 7 }, week), 2);
  assert.equal(focusOf({ view: "round", round: 9 }, week), 1);
  assert.equal(focusOf({ view: "plan" }, week), 3);
  assert.equal(focusOf({ view: "board", board: 8 }, null), null);
});

const idea = (id, more = {}) => ({
  id,
  number: id,
  state: "visible",
  text: `idea ${id}`,
  group: null,
  fate: null,
  late: false,
  position: id * 100,
  ...more,
});

test("trays hold what needs a look; nothing is ever in the bin", () => {
  const trays = traysOf({
    ideas: [
      idea(5, { late: true }),
      idea(2, { state: "waiting" }),
      idea(3, { state: "hidden" }),
      idea(4, { late: true, group: 1 }),
      idea(1),
    ],
  });
  assert.deepEqual(
    [trays.waiting, trays.late, trays.hidden].map((list) => list.map(({ id }) => id)),
    [[2], [5], [3]],
  );
  assert.deepEqual(traysOf(null), { waiting: [], late: [], hidden: [] });
});

test("an idea is found by number, by words in any order, and by its author", () => {
  const one = { number: 41, text: "Een café bij de vijver, met 12 stoelen", author: { name: "Zoë" } };
  for (const query of ["", "#41", "4", "vijver cafe", "ZOE", "12"]) assert.ok(found(one, query), query);
  for (const query of ["#42", "plein", "vijver plein"]) assert.ok(!found(one, query), query);
});

test("an idea comes to its place with the fewest moves, and all others keep their order", () => {
  const { int, pick } = chances(7);
  for (let round = 0; round < 300; round += 1) {
    let list = Array.from({ length: int(1, 8) }, (_, at) => idea(at + 1, { position: pick([0, 1, 2, 100, 200]) }));
    const sorted = () => list.toSorted((a, b) => a.position - b.position || a.number - b.number);
    list = sorted();
    const mover = pick(list);
    const index = int(0, list.length - 1);
    const wanted = list
      .filter(({ id }) => id !== mover.id)
      .map(({ id }) => id)
      .toSpliced(index, 0, mover.id);
    const positions = new Map(placeMoves(list, mover.id, index).map((move) => [move.idea, move.position]));
    list = list.map((one) => (positions.has(one.id) ? { ...one, position: positions.get(one.id) } : one));
    assert.deepEqual(
      sorted().map(({ id }) => id),
      wanted,
    );
  }
  assert.equal(placeMoves([idea(1), idea(2), idea(3)], 3, 1).length, 1);
  assert.deepEqual(placeMoves([], 4, 0), [{ idea: 4, position: 100 }]);
});

test("the list at the door: present first, names before no names, searched without accents", () => {
  const people = [
    { id: 1, name: "Ane", status: "absent" },
    { id: 2, name: null, status: "present" },
    { id: 3, name: "Zoë", status: "present" },
    { id: 4, name: "Bea", status: "left" },
  ];
  assert.deepEqual(
    peopleOf(people).map(({ id }) => id),
    [3, 2, 4, 1],
  );
  assert.deepEqual(
    peopleOf(people, "zoe").map(({ id }) => id),
    [3],
  );
  assert.deepEqual(peopleOf(undefined), []);
});

test("items stand in the order of the loop", () => {
  const items = [
    { number: 2, state: "agreed" },
    { number: 3, state: "draft" },
    { number: 1, state: "draft" },
  ];
  assert.deepEqual(
    itemsByState(items).map(({ state, items: list }) => [state, list.map((item) => item.number)]),
    [
      ["draft", [1, 3]],
      ["agreed", [2]],
    ],
  );
});

test("an agenda counts its complete topics; an item is offered only to the areas it was adopted for", () => {
  const plan = {
    topics: [
      { number: 2, area: 1, complete: true },
      { number: 1, area: 1, complete: false },
      { number: 3, area: 2 },
    ],
    items: [
      { id: 1, state: "in_framework", areas: "all" },
      { id: 2, state: "in_framework", areas: [2] },
      { id: 3, state: "agreed", areas: null },
    ],
  };
  assert.equal(agendaOf(plan, 1).complete, 1);
  assert.deepEqual(
    agendaOf(plan, 1).topics.map((topic) => topic.number),
    [1, 2],
  );
  assert.deepEqual(
    itemsFor(plan, 1).map(({ id }) => id),
    [1],
  );
  assert.deepEqual(
    itemsFor(plan, 2).map(({ id }) => id),
    [1, 2],
  );
});

test("the hall had its say on a version only when a round with that very version has been open and is closed", () => {
  const rounds = ["planned", "open", "closed", "answered", "reported_back"].map((state, at) => ({
    state,
    versions: [at, 9],
  }));
  assert.deepEqual(
    [0, 1, 2, 3, 4, 5, 9].filter((version) => couldBeRemarkedOn(rounds, version)),
    [2, 3, 4, 9],
  );
  assert.equal(couldBeRemarkedOn(undefined, 1), false);
});

test("projectors in this hall come first, unpaired ones not at all", () => {
  const screens = [
    { id: 1, paired: true, gathering: 1 },
    { id: 2, paired: true, gathering: 3 },
    { id: 3, paired: false, gathering: 3 },
  ];
  assert.deepEqual(
    screensOf({ screens }, 3).map(({ id }) => id),
    [2, 1],
  );
});

test("the pieces of a difference give both texts back", () => {
  const { pick, int } = chances(3);
  const text = () =>
    Array.from({ length: int(0, 12) }, () => pick(["een", "bank", " ", "plein", ", ", "groot"])).join("");
  for (let round = 0; round < 200; round += 1) {
    const [before, after] = [text(), text()];
    const pieces = wordDiff(before, after);
    const without = (op) =>
      pieces
        .filter((piece) => piece[0] !== op)
        .map((piece) => piece[1])
        .join("");
    assert.equal(without("added"), before);
    assert.equal(without("removed"), after);
  }
  assert.deepEqual(wordDiff("Een plein.", "Een groen plein."), [
    ["same", "Een "],
    ["added", "groen "],
    ["same", "plein."],
  ]);
});

test("a charrette goes on and back one state at a time", () => {
  assert.deepEqual(["preparation", "week", "aftercare", "closed"].map(weekMoves), [
    ["week"],
    ["preparation", "aftercare"],
    ["week", "closed"],
    ["aftercare"],
  ]);
  assert.deepEqual(weekMoves("unheard of"), []);
});

test("where there is little room the name comes first, and after it that it is an example", () => {
  assert.equal(shortTitle("Voorbeeld: Tips voor de groepen"), "Tips voor de groepen (example)");
  assert.equal(shortTitle("Tips: wat werkt"), "Tips: wat werkt");
});
