import assert from "node:assert/strict";
import { test } from "node:test";
import { besideOf, together } from "../../../../static/js/apps/console/streams.js";

test("a page follows what it shows beside the week, and no other does", () => {
  assert.deepEqual(besideOf("agenda"), ["plan", "agendas"]);
  assert.deepEqual(besideOf("plan"), ["plan"]);
  assert.deepEqual(besideOf("board"), []);
});

test("the picture is there when all of it is there", () => {
  assert.deepEqual(together([{ areas: [] }, { items: [] }]), { areas: [], items: [] });
  assert.equal(together([{ areas: [] }, null]), null);
});
