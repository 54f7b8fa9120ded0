import assert from "node:assert/strict";
import { test } from "node:test";
import { shortTitle } from "../../../static/js/ui/page.js";

test("where there is little room the name comes first, and after it that it is an example", () => {
  assert.equal(shortTitle("Voorbeeld: Tips voor de groepen"), "Tips voor de groepen (example)");
  assert.equal(shortTitle("Tips: wat werkt"), "Tips: wat werkt");
});
