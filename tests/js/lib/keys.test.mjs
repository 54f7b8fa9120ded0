import assert from "node:assert/strict";
import { test } from "node:test";
import { isTaken } from "../../../static/js/lib/keys.js";

test("shortcuts leave typing and combinations alone", () => {
  const at = (matches) => ({ closest: (selector) => (matches(selector) ? {} : null) });
  const press = (extra) => ({ key: "n", target: at(() => false), ...extra });
  assert.equal(isTaken(press({})), false);
  assert.equal(isTaken(press({ ctrlKey: true })), true);
  assert.equal(isTaken(press({ target: at((selector) => selector.includes("textarea")) })), true);
  assert.equal(
    isTaken({ ...press({ target: at((selector) => selector.startsWith("button")) }), key: "ArrowRight" }),
    true,
  );
});
