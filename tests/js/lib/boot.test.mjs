import assert from "node:assert/strict";
import { test } from "node:test";
import { readBoot } from "../../../static/js/lib/boot.js";

test("boot reads the page's data, and an empty page gives the defaults", () => {
  assert.equal(readBoot(null).lang, "en");
  assert.deepEqual(readBoot({ getElementById: () => ({ textContent: '{"lang":"nl","me":{"id":1}}' }) }).me, { id: 1 });
});
