import assert from "node:assert/strict";
import { test } from "node:test";
import { agendaOf, itemsFor, removedFrom } from "../../../static/js/agendas/state.js";

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
      { id: 4, state: "revising", areas: [2] },
    ],
    removed_topics: [
      { number: 5, area: 1, reason: "Twice" },
      { number: 4, area: 2, reason: "Old" },
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
    [1, 2, 4],
  );
  assert.deepEqual(
    removedFrom(plan, 1).map(({ reason }) => reason),
    ["Twice"],
  );
});
