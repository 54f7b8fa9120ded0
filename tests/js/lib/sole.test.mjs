import assert from "node:assert/strict";
import { test } from "node:test";
import { createSole, createTabs } from "../../../static/js/lib/sole.js";
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

/** The locks of a browser, as far as they are used here. */
function webLocks() {
  const held = new Map();
  const waiting = [];
  const grant = async (name, fn) => {
    let take;
    const taken = new Promise((_, refuse) => (take = () => refuse(new DOMException("taken", "AbortError"))));
    held.set(name, take);
    try {
      return await Promise.race([fn({ name }), taken]);
    } finally {
      if (held.get(name) === take) held.delete(name);
      const next = waiting.findIndex((one) => one.name === name && !held.has(name));
      if (next >= 0) waiting.splice(next, 1)[0].go();
    }
  };
  return {
    async request(name, { ifAvailable, steal }, fn) {
      if (ifAvailable && held.has(name)) return fn(null);
      if (steal) held.get(name)?.();
      else if (held.has(name)) await new Promise((go) => waiting.push({ name, go }));
      return grant(name, fn);
    },
  };
}

const never = () => new Promise(() => {});
const refuse = () => Promise.reject(new DOMException("not here", "SecurityError"));
const BROKEN = {
  "never answer": { request: never },
  refuse: { request: refuse },
  "throw at once": {
    request: () => {
      throw new DOMException("not here", "InvalidStateError");
    },
  },
};

for (const [way, locks] of Object.entries(BROKEN))
  test(`where Web Locks ${way}, one tab is the sender within three seconds all the same`, async () => {
    const time = handTime();
    const options = {
      locks,
      storage: webStorage(),
      setTimer: time.setTimer,
      clearTimer: time.clearTimer,
      now: time.now,
    };
    const [one, two] = [createSole("x", options), createSole("x", options)];
    let gained = 0;
    one.onGain = () => (gained += 1);
    one.start();
    two.start();
    await time.pass(3000);
    assert.deepEqual([one.held(), two.held(), gained], [true, false, 1]);
    two.insist();
    await time.pass(2000);
    assert.deepEqual([one.held(), two.held()], [false, true]);
    two.stop();
    await time.pass(3000);
    assert.equal(one.held(), true);
    one.stop();
    assert.equal(one.held(), false);
  });

test("a tab waits for another with Web Locks however long, and takes over when it asks for it", async () => {
  const time = handTime();
  const options = {
    locks: webLocks(),
    storage: webStorage(),
    setTimer: time.setTimer,
    clearTimer: time.clearTimer,
    now: time.now,
  };
  const [one, two] = [createSole("x", options), createSole("x", options)];
  one.start();
  two.start();
  await time.pass(60_000);
  assert.deepEqual([one.held(), two.held()], [true, false]);
  two.insist();
  await time.pass(10_000);
  assert.deepEqual([one.held(), two.held()], [false, true]);
  two.stop();
  await time.pass(10);
  assert.equal(one.held(), true);
});

test("a browser that refuses the channel between tabs leaves the other way", () => {
  const before = globalThis.BroadcastChannel;
  globalThis.BroadcastChannel = class {
    constructor() {
      throw new DOMException("not here", "SecurityError");
    }
  };
  try {
    const tabs = createTabs("x");
    tabs.onMessage(() => {});
    tabs.post({ kind: "gone", id: "1" });
    tabs.close();
  } finally {
    globalThis.BroadcastChannel = before;
  }
});
