// Laying out blocks on pages of the projector: nothing lost, nothing cut off, nothing above twelve.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  balance,
  columnsFor,
  gridFor,
  pack,
  packLanes,
  packNewest,
  pageNumber,
  partsOf,
} from "../../../static/js/projector/state/flow.js";
import { chances } from "../support.mjs";

const card = (key, height = 100) => ({ key, height });
const heading = (key, height = 60) => ({ key, height, heading: true });
const keys = (pages) => pages.map(({ columns }) => columns.map((blocks) => blocks.map((block) => block.key)));
const ROOM = { height: 340, gap: 20, columns: 2, most: 12 };

test("cards go down, then across, then to the next page", () => {
  const pages = pack(
    [1, 2, 3, 4, 5, 6, 7].map((key) => card(key)),
    ROOM,
  );
  assert.deepEqual(keys(pages), [
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
    [[7]],
  ]);
});

test("a heading never stands alone under a column, and stands again on the next page", () => {
  const pages = pack([heading("A"), card(1), card(2), heading("B"), card(3), card(4), card(5), card(6)], ROOM);
  assert.deepEqual(keys(pages), [
    [
      ["A", 1, 2],
      ["B", 3, 4],
    ],
    [["B", 5, 6]],
  ]);
});

test("two headings in a row stay with the first card after them", () => {
  const pages = pack([card(1), card(2), heading("column"), heading("group"), card(3)], ROOM);
  assert.deepEqual(keys(pages), [
    [
      [1, 2],
      ["column", "group", 3],
    ],
  ]);
});

test("a fresh heading begins a page", () => {
  const pages = pack([heading("A"), card(1), { ...heading("B"), fresh: true }, card(2)], ROOM);
  assert.deepEqual(keys(pages), [[["A", 1]], [["B", 2]]]);
});

test("a card higher than a column has a page of its own, and order is kept", () => {
  const pages = pack([card(1), card("long", 900), card(2)], ROOM);
  assert.deepEqual(keys(pages), [[[1]], [["long"]], [[2]]]);
  assert.deepEqual(
    pages.map((page) => page.wide),
    [false, true, false],
  );
});

test("the newest page is full and moves on by a whole column; the oldest may be short", () => {
  const cards = (count) => Array.from({ length: count }, (_, at) => card(at + 1));
  assert.deepEqual(keys(packNewest(cards(7), ROOM)), [[[1, 2, 3]], [[4, 5, 6], [7]]]);
  assert.deepEqual(keys(packNewest(cards(9), ROOM)), [
    [[1, 2, 3]],
    [
      [4, 5, 6],
      [7, 8, 9],
    ],
  ]);
  assert.deepEqual(keys(packNewest([...cards(3), card("long", 900), card(5)], ROOM)), [[[1, 2, 3]], [["long"]], [[5]]]);
  assert.deepEqual(packNewest([], ROOM), []);
});

test("a lane with few new cards keeps half of those before them in sight", () => {
  const lane = [heading("A"), card(1, 40), card(2, 40), card(3, 40), card(4, 40), card(5, 40)];
  assert.deepEqual(keys(packLanes([lane, []], { ...ROOM, newestFirst: true, most: 8 })), [
    [["A", 1, 2, 3, 4], []],
    [["A", 3, 4, 5], []],
  ]);
});

test("lanes keep their cards apart, and the page with the newest cards comes last", () => {
  const lanes = [
    [heading("A"), card(1), card(2), card(3)],
    [heading("B"), card(4)],
  ];
  assert.deepEqual(keys(packLanes(lanes, ROOM)), [
    [
      ["A", 1, 2],
      ["B", 4],
    ],
    [["A", 3], ["B"]],
  ]);
  assert.deepEqual(keys(packLanes(lanes, { ...ROOM, newestFirst: true })), [
    [["A", 1, 2], ["B"]],
    [
      ["A", 2, 3],
      ["B", 4],
    ],
  ]);
  assert.equal(packLanes([[card(1, 900)], []], ROOM), null);
});

// trust: T54
test("whatever the heights: every block once, in order, at most twelve a page, and no column too high", () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const { int, chance } = chances(seed);
    const blocks = Array.from({ length: int(0, 80) }, (_, key) =>
      chance(0.15) ? heading(`h${key}`, int(20, 90)) : card(key, int(30, 500)),
    );
    const room = { height: int(150, 700), gap: int(0, 30), columns: int(1, 4), most: 12 };
    const pages = pack(blocks, room);
    const cards = pages.flatMap((page) => page.columns.flat()).filter((block) => !block.heading);
    assert.deepEqual(
      cards.map((block) => block.key),
      blocks.filter((block) => !block.heading).map((block) => block.key),
    );
    for (const page of pages) {
      assert.ok(
        page.columns.every((column) => column.length > 0 && !column.at(-1).heading),
        `seed ${seed}: a heading without its card`,
      );
      assert.ok(page.columns.flat().filter((block) => !block.heading).length <= 12);
      assert.ok(page.columns.length <= room.columns);
      if (page.wide) continue;
      for (const column of page.columns)
        assert.ok(
          column.reduce((sum, block) => sum + block.height, (column.length - 1) * room.gap) <= room.height,
          `seed ${seed}`,
        );
    }
  }
});

test("a page that does not exist becomes the nearest one", () => {
  assert.deepEqual(
    [pageNumber(0, 4), pageNumber(9, 4), pageNumber(2, 4), pageNumber(NaN, 4), pageNumber(1, 0)],
    [1, 4, 2, 1, 1],
  );
});

test("a long text is cut after a sentence, between words, or anywhere, and no letter is lost", () => {
  assert.deepEqual(partsOf("One two. Three four five.", 12), ["One two.", "Three four", "five."]);
  assert.deepEqual(partsOf("abcdefghij", 4), ["abcd", "efgh", "ij"]);
  assert.deepEqual(partsOf("👨‍👩‍👧 short", 40), ["👨‍👩‍👧 short"]);
  const text = "Words of many sorts. ".repeat(90).trim();
  assert.equal(partsOf(text, 120).join(" ").replace(/\s+/g, " "), text);
  assert.ok(partsOf(text, 120).every((part) => part.length <= 120));
});

test("a wide picture has three columns, a square one two; all squares fit in their grid", () => {
  assert.deepEqual([columnsFor(1920, 1080), columnsFor(1280, 720), columnsFor(1024, 768)], [3, 3, 2]);
  for (const count of [1, 2, 41, 500]) {
    const columns = gridFor(count, 1700, 600);
    assert.ok(Math.ceil(count / columns) * (1700 / columns) <= 600 + 1e-9 || columns === count);
  }
});

test("a page that is not full has columns of about the same height, in the same order, with all its headings", () => {
  const block = (key, height, heading = false) => ({ key, height, heading });
  const keys = (page) => page.columns.map((column) => column.map((entry) => entry.key).join(" "));
  const options = { height: 100, gap: 0, columns: 3 };
  const page = {
    columns: [
      [
        block("topic", 10, true),
        block("group", 10, true),
        block("a", 20),
        block("b", 20),
        block("rest", 10, true),
        block("c", 20),
      ],
    ],
    wide: false,
  };
  assert.deepEqual(keys(balance(page, options)), ["topic group a", "b", "rest c"]);
  const full = { columns: [[block("a", 100)], [block("b", 100)], [block("c", 100)]], wide: false };
  assert.equal(balance(full, options), full);
  const wide = { columns: [[block("a", 200)]], wide: true };
  assert.equal(balance(wide, options), wide);
  const tall = { columns: [[block("topic", 40, true), block("group", 40, true), block("a", 15)]], wide: false };
  assert.deepEqual(keys(balance(tall, options)), ["topic group a"], "no heading is left out to make it smaller");
});
