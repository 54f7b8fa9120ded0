import assert from "node:assert/strict";
import { test } from "node:test";
import { createKeeper } from "../../../static/js/lib/keep.js";
import { handTime, keptStore } from "../support.mjs";

test("the last picture is kept, at most once per three seconds", async () => {
  const time = handTime();
  const store = keptStore();
  const keeper = createKeeper(store, { setTimer: time.setTimer });
  assert.equal(await keeper.last("board:1"), null);
  keeper.keep("board:1", { seq: 1, picture: {}, at: 1 });
  keeper.keep("board:1", { seq: 2, picture: {}, at: 2 });
  assert.equal(store.kept.size, 0);
  await time.pass(3000);
  assert.equal((await createKeeper(store).last("board:1")).seq, 2);
});
