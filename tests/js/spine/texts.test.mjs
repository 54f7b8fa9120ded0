import assert from "node:assert/strict";
import { test } from "node:test";
import { hasText, isBlank, lettersIn } from "../../../static/js/spine/texts.js";

const INVISIBLE = [
  "",
  " \n\u00a0\u3000",
  "\u200b",
  "\u00ad",
  "\u3164",
  "\u2800",
  "\ufeff",
  "\ufe0f",
  "\u{e0041}",
  "\u0301",
];
const VISIBLE = ["a", "1", "-", "日", "नि", "👍", "👨‍👩‍👧", "1️⃣", "\ufffd", "\u{1faff}"];

test("what nobody can see is no text, as the server has it", () => {
  for (const text of INVISIBLE) assert.equal(isBlank(` ${text} `), true, escape(text));
  for (const text of [null, undefined]) assert.equal(isBlank(text), true);
});

test("what shows on a screen is text", () => {
  for (const text of VISIBLE) assert.equal(hasText(`\u200b${text}`), true, text);
});

test("letters are counted as the server counts them when it is sent: composed, and without the space around", () => {
  for (const [text, count] of [
    ["", 0],
    ["e\u0301te\u0301", 3], // as it is pasted from a Mac
    ["\u1112\u1161\u11ab\u1100\u1173\u11af", 2], // 한글
    ["  een\ntwee \n", 8],
    ["\u0958", 2], // the only ones that come apart
    ["👍🏽", 2],
  ])
    assert.equal(lettersIn(text), count, escape(text));
});
