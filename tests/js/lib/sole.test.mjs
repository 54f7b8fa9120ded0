import assert from "node:assert/strict";
import { test } from "node:test";
import { createSole } from "../../../static/js/lib/sole.js";
import { handTime, settle, webStorage } from "../support.mjs";

// trust: T26
test("without Web Locks a lease makes one tab the sender, and another follows when it stops", async () => {
  const time = handTime();
  const storage = webStorage();
  const options = { locks: null, storage, setTimer: time.setTimer, clearTimer: time.clearTimer, now: time.now };
  const [one, two] = [createSole("x", options), createSole("x", options)];
  one.start();
  two.start();
  assert.deepEqual([one.held(), two.held()], [true, false]);
  await time.pass(20_000);
  assert.deepEqual([one.held(), two.held()], [true, false]);
  one.stop();
  await time.pass(3000);
  assert.equal(two.held(), true);
  two.stop();
});

test("a waiting tab may take the lease over, and then the other lets go", async () => {
  const time = handTime();
  const options = {
    locks: null,
    storage: webStorage(),
    setTimer: time.setTimer,
    clearTimer: time.clearTimer,
    now: time.now,
  };
  const [one, two] = [createSole("x", options), createSole("x", options)];
  one.start();
  two.start();
  two.insist();
  await time.pass(2000);
  assert.deepEqual([one.held(), two.held()], [false, true]);
  await settle();
});
