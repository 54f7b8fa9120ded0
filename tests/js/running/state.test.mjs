import assert from "node:assert/strict";
import { test } from "node:test";
import { clockDigits, sameScene, sceneOf, stepsAround, timerOf } from "../../../static/js/running/state.js";

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

test("the clock of the step that runs is not put beside another step, as where somebody still types", () => {
  const gathering = { state: "running", step: 22, step_started_at: started, step_extra_seconds: 0, paused_at: null };
  assert.equal(timerOf(gathering, { id: 22, minutes: 20 }, at(60)).seconds, 19 * 60);
  assert.equal(timerOf(gathering, { id: 21, minutes: 25 }, at(60)), null);
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

test("the scene follows the step: a board, a round or only words", () => {
  const steps = [
    { id: 1, shows: "join", board: null, round: null },
    { id: 2, shows: "board", board: 12, round: null },
    { id: 3, shows: "round", board: null, round: 4 },
    { id: 4, shows: "report", board: 12, round: 4 },
    { id: 5, shows: "round", board: null, round: null },
  ];
  const at = (step) => sceneOf({ gathering: { step }, steps });
  assert.deepEqual(
    [1, 2, 3, 4, 5, null].map((step) => at(step).kind),
    ["words", "board", "round", "round", "words", "words"],
  );
  assert.equal(at(null).step, null);
  assert.ok(sameScene(at(2), at(2)) && !sameScene(at(2), at(3)) && !sameScene(null, at(2)));
});
