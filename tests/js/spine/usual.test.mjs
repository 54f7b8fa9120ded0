// What the server leaves out because it is usual is filled in before an event is applied.
import assert from "node:assert/strict";
import { test } from "node:test";
import { start, step } from "../../../static/js/spine/stream.js";
import { complete } from "../../../static/js/spine/usual.js";

const USUAL = {
  ideas: {
    fields: { state: "visible", column: null },
    with: { text: { group: null, kind: "idea" } },
    times: { number: ["id", 1], position: ["number", 100] },
    moment: "at",
  },
};
const event = (seq, ...ideas) => ({ seq, type: "idea_posted", at: "12:00", data: { changes: { ideas } } });
const ideasOf = (one) => one.data.changes.ideas;

test("a fresh idea is its words, and all that is usual of it", () => {
  assert.deepEqual(ideasOf(complete(event(1, { id: 7, text: "Een bankje" }), USUAL)), [
    {
      id: 7,
      text: "Een bankje",
      state: "visible",
      column: null,
      group: null,
      kind: "idea",
      number: 7,
      position: 700,
      at: "12:00",
    },
  ]);
});

test("what is said stays, also when it is nothing or less than usual", () => {
  const told = {
    id: 7,
    text: "",
    state: "hidden",
    column: 3,
    group: 2,
    kind: "tip",
    number: 9,
    position: 0,
    at: "11:00",
  };
  assert.deepEqual(ideasOf(complete(event(1, told), USUAL)), [told]);
});

test("without its words an idea gets none of the fields that come with them", () => {
  const [idea] = ideasOf(complete(event(1, { id: 7, state: "hidden" }), USUAL));
  assert.deepEqual(Object.keys(idea).sort(), ["at", "column", "id", "number", "position", "state"]);
});

test("an event about something else, and a broken one, come back as they are", () => {
  for (const one of [
    { seq: 1, type: "hidden" },
    { seq: 1, type: "x", data: { changes: { ideas: 3 } } },
    { seq: 1, type: "x", data: { changes: null } },
  ])
    assert.equal(complete(one, USUAL), one);
  assert.deepEqual(ideasOf(complete(event(1, null, 5), USUAL)), [null, 5]);
});

const opened = (kept = {}) => step({ ...start("board:1"), ...kept }, { type: "opened" });
const answer = (more) => ({ type: "answer", ask: 1, seq: 1, usual: USUAL, ...more });

test("an event that overtakes the answer waits for it, also where a picture was kept", () => {
  const kept = opened({ seq: 1, picture: { ideas: [] } });
  const early = step(kept, { type: "events", events: [event(2, { id: 7, text: "Een bankje" })] });
  assert.deepEqual(early.picture.ideas, []);
  const known = step(early, answer({ events: [] }));
  assert.equal(known.seq, 2);
  assert.equal(known.picture.ideas[0].state, "visible");
  assert.equal(known.applied[0].data.changes.ideas[0].kind, "idea");
});

test("a server that leaves nothing out needs to tell nothing", () => {
  const known = step(opened(), { type: "answer", ask: 1, seq: 1, snapshot: { ideas: [] } });
  assert.deepEqual(step(known, { type: "events", events: [event(2, { id: 7 })] }).picture.ideas, [{ id: 7 }]);
});

test("what comes apart is put in its place, and a list never is", () => {
  const known = step(opened(), answer({ snapshot: { ideas: [{ id: 1 }], tally: { ideas: 1 } } }));
  const told = step(known, { type: "events", events: [], apart: { tally: { ideas: 2 }, ideas: {} } });
  assert.deepEqual(told.picture, { ideas: [{ id: 1 }], tally: { ideas: 2 } });
  assert.equal(told.seq, known.seq);
});

test("what came apart while a question was out is newer than its answer", () => {
  for (const kept of [{}, { seq: 1, picture: { ideas: [], tally: { ideas: 0 } } }]) {
    const told = step(opened(kept), { type: "events", events: [], apart: { tally: { ideas: 3 } } });
    const brought = kept.picture
      ? { events: [], apart: { tally: { ideas: 2 } } }
      : { snapshot: { tally: { ideas: 2 } } };
    assert.deepEqual(step(told, answer(brought)).picture.tally, { ideas: 3 });
  }
});

test("what an event brings is newer than what came apart before it", () => {
  const asked = opened();
  const told = step(asked, { type: "events", events: [], apart: { tally: { ideas: 3 } } });
  const phase = { seq: 2, type: "board_phase_set", data: { changes: { tally: { ideas: 4 } } } };
  const heard = step(told, { type: "events", events: [phase] });
  assert.deepEqual(step(heard, answer({ snapshot: { tally: { ideas: 2 } } })).picture.tally, { ideas: 4 });
});
