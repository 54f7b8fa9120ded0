// Texts that are too high for their place: in parts that are measured, of which none loses a letter.
import assert from "node:assert/strict";
import { test } from "node:test";
import { directionOf, divideText, fit, textBlock } from "../../../static/js/projector/state/division.js";
import { chances } from "../support.mjs";

/** A place of so many lines of so many letters: what is drawn breaks anywhere, and at every line end. */
const lines = (text, width) =>
  text.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil([...line].length / width)), 0);
const place = (text, width, most) => (from, to) => lines(text.slice(from, to), width) <= most;
const cut = (text, width, most) =>
  divideText(text, place(text, width, most)).map(({ from, to }) => text.slice(from, to));

test("forty short lines are in parts of as many lines as there is room for, however few letters they have", () => {
  const text = Array.from({ length: 40 }, (_, at) => `n${at + 1}`).join("\n");
  const parts = cut(text, 30, 11);
  assert.deepEqual(
    parts.map((part) => part.split("\n").length),
    [11, 11, 11, 7],
  );
  assert.equal(parts.join("\n"), text);
});

test("a text is cut after a sentence, else between words, else after a letter as people count them", () => {
  assert.deepEqual(cut("One two. Three four five.", 12, 1), ["One two.", "Three four", "five."]);
  assert.deepEqual(cut("abcdefghij", 4, 1), ["abcd", "efgh", "ij"]);
  assert.deepEqual(cut("木の下に座る。水のそばで待つ。", 9, 1), ["木の下に座る。", "水のそばで待つ。"]);
  const family = "👨‍👩‍👧";
  assert.deepEqual(cut(family.repeat(3), 7, 1), [family, family, family]);
  assert.deepEqual(cut("e\u0301e\u0301e\u0301", 5, 1), ["e\u0301e\u0301", "e\u0301"]);
});

test("one letter that is higher than any place is a part of its own, and nothing goes round for ever", () => {
  assert.deepEqual(
    divideText("ab", () => false),
    [
      { from: 0, to: 1 },
      { from: 1, to: 2 },
    ],
  );
  assert.deepEqual(
    divideText(" \n ", () => false),
    [],
  );
});

test("whatever the text and its place: every part fits, none is empty, and only white space is between them", () => {
  const letters = ["a", "W", " ", "\n", ". ", "木", "。", "👩‍👩‍👧‍👦", "e\u0301\u0302", "ש", "woord "];
  for (let seed = 1; seed <= 200; seed += 1) {
    const { int } = chances(seed);
    const text = Array.from({ length: int(1, 300) }, () => letters[int(0, letters.length - 1)]).join("");
    const fits = place(text, int(15, 40), int(1, 12));
    const parts = divideText(text, fits);
    let at = 0;
    for (const { from, to } of parts) {
      assert.equal(text.slice(at, from).trim(), "", `seed ${seed}`);
      assert.ok(fits(from, to) && text.slice(from, to).trim(), `seed ${seed}`);
      at = to;
    }
    assert.equal(text.slice(at).trim(), "", `seed ${seed}`);
  }
});

test("letters of a part run the way of the whole text", () => {
  const text = "מקלט אוטובוס met koffie";
  assert.equal(directionOf(text, { n: 2, of: 2 }), "rtl");
  assert.equal(directionOf("12 banken", { n: 1, of: 2 }), "ltr");
  assert.equal(directionOf(text, null), "auto");
});

const words = (key, text, more = {}) =>
  textBlock({ key, sig: text, words: text, draw: (from, to, part) => [text.slice(from, to), part], ...more });
/** As if a line were 10 high, with 10 letters in a column and 30 over the whole width. */
const measured = (block, how, height) => {
  const width = how.startsWith("column") ? 10 : 30;
  if (!how.endsWith("parts")) return { height: 10 * lines(block.words, width) };
  const parts = divideText(block.words, place(block.words, width, Math.floor(height / 10)));
  return { parts: parts.map(({ from, to }) => ({ from, to, height: 10 * lines(block.words.slice(from, to), width) })) };
};
const room = (more = {}) => ({ height: 100, gap: 0, wide: true, look: measured, ...more });
const drawn = ({ blocks }) => blocks.map(({ key, wide, node }) => [key, Boolean(wide), node?.[1] ?? null]);

test("what is too high for a column goes over the whole width, and what is too high for that in parts", () => {
  const fitted = fit([words("a", "x".repeat(90)), words("b", "x".repeat(120)), words("c", "x".repeat(500))], room());
  assert.deepEqual(drawn(fitted), [
    ["a", false, null],
    ["b", true, null],
    ["c/1", true, { n: 1, of: 2 }],
    ["c/2", true, { n: 2, of: 2 }],
  ]);
  assert.ok(fitted.blocks.every(({ height }) => height <= 100));
  assert.deepEqual(drawn(fit([words("b", "x".repeat(120))], room({ wide: false }))), [
    ["b/1", false, { n: 1, of: 2 }],
    ["b/2", false, { n: 2, of: 2 }],
  ]);
});

test("short lines stand in columns, as the whole width is no help to them", () => {
  const text = Array.from({ length: 25 }, (_, at) => `n${at}`).join("\n");
  assert.deepEqual(drawn(fit([words("a", text)], room())), [
    ["a/1", false, { n: 1, of: 3 }],
    ["a/2", false, { n: 2, of: 3 }],
    ["a/3", false, { n: 3, of: 3 }],
  ]);
});

test("parts leave room for the heading above them; a heading that is too high is in parts itself", () => {
  const heading = words("h", "Park", { heading: true });
  const { blocks } = fit([heading, words("c", "x".repeat(500))], room());
  assert.deepEqual(
    blocks.map(({ height }) => height),
    [10, 90, 80],
  );
  const long = words("h", "y".repeat(400), { heading: true });
  assert.deepEqual(
    fit([long, words("a", "x")], room()).blocks.map(({ key, heading: above, ends }) => [key, Boolean(above), ends]),
    [
      ["h/1", false, true],
      ["h/2", false, true],
      ["a", false, undefined],
    ],
  );
});

test("two texts side by side that do not fit stand one after the other", () => {
  const pieces = [words("said", "x".repeat(20)), words("answer", "y".repeat(500))];
  const remark = { key: "remark", sig: "", words: "z".repeat(900), node: null, pieces };
  assert.deepEqual(
    fit([remark], room()).blocks.map(({ key }) => key),
    ["said", "answer/1", "answer/2"],
  );
});

test("what was not measured yet is asked for, and nothing is laid out on a guess", () => {
  const asked = fit([words("a", "x")], room({ look: () => undefined }));
  assert.equal(asked.blocks, null);
  assert.deepEqual(
    asked.unknown.map(({ block, how }) => [block.key, how]),
    [["a", "column"]],
  );
});
