import assert from "node:assert/strict";
import { test } from "node:test";
import { createDrafts } from "../../../static/js/lib/drafts.js";
import { openStore } from "../../../static/js/lib/store.js";
import { handTime, keptStore, webStorage } from "../support.mjs";

test("a draft survives a reload, is the person's own, and is gone after sending", async () => {
  const storage = webStorage();
  const annie = await createDrafts({ scope: "7", storage }).load();
  annie.set("board:12", "A bench by the");
  assert.equal((await createDrafts({ scope: "7", storage }).load()).get("board:12"), "A bench by the");
  assert.equal((await createDrafts({ scope: "8", storage }).load()).get("board:12"), "");
  annie.clear("board:12");
  assert.equal((await createDrafts({ scope: "7", storage }).load()).get("board:12"), "");
});

const refusingStorage = new Proxy(
  {},
  {
    get() {
      throw new Error("refused");
    },
  },
);

test("a draft lives on in the other store when one refuses", async () => {
  const time = handTime();
  const store = keptStore();
  const drafts = await createDrafts({ scope: "7", storage: refusingStorage, store, setTimer: time.setTimer }).load();
  drafts.set("k", "half a wo");
  await time.pass(1000);
  assert.equal((await createDrafts({ scope: "7", storage: refusingStorage, store }).load()).get("k"), "half a wo");
  await drafts.clearAll();
  assert.equal(store.kept.size, 0);
});

/** Two tabs of one browser: what one writes the other hears of, as the browser tells it. */
async function twoTabs() {
  const kept = new Map();
  const tabs = [];
  const storageOf = (own) => ({
    ...webStorage(kept),
    setItem(key, value) {
      const oldValue = kept.get(key) ?? null;
      kept.set(key, String(value));
      tabs.forEach((tab, at) => at !== own && tab?.heardFromTab({ key, oldValue, newValue: String(value) }));
    },
    removeItem(key) {
      const oldValue = kept.get(key) ?? null;
      kept.delete(key);
      if (oldValue !== null)
        tabs.forEach((tab, at) => at !== own && tab?.heardFromTab({ key, oldValue, newValue: null }));
    },
    key: (at) => [...kept.keys()][at] ?? null,
    get length() {
      return kept.size;
    },
  });
  for (const own of [0, 1]) tabs[own] = await createDrafts({ scope: "7", storage: storageOf(own) }).load();
  return tabs;
}

test("a draft that was sent in one tab is gone from the other", async () => {
  const [one, other] = await twoTabs();
  let drawn = 0;
  other.watch("idea:1", () => (drawn += 1));
  one.set("idea:1", "A bench");
  assert.deepEqual([other.get("idea:1"), drawn], ["A bench", 1]);
  one.clear("idea:1");
  assert.deepEqual([other.get("idea:1"), drawn], ["", 2]);
});

test("what was typed on in the other tab is other words, and stays", async () => {
  const kept = webStorage();
  const here = await createDrafts({ scope: "7", storage: kept }).load();
  here.set("idea:1", "A bench in the sun");
  const stored = JSON.stringify({ text: "A bench", at: 1 });
  kept.removeItem("charrette:draft:7:idea:1"); // the other tab sent what it had
  here.heardFromTab({ key: "charrette:draft:7:idea:1", oldValue: stored, newValue: null });
  assert.equal(here.get("idea:1"), "A bench in the sun");
  assert.equal((await createDrafts({ scope: "7", storage: kept }).load()).get("idea:1"), "A bench in the sun");
  here.heardFromTab({ key: "charrette:draft:8:idea:1", oldValue: null, newValue: stored });
  assert.equal(here.get("idea:1"), "A bench in the sun");
});

test("a change knows the words it was begun on, and may well be empty", async () => {
  const storage = webStorage();
  const drafts = await createDrafts({ scope: "7", storage, now: () => 5 }).load();
  drafts.set("edit:4", "", { base: "A bench" });
  const again = await createDrafts({ scope: "7", storage }).load();
  assert.deepEqual(again.of("edit:4"), { text: "", at: 5, base: "A bench" });
  drafts.clear("edit:4");
  assert.equal((await createDrafts({ scope: "7", storage }).load()).of("edit:4"), null);
});

test("what was put away stands beside, and nothing that is typed later takes its place", async () => {
  const storage = webStorage();
  const drafts = await createDrafts({ scope: "7", storage, now: () => 5 }).load();
  drafts.set("edit:4", "Two benches", { base: "A bench" });
  drafts.putAway("edit:4");
  drafts.set("edit:4", "Three", { base: "A bench" });
  const again = await createDrafts({ scope: "7", storage }).load();
  assert.deepEqual([again.get("edit:4"), again.away("edit:4").text], ["Three", "Two benches"]);
  again.putAway("edit:4");
  const [{ key, text, away, open }, ...rest] = again.unsent();
  assert.deepEqual([key, text, away, open, rest], ["edit:4", "Two benches\n\nThree", true, false, []]);
  again.takeUp("edit:4");
  assert.deepEqual([again.of("edit:4").base, again.away("edit:4")], ["A bench", null]);
});

test("taking up what was put away puts away what stands in the field meanwhile", async () => {
  const drafts = await createDrafts({ scope: "7", storage: webStorage() }).load();
  drafts.set("edit:4", "Two benches", { base: "" });
  drafts.putAway("edit:4");
  drafts.set("edit:4", "Three", { base: "" });
  drafts.takeUp("edit:4");
  assert.deepEqual([drafts.get("edit:4"), drafts.away("edit:4")?.text], ["Two benches", "Three"]);
});

test("it is told of unsent words whether their field is here, and where they were typed", async () => {
  const drafts = await createDrafts({ scope: "7", storage: webStorage(), now: () => 5 }).load();
  let told = 0;
  drafts.about = () => ({ where: "/console/boards/1" });
  drafts.watch("", () => (told += 1));
  const gone = drafts.watch("paper:1", () => {});
  drafts.set("paper:1", "A bench");
  const words = { key: "paper:1", text: "A bench", at: 5, where: "/console/boards/1", away: false };
  assert.deepEqual([drafts.unsent(), told], [[{ ...words, open: true }], 2]);
  gone();
  assert.deepEqual([drafts.unsent(), told], [[{ ...words, open: false }], 3]);
});

test("of what this device holds it tells the words, not the choices beside them", async () => {
  const drafts = await createDrafts({ scope: "7", storage: webStorage() }).load();
  drafts.set("idea:12", "A bench");
  drafts.choose("idea:12", "column", "2");
  drafts.choose("idea:13", "column", "2");
  drafts.set("choice:seeds", "[]");
  assert.deepEqual(drafts.kept(), ["A bench"]);
});

test("what is chosen beside words stays with them: over a reload, while they are typed anew, put away and taken up", async () => {
  const storage = webStorage();
  const drafts = await createDrafts({ scope: "7", storage }).load();
  drafts.choose("idea:12", "column", "3");
  drafts.set("idea:12", "A bench");
  drafts.set("idea:12", "A bank");
  const later = await createDrafts({ scope: "7", storage }).load();
  assert.deepEqual([later.get("idea:12"), later.chosen("idea:12")], ["A bank", { column: "3" }]);
  later.set("idea:12", "");
  assert.deepEqual([later.of("idea:12"), later.chosen("idea:12")], [null, { column: "3" }]);
  later.set("idea:12", "A shed");
  later.putAway("idea:12");
  assert.deepEqual([later.chosen("idea:12"), later.away("idea:12").chosen], [{}, { column: "3" }]);
  later.takeUp("idea:12");
  assert.deepEqual(later.chosen("idea:12"), { column: "3" });
  later.clear("idea:12");
  const last = await createDrafts({ scope: "7", storage }).load();
  assert.deepEqual([last.get("idea:12"), last.chosen("idea:12")], ["", {}]);
});

test("a choice without words is no draft that opens a form, and goes when the form is left", async () => {
  const drafts = await createDrafts({ scope: "7", storage: webStorage() }).load();
  drafts.choose("walk-in:3", "role", "resident");
  assert.deepEqual([drafts.of("walk-in:3"), drafts.unsent()], [null, []]);
  drafts.putAway("walk-in:3");
  assert.deepEqual([drafts.chosen("walk-in:3"), drafts.away("walk-in:3")], [{}, null]);
});

test("another tab that chose is heard, and one that was sent takes the choice along", async () => {
  const [one, other] = await twoTabs();
  one.set("idea:12", "A bench");
  one.choose("idea:12", "column", "3");
  assert.deepEqual(other.chosen("idea:12"), { column: "3" });
  one.clear("idea:12");
  assert.deepEqual([other.get("idea:12"), other.chosen("idea:12")], ["", {}]);
});

test("what was sent while the store hung does not come back at the next visit, and then nothing is kept of it", async () => {
  const time = handTime();
  const storage = webStorage();
  const database = new Map();
  let hangs = false;
  const answer = async (work) => (hangs ? new Promise(() => {}) : work());
  const backend = {
    all: () => answer(() => [...database]),
    put: (key, value) => answer(() => database.set(key, value)),
    remove: (key) => answer(() => database.delete(key)),
    clear: () => answer(() => database.clear()),
  };
  const visit = async () => {
    const store = await openStore("drafts", { backend, setTimer: time.setTimer });
    return createDrafts({ scope: "7", storage, store, now: time.now, setTimer: time.setTimer }).load();
  };
  const first = await visit();
  first.set("idea:12", "A bench by the pond");
  await time.pass(1000);
  assert.equal(database.size, 1);
  hangs = true;
  first.clear("idea:12");
  await time.pass(10_000);
  hangs = false;

  const second = await visit();
  assert.equal(second.get("idea:12"), "");
  assert.deepEqual([second.unsent(), second.kept()], [[], []]);
  await time.pass(1000);
  assert.deepEqual([database.size, storage.length], [0, 0]);

  second.set("idea:12", "Another");
  await time.pass(1000);
  second.clear("idea:12");
  await time.pass(1000);
  assert.deepEqual([database.size, storage.length], [0, 0]);
});
