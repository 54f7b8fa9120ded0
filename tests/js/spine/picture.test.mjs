import assert from "node:assert/strict";
import { test } from "node:test";
import { applyEvent, applyEvents, touched } from "../../../static/js/spine/picture.js";

const event = (seq, changes) => ({ seq, type: "something_happened", at: "2025-06-02T19:00:00Z", data: { changes } });

const picture = Object.freeze({
  board: { id: 1, phase: "collecting" },
  ideas: Object.freeze([
    { id: 1, text: "a bench" },
    { id: 2, text: "a tree" },
  ]),
});

test("an entity with a known id is replaced as a whole, in its place", () => {
  const next = applyEvent(picture, event(1, { ideas: [{ id: 1, text: "two benches" }] }));
  assert.deepEqual(next.ideas, [
    { id: 1, text: "two benches" },
    { id: 2, text: "a tree" },
  ]);
});

test("an unknown id is added at the end, also twice in one event", () => {
  const next = applyEvent(
    picture,
    event(1, {
      ideas: [
        { id: 3, text: "x" },
        { id: 3, text: "y" },
      ],
    }),
  );
  assert.deepEqual(
    next.ideas.map((idea) => idea.text),
    ["a bench", "a tree", "y"],
  );
});

test("a singleton is replaced, and may become null", () => {
  const next = applyEvents(picture, [event(1, { board: { id: 1, phase: "voting" } }), event(2, { attendance: null })]);
  assert.deepEqual(next.board, { id: 1, phase: "voting" });
  assert.equal(next.attendance, null);
});

test("removed ids go, unknown ids and unknown collections do no harm", () => {
  assert.deepEqual(applyEvent(picture, event(1, { removed: { ideas: [1, 99], towns: [1] } })).ideas, [
    { id: 2, text: "a tree" },
  ]);
});

test("an event without changes gives the very same picture", () => {
  assert.equal(applyEvent(picture, { seq: 5, type: "hidden" }), picture);
});

test("the picture before stays as it was", () => {
  const before = JSON.stringify(picture);
  applyEvents(picture, [event(1, { ideas: [{ id: 9 }], removed: { ideas: [1] } })]);
  assert.equal(JSON.stringify(picture), before);
});

test("a collection that grew and shrank finds its entities again", () => {
  let now = picture;
  for (let id = 3; id < 60; id += 1)
    now = applyEvent(
      now,
      event(id, { ideas: [{ id, text: `${id}` }], removed: { ideas: id % 3 === 0 ? [id - 1] : [] } }),
    );
  now = applyEvent(now, event(60, { ideas: [{ id: 30, text: "changed" }] }));
  assert.equal(now.ideas.filter((idea) => idea.id === 30).length, 1);
  assert.equal(now.ideas.find((idea) => idea.id === 30).text, "changed");
  assert.equal(new Set(now.ideas.map((idea) => idea.id)).size, now.ideas.length);
});

for (const [name, changes] of Object.entries({
  "a list": [1],
  "entities without an id": { ideas: [{ text: "?" }] },
  "a list for a singleton": { board: [{ id: 1 }] },
  "an object for a collection": { ideas: { id: 1 } },
  "a number": { board: 7 },
  "removed without lists": { removed: { ideas: 3 } },
})) {
  test(`broken changes (${name}) are skipped and reported, the picture stays`, () => {
    const problems = [];
    assert.deepEqual(
      applyEvent(picture, event(1, changes), (problem) => problems.push(problem)),
      picture,
    );
    assert.equal(problems.length, 1);
  });
}

test("a name like __proto__ is a name like any other", () => {
  const hostile = JSON.parse('{"__proto__": {"polluted": true}}');
  applyEvent(picture, event(1, hostile));
  assert.equal({}.polluted, undefined);
});

test("touched names what was put and what was removed", () => {
  assert.deepEqual(
    touched(
      [event(1, { ideas: [{ id: 4 }] }), event(2, { removed: { ideas: [7] } }), { seq: 3, type: "hidden" }],
      "ideas",
    ),
    new Set([4, 7]),
  );
});

test("words that were closed go from each thing, and whoever has none stays as it is", () => {
  const next = applyEvent(picture, event(1, { without: { ideas: ["text"], unheard_of: ["text"] } }));
  assert.deepEqual(next.ideas, [{ id: 1 }, { id: 2 }]);
});

test("one number of each thing comes in as many characters; who has no such number gets none", () => {
  const before = { ideas: [41, 42, 43, 44, 47].map((id) => (id === 42 ? { id } : { id, votes: null })) };
  const opened = applyEvent(
    before,
    event(1, { counts: { ideas: { votes: { runs: [[41, "03-z"]], more: { 47: 57 } } } } }),
  );
  assert.deepEqual(opened.ideas, [
    { id: 41, votes: 0 },
    { id: 42 },
    { id: 43, votes: null },
    { id: 44, votes: 35 },
    { id: 47, votes: 57 },
  ]);
  const less = applyEvent(opened, event(2, { counts: { ideas: { votes: { runs: [[41, "1"]], none: [44, 42] } } } }));
  assert.deepEqual(
    less.ideas.map((idea) => idea.votes),
    [1, undefined, null, null, 57],
  );
  assert.deepEqual(applyEvent(opened, event(3, { counts: { ideas: { votes: { all: null } } } })), before);
});
