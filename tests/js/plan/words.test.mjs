import assert from "node:assert/strict";
import { test } from "node:test";
import { noRemarks } from "../../../static/js/plan/words.js";

test("a round that takes no remarks any more does not say that there are none yet", () => {
  assert.deepEqual(["planned", "open"].map(noRemarks), ["No remarks yet.", "No remarks yet."]);
  for (const state of ["closed", "answered", "reported_back", "cancelled"])
    assert.equal(noRemarks(state), "No remarks.");
});
