import assert from "node:assert/strict";
import { test } from "node:test";
import { byLetter } from "../../../static/js/ui/menu.js";

test("a letter goes to the next item that begins with it, however that is written", () => {
  const words = ["Elim", " Économie ", "’t Hof", "«Ørland»", "日本"];
  for (const [letter, at, found] of [
    ["e", -1, 0],
    ["e", 0, 1],
    ["E", 1, 0],
    ["é", 0, 1],
    ["t", -1, 2],
    ["o", 0, 3],
    ["日", 0, 4],
    ["x", 0, null],
    ["?", 0, null],
  ])
    assert.equal(byLetter(words, letter, at), found, `${letter} after ${at}`);
});
