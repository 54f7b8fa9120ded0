// The computer of the projector stays awake where the browser can keep it so; where it cannot, nothing breaks.
import assert from "node:assert/strict";
import { test } from "node:test";
import { keepAwake } from "../../../../static/js/apps/projector/awake.js";

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A page, and a browser that gives locks until it is told to refuse. */
function browser({ refuses = false } = {}) {
  const page = Object.assign(new EventTarget(), { visibilityState: "visible" });
  const locks = [];
  const wakeLock = {
    refuses,
    async request(type) {
      assert.equal(type, "screen");
      if (wakeLock.refuses) throw new DOMException("low battery", "NotAllowedError");
      locks.push(new EventTarget());
      return locks.at(-1);
    },
  };
  const turn = (state) => {
    page.visibilityState = state;
    page.dispatchEvent(new Event("visibilitychange"));
  };
  return { page, locks, wakeLock, turn };
}

test("the projector asks to stay awake, and again when its page is in sight again", async () => {
  const { page, locks, wakeLock, turn } = browser();
  const { held } = keepAwake({ navigator: { wakeLock }, document: page });
  await settled();
  assert.deepEqual([locks.length, held.value], [1, true]);
  page.visibilityState = "hidden";
  locks[0].dispatchEvent(new Event("release"));
  turn("hidden");
  await settled();
  assert.deepEqual([locks.length, held.value], [1, false], "out of sight it may sleep");
  turn("visible");
  await settled();
  assert.deepEqual([locks.length, held.value], [2, true]);
  turn("visible");
  await settled();
  assert.equal(locks.length, 2, "one is enough");
});

test("a lock that the browser takes back while the page is in sight is asked for again", async () => {
  const { page, locks, wakeLock } = browser();
  const { held } = keepAwake({ navigator: { wakeLock }, document: page });
  await settled();
  locks[0].dispatchEvent(new Event("release"));
  await settled();
  assert.deepEqual([locks.length, held.value], [2, true]);
});

test("a browser that refuses, or that has no lock to give as on plain http, breaks nothing and may do so later", async () => {
  const { page, wakeLock, turn } = browser({ refuses: true });
  const { held } = keepAwake({ navigator: { wakeLock }, document: page });
  await settled();
  assert.equal(held.value, false);
  wakeLock.refuses = false;
  turn("visible");
  await settled();
  assert.equal(held.value, true);
  assert.equal(keepAwake({ navigator: {}, document: page }).held.value, false);
});
