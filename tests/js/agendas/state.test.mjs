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
      { id: 1, number: 11, areas: "all", framework: { title: "Square", why: "No place" } },
      { id: 2, number: 12, areas: [2], framework: { title: "Desk", why: "" } },
      { id: 3, number: 13, areas: null, framework: null },
      {
        id: 4,
        number: 14,
        title: "Draft",
        areas: [2],
        framework: { title: "Bus", why: "" },
        version: { why: "Draft" },
      },
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
  assert.deepEqual(itemsFor(plan, 1), [{ id: 1, number: 11, title: "Square", why: "No place" }]);
  assert.deepEqual(
    itemsFor(plan, 2).map(({ id, title }) => [id, title]),
    [
      [1, "Square"],
      [2, "Desk"],
      [4, "Bus"],
    ],
  );
  assert.deepEqual(
    removedFrom(plan, 1).map(({ reason }) => reason),
    ["Twice"],
  );
});
