// What a projector tells of its pages, and what the console makes of it: the counter stays within the pages there are.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createTold, localAfter, subjectOf, toldOf } from "../../../../static/js/apps/projector/counting.js";
import { pageNumber } from "../../../../static/js/projector/state/flow.js";
import { turned } from "../../../../static/js/projector/state/paging.js";
import { chances } from "../../support.mjs";

const screen = (page, pages) => ({ page, pages });
const shown = screen;

test("a projector tells once how many pages there are, and again when there are more or fewer", () => {
  assert.deepEqual(toldOf(screen(1, null), shown(1, 3), null), { page: 1, pages: 3 });
  assert.equal(toldOf(screen(1, 3), shown(1, 3), 3), null);
  assert.deepEqual(toldOf(screen(1, 3), shown(1, 4), 3), { page: 1, pages: 4 });
  assert.deepEqual(toldOf(screen(3, 3), shown(2, 2), 3), { page: 2, pages: 2 });
});

test("the console's counter comes back to the last page there is, and turns no further", () => {
  assert.deepEqual(toldOf(screen(7, null), shown(2, 2), null), { page: 2, pages: 2 });
  assert.deepEqual([turned(screen(2, 2), 1), turned(screen(2, 2), -1), turned(screen(1, 2), -1)], [null, 1, null]);
  assert.equal(turned(screen(2, null), 1), 3);
});

test("of two windows of different sizes the most pages count, and they never tell each other in turn for ever", () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const { int } = chances(seed);
    const windows = [1, 2, 3].slice(int(0, 1)).map(() => ({ pages: int(1, 5), counted: null, page: 1 }));
    let known = screen(int(1, 5), null);
    for (let round = 0; round < 3; round += 1) {
      let told = 0;
      for (let at = 0; at < 40; at += 1) {
        const one = windows[at % windows.length];
        const report = toldOf(known, shown(pageNumber(known.page, one.pages), one.pages), one.counted);
        if (!report) continue;
        one.counted = one.pages;
        known = screen(Math.min(report.page, report.pages), report.pages);
        told += 1;
      }
      assert.ok(told <= 2 * windows.length, `seed ${seed}: they go on telling`);
      assert.ok(known.page <= known.pages, `seed ${seed}`);
      assert.ok(known.pages >= Math.max(...windows.map(({ pages }) => pages)), `seed ${seed}`);
      windows[int(0, windows.length - 1)].pages = int(1, 5);
    }
  }
});

test("a page that was turned here, or that moved as words came in before it, is told", () => {
  assert.deepEqual(toldOf(screen(1, 3), shown(2, 3), 3), { page: 2, pages: 3 });
  assert.deepEqual(toldOf(screen(2, 3), shown(3, 4), 3), { page: 3, pages: 4 });
  assert.equal(
    toldOf(screen(3, 3), shown(2, 2), 2),
    null,
    "a smaller window follows as far as it can, and says nothing",
  );
});

test("that pages were counted ends nothing that was chosen here; the next word of the console does", () => {
  const before = { view: "board", board: 12, page: 1, pages: 3, theme: "light" };
  const black = { page: null, walk: 0, black: true };
  const none = createTold();
  assert.deepEqual(localAfter(black, before, { ...before, pages: 4 }, none), black);
  assert.deepEqual(localAfter({ ...black, page: 2 }, before, { ...before, page: 2 }, none), black);
  const calm = { page: null, walk: 0, black: false };
  assert.deepEqual(localAfter(black, before, { ...before, page: 3 }, none), calm);
  assert.deepEqual(localAfter({ ...black, page: 2 }, before, { ...before, view: "results", page: 2 }, none), calm);
  assert.notEqual(subjectOf(before), subjectOf({ ...before, board: 13 }));
  assert.equal(subjectOf(before), subjectOf({ ...before, page: 3, pages: 9 }));
});

test("who turns twice at once stays on the second page when word of the first comes back", () => {
  const at = (page) => ({ view: "board", page, pages: 9 });
  const told = createTold();
  told.add(5);
  const local = { page: 6, walk: 0, black: false };
  told.add(6)(); // not noted: the server had not heard of the first then
  assert.deepEqual(localAfter(local, at(4), at(5), told), local);
  told.heard(5);
  assert.equal(localAfter(local, at(6), at(5), told).page, null, "now it is the console that turns back");
});
