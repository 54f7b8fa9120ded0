import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

const SOURCE = readFileSync(new URL("../../../../static/js/apps/projector/worker.js", import.meta.url), "utf-8");
const page = { method: "GET", url: "http://hall.lan/screen" };

/** The worker of a browser with these caches and this network; what it answers to the page of the projector. */
function askedOf({ caches, fetch }) {
  const heard = {};
  const self = { addEventListener: (name, fn) => (heard[name] = fn), skipWaiting() {}, clients: { claim() {} } };
  const soon = (fn, ms) => setTimeout(fn, ms / 100);
  vm.runInNewContext(SOURCE, { self, caches, fetch, URL, setTimeout: soon, location: { origin: "http://hall.lan" } });
  return new Promise((resolve) => heard.fetch({ request: page, respondWith: resolve }));
}

const fine = { ok: true, status: 200, clone: () => "a copy" };
const CACHES = {
  refuses: { open: () => Promise.reject(new Error("not here")) },
  "never opens": { open: () => new Promise(() => {}) },
  "never finds": { open: async () => ({ match: () => new Promise(() => {}), put: () => new Promise(() => {}) }) },
  "takes nothing": {
    open: async () => ({ match: () => Promise.reject(new Error("no")), put: () => Promise.reject() }),
  },
};

for (const [way, caches] of Object.entries(CACHES)) {
  test(`a cache that ${way} keeps no page from a projector`, async () => {
    assert.equal(await askedOf({ caches, fetch: async () => fine }), fine);
  });

  test(`a cache that ${way} leaves a server that fails what it says`, async () => {
    const failing = { ok: false, status: 503 };
    assert.equal(await askedOf({ caches, fetch: async () => failing }), failing);
    await assert.rejects(askedOf({ caches, fetch: () => Promise.reject(new Error("no server")) }), /no server/);
  });
}

test("a page comes from the cache while the server does not answer, and is kept when it does", async () => {
  const kept = [];
  const caches = {
    open: async () => ({ match: async () => "the kept page", put: async (...what) => kept.push(what) }),
  };
  assert.equal(await askedOf({ caches, fetch: () => new Promise(() => {}) }), "the kept page");
  assert.equal(await askedOf({ caches, fetch: async () => ({ ok: false, status: 502 }) }), "the kept page");
  assert.equal(await askedOf({ caches, fetch: async () => fine }), fine);
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.deepEqual(kept, [[page, "a copy"]]);
});
