import assert from "node:assert/strict";
import { test } from "node:test";
import { nameOf } from "../../../static/js/ui/words.js";

test("where there is little room the name comes first, and after it that it is an example", () => {
  assert.equal(nameOf("Voorbeeld: Tips voor de groepen"), "Tips voor de groepen (example)");
  assert.equal(nameOf("Tips: wat werkt"), "Tips: wat werkt");
});
