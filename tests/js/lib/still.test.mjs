import assert from "node:assert/strict";
import { test } from "node:test";
import { cameUnder, isTremble, sameAim, STILL_MS } from "../../../static/js/lib/still.js";

/** A button of 40 high at this place in a list. */
const row = (element, name, top, left = 0) => ({
  element,
  name,
  box: { left, top, right: left + 100, bottom: top + 40 },
});
const [one, two, three] = [{ id: 1 }, { id: 2 }, { id: 3 }];

test("a row that moves up to where another stood came under the pointer; what stays did not", () => {
  const before = [
    row(one, "Let through: idea 1", 0),
    row(two, "Let through: idea 2", 50),
    row(three, "Next step", 300),
  ];
  const after = [row(two, "Let through: idea 2", 0), row(three, "Next step", 300)];
  assert.deepEqual(cameUnder(before, after), [after[0]]);
  assert.deepEqual(cameUnder(before, before), []);
});

test("a button that says another thing in its place came anew; one whose count changes did not", () => {
  const before = [row(one, "Check in", 0), row(two, "Me too (3)", 50)];
  const after = [row(one, "Check out", 0), row(two, "Me too (4)", 50)];
  assert.deepEqual(cameUnder(before, after), [after[0]]);
});

test("a button whose words to press upon were changed by who wrote them came anew", () => {
  const before = [{ ...row(one, "Let through: idea 1", 0), about: "A bench" }];
  const after = [{ ...row(one, "Let through: idea 1", 0), about: "Something nasty" }];
  assert.deepEqual(cameUnder(before, after), after);
});

test("what comes where nothing could be pressed, or is drawn once more, is no trap", () => {
  const again = { id: 4 };
  assert.deepEqual(cameUnder([row(one, "Break", 0)], [row(again, "Break", 0), row(two, "Post", 100)]), []);
  const label = { id: 5, contains: (other) => other === one };
  assert.deepEqual(cameUnder([row(label, "Choose", 0)], [row(label, "Choose", 0), row(one, "Box", 4)]), []);
});

test("two of one name are two when they tell their numbers", () => {
  assert.equal(
    sameAim({ element: one, name: "Let through: idea 1" }, { element: two, name: "Let through: idea 2" }),
    false,
  );
  assert.equal(sameAim({ element: one, name: "1 vote" }, { element: one, name: "2 votes" }), false);
  assert.equal(sameAim({ element: one, name: "Votes: 1" }, { element: one, name: "Votes: 2" }), true);
});

test("a key pressed twice does not say yes to the question that the first press asked", () => {
  const close = { aim: { element: one, name: "Close" }, by: "Enter", at: 1000 };
  const yes = { aim: { element: two, name: "Yes, close" }, by: "Enter", at: 1000 + STILL_MS - 1 };
  assert.equal(isTremble(close, yes), true);
  assert.equal(isTremble(close, { ...yes, at: 1000 + STILL_MS }), false);
  assert.equal(isTremble(close, { ...close, at: 1100 }), false);
  assert.equal(isTremble(null, yes), false);
});
