import assert from "node:assert/strict";
import { test } from "node:test";
import { focusOf, placeOf } from "../../../../static/js/apps/console/place.js";

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

const WEEK = {
  gatherings: [
    { id: 2, day: 2, position: 1, state: "planned" },
    { id: 3, day: 1, position: 2, state: "doors_open" },
    { id: 1, day: 1, position: 1, state: "closed" },
  ],
  boards: [{ id: 7, gathering: 2 }],
  rounds: [{ id: 9, gathering: 1 }],
};

test("the script beside the page is that of its own gathering, else of the live one", () => {
  assert.equal(focusOf({ view: "door", gathering: 1 }, WEEK), 1);
  assert.equal(focusOf({ view: "board", board: 7 }, WEEK), 2);
  assert.equal(focusOf({ view: "round", round: 9 }, WEEK), 1);
  assert.equal(focusOf({ view: "plan" }, WEEK), 3);
  assert.equal(focusOf({ view: "board", board: 8 }, null), null);
});
