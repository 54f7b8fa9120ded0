import assert from "node:assert/strict";
import { test } from "node:test";
import { openStore } from "../../../static/js/lib/store.js";
import { handTime } from "../support.mjs";

// trust: T29
test("a store that refuses goes on in memory and says so", async () => {
  const store = await openStore("x", {
    backend: {
      all: async () => [],
      put: async () => {
        throw new Error("quota");
      },
      remove: async () => {},
      clear: async () => {},
    },
  });
  assert.equal(store.durable(), true);
  await store.put("a", 1);
  assert.equal(store.durable(), false);
  assert.deepEqual(await store.all(), [["a", 1]]);
  await store.remove("a");
  assert.deepEqual(await store.all(), []);
});

test("a store that never answers is left alone after three seconds, when it opens and later", async () => {
  const time = handTime();
  const never = () => new Promise(() => {});
  const hangs = { all: never, put: never, remove: never, clear: never };
  let opened = null;
  openStore("x", { backend: hangs, setTimer: time.setTimer }).then((store) => (opened = store));
  await time.pass(2900);
  assert.equal(opened, null);
  await time.pass(200);
  assert.equal(opened.durable(), false);
  await opened.put("a", 1);
  assert.deepEqual(await opened.all(), [["a", 1]]);

  const stalls = { ...hangs, all: async () => [] };
  const store = await openStore("y", { backend: stalls, setTimer: time.setTimer });
  assert.equal(store.durable(), true);
  const putting = store.put("b", 2);
  await time.pass(3100);
  await putting;
  assert.equal(store.durable(), false);
  assert.deepEqual(await store.all(), [["b", 2]]);
});
