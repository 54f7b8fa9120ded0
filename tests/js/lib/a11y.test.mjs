import assert from "node:assert/strict";
import { test } from "node:test";
import { createAnnouncer, rovingTarget } from "../../../static/js/lib/a11y.js";
import { handTime } from "../support.mjs";

// trust: T90
test("at most one polite message per five seconds, with what happened added up", async () => {
  const time = handTime();
  const said = [];
  const announcer = createAnnouncer({
    say: (text) => said.push([time.now(), text]),
    warn: (text) => said.push(["!", text]),
    now: time.now,
    later: time.setTimer,
  });
  for (let card = 0; card < 20; card += 1) {
    announcer.announceCount("ideas", 1, (total) => `${total} new`);
    await time.pass(1000);
  }
  await time.pass(10_000);
  const times = said.map(([at]) => at);
  times.slice(1).forEach((at, index) => assert.ok(at - times[index] >= 5000));
  assert.equal(
    said.reduce((sum, [, text]) => sum + parseInt(text, 10), 0),
    20,
  );
  announcer.announceError("It failed");
  assert.deepEqual(said.at(-1), ["!", "It failed"]);
});

// trust: T90
test("a newer text on a topic replaces the older, and a pause silences all but own acts", async () => {
  const time = handTime();
  const said = [];
  const announcer = createAnnouncer({
    say: (text) => said.push(text),
    warn: () => {},
    now: time.now,
    later: time.setTimer,
  });
  announcer.announce("first");
  await time.pass(10);
  announcer.announce("step 2", { topic: "step" });
  announcer.announce("step 3", { topic: "step" });
  await time.pass(6000);
  announcer.pause(true);
  announcer.announce("unheard");
  announcer.announceOwn("Sent.");
  await time.pass(6000);
  assert.deepEqual(said, ["first", "step 3", "Sent."]);
});

test("arrows, Home and End move through a list", () => {
  assert.deepEqual(
    ["ArrowDown", "ArrowUp", "Home", "End", "x"].map((key) => rovingTarget(key, 0, 3)),
    [1, 2, 0, 2, null],
  );
  assert.equal(rovingTarget("ArrowUp", 0, 3, false), 0);
  assert.equal(rovingTarget("End", 0, 0), null);
});
