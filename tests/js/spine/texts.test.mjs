import assert from "node:assert/strict";
import { test } from "node:test";
import { hasText, isBlank } from "../../../static/js/spine/texts.js";

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
