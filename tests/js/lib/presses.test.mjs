// A button that was pressed while the server cannot save: the press waits, and nobody is told too early.
import assert from "node:assert/strict";
import { test } from "node:test";
import { effect, signal } from "@preact/signals-core";
import { judge } from "../../../static/js/lib/command.js";
import { createOutbox } from "../../../static/js/lib/outbox.js";
import { unsentIn } from "../../../static/js/spine/outbox.js";
import { handTime, keptStore, settle } from "../support.mjs";

const ANNIE = 7;
const still = () => 0;

/** One tab of a phone whose server answers as `answers` say, in order; the last one stays. */
async function pressing(store, answers) {
  const time = handTime();
  const sent = [];
  const live = { status: signal("live"), refused: signal(null), connected: () => true, onUp() {} };
  const commands = {
    async send(type, fields, { id }) {
      sent.push(id);
      return judge(answers.length > 1 ? answers.shift() : answers[0]);
    },
  };
  const sole = { held: () => true, insist() {}, start() {}, stop() {} };
  const tabs = { post() {}, onMessage() {}, close() {} };
  const outbox = await createOutbox({
    store,
    commands,
    live,
    owner: ANNIE,
    sole,
    tabs,
    now: time.now,
    random: still,
    setTimer: time.setTimer,
    clearTimer: time.clearTimer,
  }).start();
  return { outbox, time, sent };
}

const VOTE = { type: "cast_vote", fields: { idea: 5 }, lane: "board:1#votes" };
const FULL = { ok: false, error: "storage_full", message: "The disk is full." };

// trust: T09
test("a press waits while the disk is full, is sent again by the same id, and is answered when it is saved", async () => {
  const { outbox, time, sent } = await pressing(keptStore(), [FULL, FULL, { ok: true, result: { left: 2 } }]);
  let answer = null;
  outbox.press(VOTE).then((given) => {
    answer = given;
  });
  await settle();
  assert.deepEqual([answer, outbox.standing.value.waiting, outbox.standing.value.texts], [null, 1, 0]);
  assert.equal(outbox.entries.value[0].message, "The disk is full.");
  await time.pass(10_000);
  assert.deepEqual([answer.ok, answer.result.left, new Set(sent).size, sent.length], [true, 2, 1, 3]);
});

// trust: T09
test("a press that was not saved is sent by the next visit", async () => {
  const store = keptStore();
  const first = await pressing(store, [FULL]);
  first.outbox.press(VOTE);
  await settle();
  first.outbox.stop();
  const saved = [];
  const { outbox, time } = await pressing(store, [FULL, { ok: true, result: {} }]);
  outbox.onSaved((one) => saved.push([one.type, outbox.awaited(one.id)]));
  await time.pass(2000);
  assert.deepEqual([saved, store.kept.size], [[["cast_vote", false]], 0]);
});

test("a refused press is not kept: it is told to who waits, or else stands among the refusals", async () => {
  const no = { ok: false, error: "board_not_voting", message: "There is no voting now." };
  const store = keptStore();
  const { outbox } = await pressing(store, [no]);
  const answer = await outbox.press(VOTE);
  assert.deepEqual(
    [answer.error, outbox.standing.value.failed, outbox.entries.value, store.kept.size, outbox.refusals.value],
    ["board_not_voting", 0, [], 0, []],
  );
  await store.put("x", { id: "x", owner: ANNIE, ...VOTE, text: "", press: true, order: 1, state: "on_phone" });
  const later = await pressing(store, [no]);
  await later.time.pass(1000);
  assert.deepEqual(
    [later.outbox.refusals.value.map((one) => one.message), store.kept.size],
    [["There is no voting now."], 0],
  );
  later.outbox.forgive("x");
  assert.deepEqual(later.outbox.refusals.value, []);
});

test("at no moment is a press neither waiting nor counted", async () => {
  const { outbox } = await pressing(keptStore(), [{ ok: true, result: {} }]);
  const counted = signal(0);
  const shown = [];
  outbox.onSaved(() => {
    counted.value += 1;
  });
  const answer = outbox.press(VOTE);
  const stop = effect(() => {
    shown.push(unsentIn(outbox.entries.value, VOTE.lane).length + counted.value);
  });
  await answer;
  stop();
  assert.deepEqual([...new Set(shown)], [1]);
});

test("texts of who was signed in here before are offered, sent as one's own when wished, and kept until then", async () => {
  const store = keptStore();
  const text = {
    id: "old",
    owner: 3,
    type: "post_idea",
    fields: { board: 1, text: "Een bankje" },
    lane: "board:1",
    text: "Een bankje",
    press: false,
    order: 1,
    state: "on_phone",
  };
  await store.put("old", text);
  await store.put("vote", { ...text, id: "vote", ...VOTE, text: "", press: true });
  const { outbox, sent } = await pressing(store, [{ ok: true, result: { idea: 9 } }]);
  assert.deepEqual([outbox.orphans.value.map((one) => one.id), sent, outbox.entries.value], [["old"], [], []]);
  await outbox.adopt("old");
  await settle();
  assert.deepEqual([outbox.orphans.value, sent.length, store.kept.has("old"), store.kept.size], [[], 1, false, 1]);
  assert.equal(sent.includes("old"), false);
});
