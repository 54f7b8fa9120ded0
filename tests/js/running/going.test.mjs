import assert from "node:assert/strict";
import { test } from "node:test";
import { createGoing, STILL_MS } from "../../../static/js/running/console/going.js";
import { handTime, settle } from "../support.mjs";

const STEPS = [21, 22, 23].map((id, position) => ({ id, position, title: `Step ${id}` }));
const pictureAt = (step) => ({ gathering: { id: 3, step }, steps: STEPS });

/** A console: what it sent, and answers that the test gives. */
function standing() {
  const time = handTime();
  const sent = [];
  const answers = [];
  const going = createGoing({ setTimer: time.setTimer });
  const send = (type, fields) => {
    sent.push({ type, ...fields });
    return new Promise((resolve) => answers.push(resolve));
  };
  const answer = async (result = { step: 22, already: false }) => {
    answers.shift()({ ok: true, result });
    await settle();
  };
  return { time, sent, going, answer, press: (step, to = "next") => going.go(pictureAt(step), to, send), answers };
}

test("each act says which step it leaves", async () => {
  for (const [step, to, expected] of [
    [21, "next", { step: "next", leaving: 21 }],
    [22, "previous", { step: "previous", leaving: 22 }],
    [22, 23, { step: 23, leaving: 22 }],
    [null, "next", { step: 21 }], // before the first step there is none to leave, so the one that is meant is named
  ]) {
    const { sent, press } = standing();
    press(step, to);
    assert.deepEqual(sent, [{ type: "go_to_step", gathering: 3, ...expected }]);
  }
});

test("a press does not count until the answer is there, and for half a second after it", async () => {
  const { time, sent, going, answer, press } = standing();
  press(21);
  await time.pass(5000);
  assert.equal(going.busy.value, true);
  assert.equal(await press(21), null);
  await answer();
  await time.pass(STILL_MS - 1);
  assert.equal(await press(22), null);
  assert.equal(sent.length, 1);
  await time.pass(1);
  assert.equal(going.busy.value, false);
  press(22);
  assert.deepEqual(
    sent.map((one) => one.leaving),
    [21, 22],
  );
});

test("a press does not count for half a second after somebody else went on", async () => {
  const { time, sent, going, press } = standing();
  going.saw(pictureAt(21).gathering);
  going.saw({ ...pictureAt(21).gathering, state: "paused" });
  assert.equal(going.busy.value, false);
  going.saw(pictureAt(22).gathering);
  assert.equal(await press(22), null);
  await time.pass(STILL_MS);
  press(22);
  assert.equal(sent.length, 1);
});

test("another session that is opened on the screen is no step further", () => {
  const { going } = standing();
  going.saw({ id: 3, step: 21 });
  going.saw(null);
  going.saw({ id: 4, step: 31 });
  assert.equal(going.busy.value, false);
});

test("after a refusal, or a send that breaks, one can press again at once", async () => {
  const { going, press, answers } = standing();
  press(21);
  answers.shift()({ ok: false, error: "offline" });
  await settle();
  assert.equal(going.busy.value, false);
  const broken = going.go(pictureAt(21), "next", () => Promise.reject(new Error("broken")));
  await assert.rejects(broken, /broken/);
  assert.equal(going.busy.value, false);
});
