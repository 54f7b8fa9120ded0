import assert from "node:assert/strict";
import { test } from "node:test";
import { concernsMine } from "../../../static/js/spine/mine.js";

const event = (seq, changes) => ({ seq, type: "something_happened", at: "2025-06-02T19:00:00Z", data: { changes } });

test("mine is concerned by its own entities and by the rules of the board only", () => {
  const mine = { ideas: [{ id: 4 }], votes: [1], votes_left: 2 };
  assert.equal(concernsMine(mine, [event(1, { ideas: [{ id: 4 }] })]), true);
  assert.equal(concernsMine(mine, [event(1, { ideas: [{ id: 5 }], tally: { ideas: 9 } })]), false);
  assert.equal(concernsMine(mine, [event(1, { board: { id: 1 } })]), true);
  assert.equal(concernsMine(null, [event(1, { board: { id: 1 } })]), false);
});

test("that an own idea came in is no news to who has it from the answer", () => {
  const mine = { ideas: [{ id: 4 }] };
  const posted = { ...event(1, { ideas: [{ id: 4 }], tally: { ideas: 9 } }), type: "idea_posted" };
  assert.equal(concernsMine(mine, [posted]), false);
  assert.equal(concernsMine(mine, [posted, event(2, { ideas: [{ id: 4 }] })]), true);
});

test("who came asks again when a session is reopened or a check-in is annulled, and nobody else does", () => {
  const there = (status) => ({ attendance: { status } });
  for (const type of ["gathering_reopened", "entry_annulled"]) {
    const events = [{ ...event(1, { attendance: { present: 3 } }), type }];
    assert.equal(concernsMine(there("present"), events), true, type);
    assert.equal(concernsMine(there("left"), events), true, type);
    assert.equal(concernsMine({ attendance: null }, events), false, type);
  }
  assert.equal(concernsMine(there("present"), [{ ...event(1, {}), type: "person_checked_in" }]), false);
});

test("a vote is concerned when its idea leaves the board or comes back, and not when it moves", () => {
  const mine = { ideas: [], votes: [1], votes_left: 1, votes_resting: [2] };
  const put = (id, state) => [event(1, { ideas: [{ id, state, position: 3 }] })];
  assert.equal(concernsMine(mine, put(1, "visible")), false);
  assert.equal(concernsMine(mine, put(1, "hidden")), true);
  assert.equal(concernsMine(mine, put(1, "withdrawn")), true);
  assert.equal(concernsMine(mine, put(2, "hidden")), false);
  assert.equal(concernsMine(mine, put(2, "visible")), true);
  assert.equal(concernsMine(mine, put(3, "hidden")), false);
});
