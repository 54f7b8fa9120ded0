import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { wordDiff } from "../../../static/js/plan/console/diff.js";
import {
  couldBeRemarkedOn,
  itemsByState,
  myRemarks,
  reportOf,
  roundChoice,
  roundTroubles,
  versionsOf,
  wasReviewed,
} from "../../../static/js/plan/state.js";
import { chances } from "../support.mjs";

test("items stand in the order of the loop", () => {
  const items = [
    { number: 2, state: "agreed" },
    { number: 3, state: "draft" },
    { number: 1, state: "draft" },
  ];
  assert.deepEqual(
    itemsByState(items).map(({ state, items: list }) => [state, list.map((item) => item.number)]),
    [
      ["draft", [1, 3]],
      ["agreed", [2]],
    ],
  );
});

test("the hall had its say on a version only when a round with that very version has been open and is closed", () => {
  const rounds = ["planned", "open", "closed", "answered", "reported_back"].map((state, at) => ({
    state,
    versions: [at, 9],
  }));
  assert.deepEqual(
    [0, 1, 2, 3, 4, 5, 9].filter((version) => couldBeRemarkedOn(rounds, version)),
    [2, 3, 4, 9],
  );
  assert.equal(couldBeRemarkedOn(undefined, 1), false);
});

test("the pieces of a difference give both texts back", () => {
  const { pick, int } = chances(3);
  const text = () =>
    Array.from({ length: int(0, 12) }, () => pick(["een", "bank", " ", "plein", ", ", "groot"])).join("");
  for (let round = 0; round < 200; round += 1) {
    const [before, after] = [text(), text()];
    const pieces = wordDiff(before, after);
    const without = (op) =>
      pieces
        .filter((piece) => piece[0] !== op)
        .map((piece) => piece[1])
        .join("");
    assert.equal(without("added"), before);
    assert.equal(without("removed"), after);
  }
  assert.deepEqual(wordDiff("Een plein.", "Een groen plein."), [
    ["same", "Een"],
    ["added", " groen"],
    ["same", " plein."],
  ]);
});

test("my remarks are those of the server and those on the phone, each once", () => {
  const mine = {
    remarks: [
      { id: 1, number: 3, text: "a" },
      { id: 2, number: 8, text: "b" },
    ],
  };
  const entry = (id, state, round, remark) => ({
    id,
    type: "add_remark",
    state,
    fields: { round, text: id },
    result: remark ? { remark, number: 9 } : null,
  });
  const entries = [
    entry("x", "saved", 5, 2),
    entry("y", "on_phone", 5),
    entry("z", "on_phone", 6),
    { id: "i", type: "post_idea", state: "on_phone", fields: { board: 1 } },
  ];
  assert.deepEqual(
    myRemarks(mine, entries, 5).map((row) => [row.key, row.state, row.number]),
    [
      ["y", "on_phone", null],
      ["remark-2", "saved", 8],
      ["remark-1", "saved", 3],
    ],
  );
});

test("what is in a round stands in the order of its items, whatever was written last", () => {
  const versions = [
    { id: 5, item_number: 3 },
    { id: 8, item_number: 1 },
    { id: 9, item_number: 2 },
  ];
  assert.deepEqual(
    versionsOf({ versions }).map((version) => version.id),
    [8, 9, 5],
  );
  assert.deepEqual(versionsOf(null), []);
});

test("the report begins with my remarks; the others stand by version, and nothing stands twice", () => {
  const picture = {
    versions: [{ id: 7 }, { id: 8 }],
    remarks: [
      { id: 3, number: 3, version: 8 },
      { id: 1, number: 1, version: 7 },
      { id: 2, number: 2, version: 7 },
    ],
  };
  const { own, others } = reportOf(picture, { remarks: [{ id: 2 }] });
  assert.deepEqual(
    own.map((row) => row.id),
    [2],
  );
  assert.deepEqual(
    others.map(({ version, remarks }) => [version.id, remarks.map((row) => row.id)]),
    [
      [7, [1]],
      [8, [3]],
    ],
  );
});

test("the browser says of two texts what the server says", () => {
  const pairs = JSON.parse(readFileSync(new URL("../../plan/word_diffs.json", import.meta.url), "utf8"));
  assert.ok(pairs.length > 50);
  for (const { before, after, pieces } of pairs) assert.deepEqual(wordDiff(before, after), pieces);
});

const itemIn = (id, state, newest, number = 2) => ({ id, state, version: { id: newest, number } });
const versionOf = (item, id) => ({ id, item, item_title: `Item ${item}` });

test("a planned round says of what it holds that is old, dropped or not to be reviewed now", () => {
  const items = [
    itemIn(1, "draft", 11),
    itemIn(2, "revising", 22),
    itemIn(3, "dropped", 31),
    itemIn(4, "in_review", 41),
    itemIn(5, "remarks_in", 51),
  ];
  const versions = [versionOf(1, 11), versionOf(2, 21), versionOf(3, 31), versionOf(4, 41), versionOf(6, 61)];
  assert.deepEqual(roundTroubles(versions, items), [
    { title: "Item 2", why: "old", number: 2 },
    { title: "Item 3", why: "dropped" },
    { title: "Item 4", why: "state", state: "in_review" },
    { title: "Item 6", why: "dropped" },
  ]);
  assert.deepEqual(roundTroubles([versionOf(1, 11), versionOf(5, 51)], items), []);
});

test("changing a round begins with the newest versions of what is in it", () => {
  const items = [itemIn(1, "draft", 11), itemIn(2, "revising", 22), itemIn(3, "dropped", 31), itemIn(5, "draft", 51)];
  assert.deepEqual(roundChoice([versionOf(1, 11), versionOf(2, 21), versionOf(3, 31)], items), [11, 22]);
  assert.deepEqual(roundChoice([], items), []);
});

test("an item can be agreed once any of its versions was in a round that was closed", () => {
  const rounds = [
    { versions: [1], state: "closed" },
    { versions: [5], state: "open" },
  ];
  const item = (id, earlier) => ({ version: { id, number: 2 }, earlier: earlier?.map((one) => ({ id: one })) });
  assert.equal(wasReviewed(rounds, item(2, [1])), true);
  assert.equal(wasReviewed(rounds, item(1, [])), true);
  assert.equal(wasReviewed(rounds, item(5, [4])), false);
  assert.equal(wasReviewed(undefined, item(3)), false);
});
