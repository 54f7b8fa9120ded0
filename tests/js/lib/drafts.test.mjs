import assert from "node:assert/strict";
import { test } from "node:test";
import { createDrafts } from "../../../static/js/lib/drafts.js";
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
