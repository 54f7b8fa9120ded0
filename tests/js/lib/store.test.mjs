import assert from "node:assert/strict";
import { test } from "node:test";
import { openStore } from "../../../static/js/lib/store.js";

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
