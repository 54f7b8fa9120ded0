import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Grip, LINGER_MS, steadyOrder } from "../../../static/js/ui/steady.js";

const rows = (...ids) => ids.map((id) => ({ id }));

test("rows stay where they were, new ones come last in their own order, and what went leaves no hole", () => {
  assert.deepEqual(steadyOrder([1, 2, 3], rows(3, 1, 2)), rows(1, 2, 3));
  assert.deepEqual(steadyOrder([1, 2, 3], rows(9, 3, 8, 1)), rows(1, 3, 9, 8));
  assert.deepEqual(steadyOrder([], rows(2, 1)), rows(2, 1));
});

test("a list is held while a mouse is over it or the focus is in it, and let go at once after both", () => {
  let loose = 0;
  const grip = new Grip(() => (loose += 1));
  assert.equal(grip.holds, false);
  grip.enter();
  grip.focus(true);
  grip.leave("mouse");
  assert.deepEqual([grip.holds, loose], [true, 0]);
  grip.focus(false);
  assert.deepEqual([grip.holds, loose], [false, 1]);
  grip.focus(false);
  grip.leave("mouse");
  assert.equal(loose, 1);
});

test("a list that went away under a pointer is held no more when it is back", () => {
  let loose = 0;
  const grip = new Grip(() => (loose += 1));
  grip.enter();
  grip.focus(true);
  grip.drop();
  assert.deepEqual([grip.holds, loose], [false, 0]);
});

test("after a finger a list is held a moment longer, and a next touch begins that anew", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  let loose = 0;
  const grip = new Grip(() => (loose += 1));
  grip.enter();
  grip.leave("touch");
  mock.timers.tick(LINGER_MS - 1);
  grip.enter();
  mock.timers.tick(LINGER_MS);
  assert.deepEqual([grip.holds, loose], [true, 0]);
  grip.leave("touch");
  mock.timers.tick(LINGER_MS);
  assert.deepEqual([grip.holds, loose], [false, 1]);
  grip.enter();
  grip.leave("pen");
  grip.stop();
  mock.timers.tick(LINGER_MS);
  assert.equal(loose, 1);
  mock.timers.reset();
});
