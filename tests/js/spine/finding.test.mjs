import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { isAlike } from "../../../static/js/spine/alike.js";
import { finds, findsInside, foldedOf } from "../../../static/js/spine/finding.js";
import { byName, compareNames } from "../../../static/js/spine/sorting.js";

const cases = JSON.parse(readFileSync(new URL("../../data/text/names.json", import.meta.url), "utf-8"));

test("letters are folded for every script, as the server folds them", () => {
  for (const [text, folded] of cases.folded) assert.equal(foldedOf(text), folded, text);
  assert.equal(foldedOf(null), "");
});

test("a name is found by the beginnings of its words in any order, however they are typed", () => {
  for (const [query, text, found] of cases.finds) assert.equal(finds(query, text), found, `${query} in ${text}`);
});

test("words may stand in several texts, and what is not there finds nothing", () => {
  assert.equal(finds("geert bank", "Een bank bij de brug", "Geert"), true);
  assert.equal(finds("geert boom", "Een bank bij de brug", "Geert"), false);
  assert.equal(finds("geert", null, undefined), false);
});

test("a number is found by its first digits, and with its sign nothing else is", () => {
  for (const query of ["7", "#7", "71", "# 71", "nr. 7", "Nr 7", "№ 7", "＃７", "٧", "71 bank", "bank #71"])
    assert.equal(finds(query, "Een bank", 71), true, query);
  for (const query of ["1", "#1", "711", "#7 boom"]) assert.equal(finds(query, "Een bank", 71), false, query);
  assert.equal(finds("12", "Met 12 stoelen", 3), true);
  assert.equal(finds("#12", "Met 12 stoelen", 3), false);
  assert.equal(findsInside("1", "Een bank", 71), false);
});

test("in what people write a word is found inside another too", () => {
  for (const [query, found] of [
    ["brug", true],
    ["BRÚG voet", true],
    ["brug bank", false],
    ["gers de", true],
    ["ersbrugde", false],
  ])
    assert.equal(findsInside(query, "Voetgangersbrug de Overkant"), found, query);
  for (const [query, text, found] of cases.finds) if (found) assert.equal(findsInside(query, text), true, query);
});

test("who may be the same person has the same words, or one letter of one word apart", () => {
  for (const [name, other, alike] of cases.alike) {
    assert.equal(isAlike(name, other), alike, `${name} and ${other}`);
    assert.equal(isAlike(other, name), alike, `${other} and ${name}`);
  }
});

test("names stand as the language sorts them, no name last", () => {
  for (const lang of ["nl", "en"]) {
    assert.deepEqual(cases.order.toReversed().sort(compareNames(lang)), cases.order, lang);
    assert.deepEqual(["Bea", null, "Ane"].sort(compareNames(lang)), ["Ane", "Bea", null]);
  }
});

test("areas stand by their name, whenever they were added; a number in a name counts as a number", () => {
  const names = ["Zuid", "Wijk 10", "Wijk 2", "Élan", "Dorp"];
  const areas = names.map((name, id) => ({ id, name }));
  const sorted = byName(areas, "nl").map(({ name }) => name);
  assert.deepEqual(sorted, ["Dorp", "Élan", "Wijk 2", "Wijk 10", "Zuid"]);
  assert.deepEqual(
    areas.map(({ name }) => name),
    names,
  );
});
