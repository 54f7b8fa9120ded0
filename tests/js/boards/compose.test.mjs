import assert from "node:assert/strict";
import { test } from "node:test";
import { mistakeIn, sentWords } from "../../../static/js/boards/phone/compose.js";
import { reduce } from "../../../static/js/spine/outbox.js";

const ADDED = { id: "a", owner: 1, lane: "board:1", type: "post_idea", fields: {}, text: "A bench", order: 1 };
const added = () => reduce([], { type: "added", entry: ADDED }, 0);

test("an idea is called sent when the server has it, and not before", () => {
  const waits = added();
  const goes = reduce(waits, { type: "sending", id: "a" }, 1);
  const there = reduce(goes, { type: "answered", id: "a", answer: { ok: true, result: { idea: 7 } } }, 2);

  assert.match(sentWords(waits, "a"), /^Not sent yet/);
  assert.match(sentWords(goes, "a"), /^On its way/);
  assert.match(sentWords(there, "a"), /^Sent/);
});

test("an idea that was refused or put away is not called sent", () => {
  const refused = reduce(
    reduce(added(), { type: "sending", id: "a" }, 1),
    { type: "answered", id: "a", answer: { ok: false, error: "board_closed", message: "No." } },
    2,
  );

  assert.equal(sentWords(refused, "a"), null);
  assert.equal(sentWords(reduce(refused, { type: "removed", id: "a" }, 3), "a"), null);
});

test("an idea that the server takes is not called too long, however its letters are written", () => {
  assert.equal(mistakeIn("e\u0301".repeat(280), 280), null);
  assert.equal(mistakeIn(`${"e".repeat(280)}\n `, 280), null);
  assert.match(mistakeIn("e".repeat(281), 280), /too long/);
});
