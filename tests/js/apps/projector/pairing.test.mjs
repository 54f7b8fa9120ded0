import assert from "node:assert/strict";
import { test } from "node:test";
import { ownStream } from "../../../../static/js/apps/projector/pairing.js";
import { keepsCookies } from "../../../../static/js/lib/browser.js";

globalThis.navigator ??= /** @type {any} */ ({}); // Node has none before its version 21

test("a projector in a browser without cookies says why it gets no name", async () => {
  const said = [];
  const sentence = "Your browser keeps no cookies of this address.";
  const api = { post: async () => ({ ok: false, error: "no_cookies", message: sentence }) };
  const stream = await ownStream({ boot: {}, api, onRefused: (words) => said.push(words) });
  assert.deepEqual([stream, said], [null, [sentence]]);
});

test("whether cookies are kept is tried, and nothing stays of it", () => {
  const jar = new Map();
  const keeping = {
    get cookie() {
      return [...jar].map((pair) => pair.join("=")).join("; ");
    },
    set cookie(line) {
      const [name, value] = line.split(";")[0].split("=");
      if (line.includes("Max-Age=0")) jar.delete(name);
      else jar.set(name, value);
    },
  };
  assert.equal(keepsCookies(keeping), true);
  assert.equal(jar.size, 0);
  assert.equal(keepsCookies({ get cookie() { return ""; }, set cookie(_) {} }), false); // prettier-ignore
});
