import assert from "node:assert/strict";
import { test } from "node:test";
import { routeOf } from "../../../../static/js/apps/phone/place.js";

test("an address names a view, and a strange one leads to now", () => {
  assert.deepEqual(routeOf("#board-12"), { view: "board", id: 12 });
  assert.deepEqual(routeOf("#week"), { view: "week", id: null });
  for (const hash of ["", undefined, "#", "#board-x", "#console", "#board-12-13"])
    assert.deepEqual(routeOf(hash), { view: "now", id: null });
});
