import assert from "node:assert/strict";
import { test } from "node:test";
import { columnsOf, ideasInOrder, myIdeas, resultsOf, votesOf } from "../../static/js/state/board.js";
import { clockDigits, stepsAround, timerOf } from "../../static/js/state/timer.js";

const idea = (id, more = {}) => ({
  id,
  number: id,
  state: "visible",
  text: `idea ${id}`,
  column: 1,
  group: null,
  position: id,
  votes: null,
  ...more,
});
const picture = {
  board: { id: 1 },
  columns: [
    { id: 2, title: "Later", position: 2 },
    { id: 1, title: "Now", position: 1 },
  ],
  groups: [{ id: 5, title: "Benches", position: 1, column: 2, votes: null }],
  ideas: [
    idea(1),
    idea(2, { column: 2 }),
    idea(3, { group: 5, column: 1 }),
    idea(4, { state: "hidden" }),
    idea(5, { text: undefined }),
    idea(6, { column: 99, position: 0 }),
  ],
};

test("columns stand in order, with groups where the group stands and lost ideas in the first", () => {
  const [now, later] = columnsOf(picture);
  assert.deepEqual([now.column.title, later.column.title], ["Now", "Later"]);
  assert.deepEqual(
    now.ideas.map(({ id }) => id),
    [6, 1],
  );
  assert.deepEqual(
    later.groups[0].ideas.map(({ id }) => id),
    [3],
  );
  assert.deepEqual(
    ideasInOrder(picture).map(({ id }) => id),
    [6, 1, 3, 2],
  );
});

test("an empty picture gives one empty column", () => {
  assert.deepEqual(columnsOf(null), [{ column: { id: null, key: "", title: "", position: 0 }, ideas: [], groups: [] }]);
});

test("my ideas: what waits on the phone first, and nothing twice", () => {
  const mine = {
    ideas: [
      { id: 10, number: 3, text: "a", state: "visible" },
      { id: 11, number: 8, text: "b", state: "waiting" },
    ],
  };
  const entries = [
    { id: "x", type: "post_idea", state: "saved", text: "a", result: { idea: 10, number: 3 } },
    { id: "y", type: "post_idea", state: "saved", text: "c", result: { idea: 12, number: 9 } },
    { id: "z", type: "post_idea", state: "on_phone", text: "d", result: null },
    { id: "v", type: "add_remark", state: "on_phone", text: "e", result: null },
  ];
  assert.deepEqual(
    myIdeas(mine, entries).map(({ text, state }) => `${text} ${state}`),
    ["d on_phone", "c saved", "b waiting", "a visible"],
  );
});

test("votes left come from the server, else from the limit", () => {
  assert.equal(votesOf({ votes: [1], votes_left: 2 }, { votes_per_person: 3 }).left, 2);
  assert.equal(votesOf({ votes: [1] }, { votes_per_person: 3 }).left, 2);
  assert.equal(votesOf(null, { votes_per_person: null }).left, null);
  assert.equal(votesOf({ votes: [1] }, {}).has(1), true);
});

test("results: most votes first, equal ones as on the board, a group adds up its ideas", () => {
  const voted = {
    ...picture,
    ideas: [
      idea(1, { votes: 2 }),
      idea(2, { votes: 5, column: 2 }),
      idea(3, { votes: 3, group: 5 }),
      idea(7, { votes: 2, group: 5 }),
      idea(8, { votes: 2, position: 0 }),
    ],
  };
  assert.deepEqual(
    resultsOf(voted).map(({ kind, id, votes }) => `${kind} ${id} ${votes}`),
    ["group 5 5", "idea 2 5", "idea 8 2", "idea 1 2"],
  );
});

const started = "2025-06-02T19:00:00Z";
const at = (seconds) => Date.parse(started) + seconds * 1000;
const timer = (seconds, more = {}) =>
  timerOf({ step_started_at: started, step_extra_seconds: 0, paused_at: null, ...more }, { minutes: 10 }, at(seconds));

test("the timer runs, warns, and goes over", () => {
  assert.deepEqual(
    [timer(0), timer(545), timer(600), timer(630)].map(({ phase, seconds }) => [phase, seconds]),
    [
      ["running", 600],
      ["soon", 55],
      ["soon", 0],
      ["over", 30],
    ],
  );
});

test("added time and a pause count", () => {
  assert.equal(timer(630, { step_extra_seconds: 60 }).seconds, 30);
  assert.deepEqual(
    [timer(9999, { paused_at: "2025-06-02T19:01:00Z" })].map(({ phase, seconds }) => [phase, seconds]),
    [["paused", 540]],
  );
  assert.equal(timer(9999, { paused_at: "2025-06-02T19:11:00Z" }).overrun, true);
});

test("without a start or without minutes there is no timer", () => {
  assert.equal(timerOf({}, { minutes: 5 }, at(0)), null);
  assert.equal(timerOf({ step_started_at: started }, null, at(0)), null);
  assert.equal(timerOf(undefined, undefined, at(0)), null);
});

test("once the session has ended the clock is gone", () => {
  for (const state of ["closed", "minutes_drafted", "minutes_agreed"]) assert.equal(timer(30, { state }), null);
  for (const state of ["doors_open", "running", "paused"]) assert.equal(timer(30, { state }).seconds, 570);
});

test("digits without a language", () => {
  assert.deepEqual([0, 65, 3725].map(clockDigits), ["0:00", "1:05", "1:02:05"]);
});

test("the steps around the one that runs", () => {
  const steps = [
    { id: 3, position: 2 },
    { id: 1, position: 1 },
    { id: 2, position: 3 },
  ];
  const around = stepsAround({ gathering: { step: 3 }, steps });
  assert.deepEqual([around.previous.id, around.now.id, around.next.id], [1, 3, 2]);
  assert.deepEqual([stepsAround({ gathering: { step: null }, steps }).next.id, stepsAround(null).next], [1, null]);
});
