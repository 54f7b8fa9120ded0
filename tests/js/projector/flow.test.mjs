// Laying out blocks on pages of the projector: nothing lost, nothing cut off, nothing above twelve.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  balance,
  beginningOf,
  columnsFor,
  firstOf,
  gridFor,
  pack,
  packLanes,
  packNewest,
  pageNumber,
  startingAt,
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
    const isApart = ({ key }) => {
      const at = blocks.findIndex((block) => block.key === key);
      const from = blocks.slice(0, at).findLastIndex((block) => !block.heading) + 1;
      const run = blocks.slice(from, blocks.findIndex((block, index) => index > at && !block.heading) + 1);
      return run.reduce((sum, block) => sum + block.height + room.gap, -room.gap) > room.height;
    };
    const shown = new Set(pages.flatMap((page) => page.columns.flat()).map((block) => block.key));
    const last = blocks.findLastIndex((block) => !block.heading);
    assert.ok(
      blocks.slice(0, last + 1).every((block) => shown.has(block.key)),
      `seed ${seed}: a heading that is nowhere`,
    );
    for (const page of pages) {
      assert.ok(
        page.columns.every((column) => column.length > 0 && (!column.at(-1).heading || isApart(column.at(-1)))),
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

test("a heading that no column holds together with its card stands before it, once, and is not left out", () => {
  const pages = pack([heading("A", 200), card(1, 200), card(2, 100)], ROOM);
  assert.deepEqual(keys(pages), [[["A"], [1, 2]]]);
  assert.deepEqual(keys(pack([heading("A", 200), heading("B", 100), card(1, 200)], ROOM)), [[["A"], ["B", 1]]]);
});

test("what is wide has a page of its own with its heading, if there is room; a heading in parts stands once", () => {
  const wide = (key, height = 200) => ({ key, height, wide: true });
  assert.deepEqual(keys(pack([heading("A"), wide("a1"), wide("a2", 330), card(2)], ROOM)), [
    [["A", "a1"]],
    [["a2"]],
    [["A", 2]],
  ]);
  assert.deepEqual(keys(pack([heading("A"), card(1), { ...wide("B/1"), ends: true }, card(2)], ROOM)), [
    [["A", 1]],
    [["B/1"]],
    [[2]],
  ]);
});

test("the page one reads begins with the same card when words come in before it, and none is lost", () => {
  const cards = (count) => Array.from({ length: count }, (_, at) => card(at + 1));
  const read = keys(pack(startingAt([card(0), ...cards(13)], [7]), ROOM));
  assert.deepEqual(read[2], [
    [7, 8, 9],
    [10, 11, 12],
  ]);
  assert.deepEqual(read.flat(2), [...Array(14).keys()]);
  const newest = packNewest(startingAt(cards(17), [4]), ROOM);
  assert.deepEqual(keys(newest), [
    [[1, 2, 3]],
    [
      [4, 5, 6],
      [7, 8, 9],
    ],
    [
      [10, 11, 12],
      [13, 14, 15],
    ],
    [[16, 17]],
  ]);
  assert.deepEqual(firstOf(newest[1]), [4, 7]);
});

test("whichever page one reads, starting it where it begins changes no page", () => {
  for (let seed = 1; seed <= 100; seed += 1) {
    const { int, chance } = chances(seed);
    const blocks = Array.from({ length: int(1, 60) }, (_, key) =>
      chance(0.2)
        ? { ...heading(`h${key}`, int(20, 300)), fresh: chance(0.2) }
        : { ...card(key, int(30, 340)), wide: chance(0.2) },
    );
    const pages = keys(pack(blocks, ROOM));
    for (const page of pack(blocks, ROOM))
      assert.deepEqual(keys(pack(startingAt(blocks, [beginningOf(page)]), ROOM)), pages, `seed ${seed}`);
  }
});

test("in lanes too the page one reads stays, beside whatever the other lanes have", () => {
  const lane = (name, count) => [heading(name), ...Array.from({ length: count }, (_, at) => card(`${name}${at + 1}`))];
  const read = (a, b) =>
    packLanes(
      [lane("A", a), lane("B", b)].map((one) => startingAt(one, ["A3"])),
      { ...ROOM },
    );
  assert.deepEqual(keys(read(6, 2))[1], [["A", "A3", "A4"], ["B"]]);
  const newest = { ...ROOM, newestFirst: true, most: 4 };
  const before = packLanes([lane("A", 6), lane("B", 4)], newest);
  const pins = firstOf(before[before.length - 2]);
  const after = packLanes(
    [lane("A", 9), lane("B", 4)].map((one) => startingAt(one, pins)),
    newest,
  );
  const same = after.find((page) => firstOf(page).includes(pins[0]));
  assert.deepEqual(keys([same]), keys([before[before.length - 2]]));
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
