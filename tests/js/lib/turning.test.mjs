// A key that turns something over, pressed by two at once or with a tremble.
import assert from "node:assert/strict";
import { test } from "node:test";
import { signal } from "@preact/signals-core";
import { STILL_MS } from "../../../static/js/lib/still.js";
import { turning } from "../../../static/js/lib/turning.js";

test("a key that a colleague turned over just now does nothing, and turns it back later", () => {
  const paused = signal(false);
  let now = 0;
  const acts = [];
  const key = turning(() => paused.value, { now: () => now });
  const press = () => key.press((seen) => acts.push(seen ? "go on" : "break"));
  now = 1000;
  press();
  paused.value = true; // by this press, or by that of a colleague
  now += STILL_MS - 1;
  press();
  assert.deepEqual(acts, ["break"]);
  now += 1;
  press();
  assert.deepEqual(acts, ["break", "go on"]);
  key.stop();
  paused.value = false;
  press();
  assert.deepEqual(acts, ["break", "go on", "go on"]);
});
