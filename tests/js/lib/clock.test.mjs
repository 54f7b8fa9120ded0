import assert from "node:assert/strict";
import { test } from "node:test";
import { createClock } from "../../../static/js/lib/clock.js";

test("the clock follows the server whatever the device thinks, and a late message does not turn it back", () => {
  let steady = 1000;
  const clock = createClock({ steady: () => steady, wall: () => 5 });
  assert.equal(clock.now(), 5);
  clock.heard("2025-06-02T19:00:00Z");
  const start = Date.parse("2025-06-02T19:00:00Z");
  steady += 10_000;
  assert.equal(clock.now(), start + 10_000);
  clock.heard(start + 2000);
  clock.heard("no time");
  assert.equal(clock.now(), start + 10_000);
  clock.heard(start + 60_000);
  assert.equal(clock.now(), start + 60_000);
});
