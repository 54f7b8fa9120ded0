import assert from "node:assert/strict";
import { test } from "node:test";
import { watchSleep } from "../../../static/js/lib/awake.js";
import { createAsking, createClock } from "../../../static/js/lib/clock.js";

/** A device whose clocks are set by hand; `pass` lets both go, `sleep` lets the steady one stand still. */
function device() {
  let [steady, wall, look, woken] = [0, 1_000_000, () => {}, 0];
  const every = (work) => {
    look = work;
    return () => {};
  };
  const target = new EventTarget();
  watchSleep(() => (woken += 1), { steady: () => steady, wall: () => wall, every, target });
  return {
    target,
    woken: () => woken,
    steady: () => steady,
    pass(ms) {
      steady += ms;
      wall += ms;
      look();
    },
    sleep(ms) {
      wall += ms;
      look();
    },
  };
}

test("a device that slept is known by its two clocks, and by timers that stood still", () => {
  const phone = device();
  for (let second = 0; second < 60; second += 1) phone.pass(1000);
  assert.equal(phone.woken(), 0);
  phone.sleep(300_000);
  assert.equal(phone.woken(), 1);
  phone.pass(1000);
  assert.equal(phone.woken(), 1);
  phone.pass(60_000);
  assert.equal(phone.woken(), 2);
  phone.target.dispatchEvent(new Event("pageshow"));
  assert.equal(phone.woken(), 3);
});

test("on waking the time is asked until the server told it, and the clock is right", async () => {
  let steady = 0;
  const clock = createClock({ steady: () => steady, wall: () => 0 });
  clock.heard(1_000_000);
  const asked = [];
  const timers = [];
  const answers = [{ ok: false }, { ok: true }];
  const ask = createAsking(
    async () => {
      asked.push(clock.now());
      const answer = answers.shift();
      if (answer.ok) clock.heard(1_302_000);
      return answer;
    },
    { setTimer: (work, ms) => timers.push([work, ms]) },
  );
  steady += 2000; // of 302 seconds
  await ask();
  assert.equal(clock.now(), 1_002_000);
  const [[again, wait]] = timers;
  assert.ok(wait <= 2000);
  await again();
  assert.equal(clock.now(), 1_302_000);
  assert.equal(asked.length, 2);
  assert.equal(timers.length, 1);
});
