import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

const fresh = () => import(`../../../static/js/lib/closed.js?${Math.random()}`);
afterEach(() => {
  delete globalThis.localStorage;
});

/** @param {Map<string, string>} kept */
function keepIn(kept) {
  globalThis.localStorage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
  };
}

test("what was closed is still closed after a reload", async () => {
  keepIn(new Map());
  const { closeNotice } = await fresh();
  closeNotice("rush:1-24");
  closeNotice("rush:30-60");
  assert.deepEqual((await fresh()).closedNotices(), ["rush:1-24", "rush:30-60"]);
});

test("without a storage, or with rubbish in it, it stays closed as long as the page", async () => {
  const none = await fresh();
  none.closeNotice("rush:1-24");
  assert.deepEqual(none.closedNotices(), ["rush:1-24"]);
  keepIn(new Map([["charrette:closed", "{"]]));
  const broken = await fresh();
  assert.deepEqual(broken.closedNotices(), []);
});

test("only the newest are kept", async () => {
  const kept = new Map();
  keepIn(kept);
  const { closeNotice } = await fresh();
  for (let at = 0; at < 120; at += 1) closeNotice(`rush:${at}`);
  const { closedNotices } = await fresh();
  assert.deepEqual([closedNotices().length, closedNotices()[0]], [100, "rush:20"]);
});
