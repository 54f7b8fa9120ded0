import assert from "node:assert/strict";
import { test } from "node:test";
import { createCommands, judge } from "../../../static/js/lib/command.js";

// trust: T27
test("a command goes over the socket, and after silence over HTTP with the same id", async () => {
  const seen = [];
  const live = {
    connected: () => true,
    request: async (event, envelope) => {
      seen.push(["socket", envelope.id]);
      return { ok: false, error: "timeout" };
    },
  };
  const api = {
    post: async (url, envelope) => {
      seen.push(["http", envelope.id]);
      return { ok: true, status: 200, body: { ok: true, seq: 4, result: { already: true } } };
    },
  };
  const answer = await createCommands({ live, api }).send("check_in", { gathering: 3 }, { id: "one" });
  assert.deepEqual(seen, [
    ["socket", "one"],
    ["http", "one"],
  ]);
  assert.deepEqual(answer, { id: "one", ok: true, seq: 4, result: { already: true } });
});

// trust: T31
test("JSON without ok is not taken for a saved command", async () => {
  const api = { post: async () => ({ ok: true, status: 200, body: { welcome: "to the hotel wifi" } }) };
  const answer = await createCommands({ live: { connected: () => false }, api }).send("post_idea", {});
  assert.deepEqual([answer.ok, answer.retryable], [false, true]);
});

test("which refusals may be tried again", () => {
  assert.equal(judge({ ok: false, error: "store_busy" }).retryable, true);
  assert.equal(judge({ ok: false, error: "board_closed" }).retryable, false);
  assert.equal(judge({ ok: false, error: "slow_down", retry_after: 2 }).retryable, true);
  assert.equal(judge(undefined).retryable, true);
});
