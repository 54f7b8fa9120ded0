// The rules of the outbox: what goes out now, what an answer means, when it is tried again.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  due,
  KEEP_SAVED,
  LAST_WAIT_MS,
  MAX_IN_FLIGHT,
  nextDue,
  reduce,
  standing,
  waitAfter,
} from "../../../static/js/spine/outbox.js";

const ANNIE = 7;
let orders = 0;
const entry = (id, lane = "board:1", owner = ANNIE) => ({
  id,
  owner,
  lane,
  type: "post_idea",
  fields: { text: id },
  text: id,
  order: (orders += 1),
});
const added = (...entries) => entries.reduce((list, one) => reduce(list, { type: "added", entry: one }, 0), []);
const still = () => 0;
const ids = (entries) => entries.map((one) => one.id);

test("in a lane one is under way at a time, in the order of writing", () => {
  let entries = added(entry("a"), entry("b"), entry("c", "board:2"));
  assert.deepEqual(ids(due(entries, { owner: ANNIE, now: 0 })), ["a", "c"]);
  entries = reduce(entries, { type: "sending", id: "a" }, 0);
  assert.deepEqual(ids(due(entries, { owner: ANNIE, now: 0 })), ["c"]);
});

test("a first that must wait keeps the ones behind it waiting", () => {
  let entries = reduce(added(entry("a"), entry("b")), { type: "sending", id: "a" }, 0);
  entries = reduce(
    entries,
    { type: "answered", id: "a", answer: { ok: false, error: "timeout", retryable: true } },
    0,
    still,
  );
  assert.deepEqual(due(entries, { owner: ANNIE, now: 0 }), []);
  assert.equal(nextDue(entries, { owner: ANNIE }), 1000);
  assert.deepEqual(ids(due(entries, { owner: ANNIE, now: 1000 })), ["a"]);
});

test("a refused one lets the next go and keeps its text", () => {
  let entries = reduce(added(entry("a"), entry("b")), { type: "sending", id: "a" }, 0);
  entries = reduce(
    entries,
    { type: "answered", id: "a", answer: { ok: false, error: "conflict", message: "Already sent.", retryable: false } },
    0,
  );
  assert.equal(entries[0].state, "failed");
  assert.equal(entries[0].text, "a");
  assert.deepEqual(ids(due(entries, { owner: ANNIE, now: 0 })), ["b"]);
});

// trust: T20
test("at most eight are under way together", () => {
  const entries = added(...Array.from({ length: 12 }, (_, at) => entry(`e${at}`, `board:${at}`)));
  assert.equal(due(entries, { owner: ANNIE, now: 0 }).length, MAX_IN_FLIGHT);
});

test("what somebody else wrote on this device is never sent", () => {
  assert.deepEqual(due(added(entry("a", "board:1", 99)), { owner: ANNIE, now: 0 }), []);
});

// trust: T35
test("waiting doubles to half a minute, with chance, and never undercuts what the server asks", () => {
  assert.deepEqual(
    [1, 2, 3, 9].map((tries) => waitAfter(tries, undefined, still)),
    [1000, 2000, 4000, LAST_WAIT_MS],
  );
  assert.equal(waitAfter(1, 12, still), 12_000);
  assert.equal(
    waitAfter(1, undefined, () => 1),
    1250,
  );
});

// trust: T30
test("waking up forgets the waits", () => {
  let entries = reduce(added(entry("a")), { type: "sending", id: "a" }, 0);
  entries = reduce(
    entries,
    { type: "answered", id: "a", answer: { ok: false, error: "offline", retryable: true } },
    0,
    still,
  );
  assert.equal(reduce(entries, { type: "woken" }, 5)[0].not_before, 0);
});

// trust: T35
test("after ten seconds unsaved the person is told", () => {
  const entries = added(entry("a"));
  assert.deepEqual(standing(entries, { owner: ANNIE, now: 9000 }), { waiting: 1, texts: 1, late: false, failed: 0 });
  assert.deepEqual(standing(entries, { owner: ANNIE, now: 10_001 }), { waiting: 1, texts: 1, late: true, failed: 0 });
});

test("saved ones are kept for the list, but not for ever", () => {
  let entries = [];
  for (let at = 0; at < KEEP_SAVED + 5; at += 1) {
    entries = reduce(entries, { type: "added", entry: entry(`s${at}`) }, 0);
    entries = reduce(entries, { type: "sending", id: `s${at}` }, 0);
    entries = reduce(entries, { type: "answered", id: `s${at}`, answer: { ok: true, result: {} } }, 0);
  }
  assert.equal(entries.length, KEEP_SAVED);
  assert.equal(entries.at(-1).id, `s${KEEP_SAVED + 4}`);
});

test("a refused one tried again is a new command", () => {
  let entries = reduce(added(entry("a")), { type: "sending", id: "a" }, 0);
  entries = reduce(
    entries,
    { type: "answered", id: "a", answer: { ok: false, error: "too_long", retryable: false } },
    0,
  );
  entries = reduce(entries, { type: "retried", id: "a", newId: "b", fields: { text: "shorter" }, text: "shorter" }, 3);
  assert.deepEqual(
    [entries[0].id, entries[0].state, entries[0].text, entries[0].error],
    ["b", "on_phone", "shorter", null],
  );
});
