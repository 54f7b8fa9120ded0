// However messages travel (late, twice, lost, early, broken), a phone ends with the true picture.
import assert from "node:assert/strict";
import { test } from "node:test";
import { applyEvents } from "../../../static/js/spine/picture.js";
import { start, step } from "../../../static/js/spine/stream.js";
import { chances } from "../support.mjs";

const event = (seq, changes = { ideas: [{ id: seq, text: `idea ${seq}` }] }) => ({
  seq,
  type: "idea_posted",
  at: "2025-06-02T19:00:00Z",
  data: { changes },
});
const EMPTY = { board: { id: 1 }, ideas: [] };
const run = (state, ...messages) => messages.reduce(step, state);

const opened = () => run(start("board:1"), { type: "opened" });
const following = (seq = 2) =>
  run(opened(), {
    type: "answer",
    ask: 1,
    seq,
    snapshot: applyEvents(
      EMPTY,
      Array.from({ length: seq }, (_, at) => event(at + 1)),
    ),
  });

test("an open line asks for a snapshot, and with a picture for what came after", () => {
  assert.deepEqual(opened().ask, { number: 1, since: null });
  assert.deepEqual(run(following(2), { type: "closed" }, { type: "opened" }).ask, { number: 2, since: 2 });
});

test("the next event is applied, an old one ignored", () => {
  const state = run(following(2), { type: "events", events: [event(2), event(3)] });
  assert.equal(state.seq, 3);
  assert.deepEqual(
    state.applied.map((one) => one.seq),
    [3],
  );
  assert.equal(state.ask, null);
});

test("an early event waits, and the hole is asked for once", () => {
  const state = run(following(2), { type: "events", events: [event(4)] }, { type: "events", events: [event(5)] });
  assert.equal(state.seq, 2);
  assert.deepEqual(state.ask, { number: 2, since: 2 });
  const healed = run(state, { type: "answer", ask: 2, seq: 3, events: [event(3)] });
  assert.equal(healed.seq, 5);
  assert.equal(healed.ask, null);
});

test("events before the first picture are kept for it", () => {
  const state = run(
    opened(),
    { type: "events", events: [event(4), event(3), event(1)] },
    { type: "answer", ask: 1, seq: 2, snapshot: EMPTY },
  );
  assert.equal(state.seq, 4);
  assert.deepEqual(
    state.picture.ideas.map((idea) => idea.id),
    [3, 4],
  );
});

test("a head beyond us asks, a head that we have does not", () => {
  assert.equal(run(following(2), { type: "head", seq: 2 }).ask, null);
  assert.deepEqual(run(following(2), { type: "head", seq: 9 }).ask, { number: 2, since: 2 });
});

test("an answer to an old question is ignored", () => {
  const state = run(following(2), { type: "closed" }, { type: "opened" });
  assert.equal(run(state, { type: "answer", ask: 1, seq: 9, snapshot: EMPTY }).seq, 2);
});

test("a snapshot overtaken by events does not turn the picture back", () => {
  const state = run(
    following(2),
    { type: "head", seq: 3 },
    { type: "events", events: [event(3), event(4)] },
    { type: "answer", ask: 2, seq: 3, snapshot: EMPTY },
  );
  assert.equal(state.seq, 4);
  assert.equal(state.picture.ideas.length, 4);
});

test("a server that was put back to an older moment is believed", () => {
  const state = run(
    following(5),
    { type: "closed" },
    { type: "opened" },
    { type: "answer", ask: 2, seq: 3, snapshot: { ...EMPTY, ideas: [{ id: 1 }] } },
  );
  assert.equal(state.seq, 3);
  assert.deepEqual(state.picture.ideas, [{ id: 1 }]);
  assert.deepEqual(run(state, { type: "answer", ask: 3, seq: 3, events: [] }).ask, null);
});

// trust: T36
test("events from before our place lead to a whole snapshot", () => {
  assert.deepEqual(
    run(following(5), { type: "closed" }, { type: "opened" }, { type: "answer", ask: 2, seq: 3, events: [] }).ask,
    { number: 3, since: null },
  );
});

test("an answer that brings nothing though there is more leads to a snapshot, not to asking for ever", () => {
  const state = run(following(2), { type: "head", seq: 9 }, { type: "answer", ask: 2, seq: 9, events: [] });
  assert.deepEqual(state.ask, { number: 3, since: null });
});

test("an answer that brings a part is asked on", () => {
  const state = run(
    following(2),
    { type: "head", seq: 9 },
    { type: "answer", ask: 2, seq: 9, events: [event(3), event(4)] },
  );
  assert.deepEqual(state.ask, { number: 3, since: 4 });
});

// trust: T36
test("while a whole picture is fetched anew the old one stays, and goes over into the new one without a gap", () => {
  const behind = run(following(3), { type: "closed" }, { type: "opened" });
  assert.deepEqual(behind.ask, { number: 2, since: 3 });
  const steps = [
    { type: "events", events: [event(900)] },
    { type: "head", seq: 900 },
    { type: "refused", ask: 2 },
    { type: "again" },
    { type: "answer", ask: 3, seq: 899, snapshot: { ...EMPTY, ideas: [{ id: 1 }, { id: 2 }, { id: 3 }, { id: 899 }] } },
  ];
  let state = behind;
  for (const message of steps) {
    state = step(state, message);
    assert.ok(state.picture.ideas.length >= 3, `never empty, after ${message.type}`);
  }
  assert.equal(state.seq, 900);
  assert.deepEqual(
    state.picture.ideas.map((idea) => idea.id),
    [1, 2, 3, 899, 900],
  );
});

test("a refused question can be asked again", () => {
  const state = run(opened(), { type: "refused", ask: 1 });
  assert.equal(state.ask, null);
  assert.deepEqual(run(state, { type: "again" }).ask, { number: 2, since: null });
});

test("a closed line asks nothing and keeps the picture", () => {
  const state = run(following(2), { type: "closed" }, { type: "head", seq: 9 });
  assert.equal(state.ask, null);
  assert.equal(state.picture.ideas.length, 2);
});

for (const broken of [null, 7, "x", {}, { seq: "3", type: "t" }, { seq: 3 }, { seq: -1, type: "t" }]) {
  test(`a broken event (${JSON.stringify(broken)}) is reported and the board stays`, () => {
    const state = run(following(2), { type: "events", events: [broken, event(3)] });
    assert.equal(state.problems.length, 1);
    assert.equal(state.seq, 3);
  });
}

test("a broken list, answer or snapshot is reported, never thrown", () => {
  for (const message of [{ type: "events", events: "x" }, { type: "nonsense" }])
    assert.equal(run(following(2), message).problems.length, 1);
  for (const answer of [{ seq: "x" }, { seq: 3, snapshot: null }, { seq: 3, snapshot: 4 }]) {
    assert.equal(run(opened(), { type: "answer", ask: 1, ...answer }).problems.length, 1);
  }
});

test("changes that cannot be applied lead to a fresh snapshot", () => {
  const state = run(following(2), { type: "events", events: [event(3, { board: [1] })] });
  assert.deepEqual(state.ask, { number: 2, since: null });
  assert.equal(state.picture.ideas.length, 2);
});

test("the personal overlay comes with an answer and stays without one", () => {
  const state = run(opened(), { type: "answer", ask: 1, seq: 0, snapshot: EMPTY, mine: { ideas: [{ id: 1 }] } });
  assert.deepEqual(run(state, { type: "head", seq: 1 }, { type: "answer", ask: 2, seq: 1, events: [event(1)] }).mine, {
    ideas: [{ id: 1 }],
  });
});

/** A server with a journal that reaches back a while, and a network that loses, doubles and shuffles. */
function scenario(seed) {
  const { int, chance, pick, shuffle } = chances(seed);
  const journal = [];
  let truth = EMPTY;
  const happen = () => {
    const seq = journal.length + 1;
    const id = int(1, 12);
    const changes = pick([
      { ideas: [{ id, text: `v${seq}` }] },
      { removed: { ideas: [id] } },
      { board: { id: 1, at: seq } },
      undefined,
    ]);
    const one = changes ? event(seq, changes) : { seq, type: "hidden" };
    journal.push(one);
    truth = applyEvents(truth, [one]);
  };
  const answer = (ask) => {
    const reach = journal.length - int(5, 40);
    if (ask.since === null || ask.since < reach)
      return { type: "answer", ask: ask.number, seq: journal.length, snapshot: truth };
    const events = journal.slice(ask.since, chance(0.2) ? ask.since + 3 : undefined);
    return { type: "answer", ask: ask.number, seq: journal.length, events };
  };
  let state = run(start("board:1"), { type: "opened" });
  let asked = 0;
  let inFlight = [];
  const converse = () => {
    if (!state.ask || state.ask.number === asked) return;
    asked = state.ask.number;
    inFlight.push(chance(0.1) ? { type: "refused", ask: asked } : answer(state.ask));
  };
  for (let turn = 0; turn < 150; turn += 1) {
    for (let count = int(0, 3); count > 0; count -= 1) happen();
    if (chance(0.7)) inFlight.push({ type: "events", events: shuffle(journal.slice(-int(1, 6))) });
    if (chance(0.1)) inFlight.push({ type: "events", events: [pick([null, { seq: "x" }, 3])] });
    if (chance(0.1)) inFlight.push({ type: "head", seq: journal.length });
    if (chance(0.05)) inFlight = [{ type: "closed" }, { type: "opened" }];
    if (chance(0.3)) inFlight = shuffle(inFlight);
    inFlight = inFlight.filter((message) => message.type !== "events" || chance(0.8));
    for (let count = int(0, 4); count > 0 && inFlight.length > 0; count -= 1) {
      state = step(state, inFlight.shift());
      if (chance(0.15) && state.ask === null) state = step(state, { type: "again" });
      converse();
    }
  }
  for (let calm = 0; calm < 40; calm += 1) {
    while (inFlight.length > 0) {
      state = step(state, inFlight.shift());
      converse();
    }
    if (state.open === false) state = step(state, { type: "opened" });
    state = step(
      state,
      state.picture === null && state.ask === null ? { type: "again" } : { type: "head", seq: journal.length },
    );
    converse();
  }
  return { state, truth, journal };
}

// trust: T19
test("500 random schedules all end with the true picture", () => {
  const sorted = (picture) => ({ ...picture, ideas: [...picture.ideas].sort((a, b) => a.id - b.id) });
  for (let seed = 1; seed <= 500; seed += 1) {
    const { state, truth, journal } = scenario(seed);
    assert.equal(state.seq, journal.length, `seed ${seed}`);
    assert.deepEqual(sorted(state.picture), sorted(truth), `seed ${seed}`);
  }
});
