// Nothing a person wrote is lost or doubled: the whole outbox against a server that fails in every way.
import assert from "node:assert/strict";
import { test } from "node:test";
import { judge } from "../../../static/js/lib/command.js";
import { chances, handTime, keptStore, settle } from "../support.mjs";
import { createBrowser, createServer, openTab } from "../tabs.mjs";

const still = () => 0;

async function evening(seed, protectedByKey = true) {
  const luck = chances(seed);
  const { int, chance, next } = luck;
  const time = handTime();
  const server = createServer(time, luck);
  const store = keptStore();
  const browser = createBrowser();
  const tab = () => openTab({ browser, store, server, time, random: next, protectedByKey });
  const tabs = [await tab()];
  const written = [];
  for (let turn = 0; turn < 40; turn += 1) {
    const one = tabs[int(0, tabs.length - 1)];
    if (chance(0.6)) {
      const text = `${chance(0.05) ? "refuse " : ""}${turn}`;
      one.outbox.post({ type: "post_idea", fields: { text }, lane: "board:1", text });
      written.push(text);
      await settle();
    }
    if (chance(0.1)) one.cut();
    if (chance(0.2)) one.mend();
    if (chance(0.08)) server.up = !server.up;
    if (chance(0.1) && tabs.length < 3) tabs.push(await tab());
    if (chance(0.1)) {
      tabs.splice(tabs.indexOf(one), 1)[0].close();
      if (tabs.length === 0) tabs.push(await tab());
    }
    await time.pass(int(50, 3000));
  }
  server.up = true;
  tabs.forEach((one) => one.mend());
  await time.pass(250_000);
  const shown = tabs.map((one) =>
    one.outbox.entries.value.filter((item) => item.state === "failed").map((item) => item.text),
  );
  const standings = tabs.map((one) => one.outbox.standing.value.waiting);
  tabs.forEach((one) => one.close());
  return { rows: server.rows, written, shown, standings, kept: [...store.kept.values()] };
}

// trust: T19, T27
test("40 random evenings: every text is stored once or stands refused", async () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const { rows, written, shown, standings, kept } = await evening(seed);
    const good = written.filter((text) => !text.startsWith("refuse"));
    const bad = written.filter((text) => text.startsWith("refuse"));
    assert.deepEqual([...rows.map((row) => row.text)].sort(), [...good].sort(), `seed ${seed}`);
    shown.forEach((texts) =>
      assert.deepEqual([...texts].sort(), [...bad].sort(), `refused texts are shown in every tab, seed ${seed}`),
    );
    assert.deepEqual(
      kept.map((item) => item.text).sort(),
      [...bad].sort(),
      `only refused texts stay on the phone, seed ${seed}`,
    );
    standings.forEach((waiting) => assert.equal(waiting, 0, `seed ${seed}`));
  }
});

// trust: T03
test("control: without the unique key on the server the same evenings give doubles", async () => {
  let doubles = 0;
  for (let seed = 1; seed <= 10; seed += 1) {
    const { rows } = await evening(seed, false);
    doubles += rows.length - new Set(rows.map((row) => row.id)).size;
  }
  assert.ok(doubles > 0);
});

test("one tab alone keeps the order in which things were written", async () => {
  for (let seed = 1; seed <= 12; seed += 1) {
    const luck = chances(seed);
    const time = handTime();
    const server = createServer(time, luck);
    const tab = await openTab({
      browser: createBrowser(),
      store: keptStore(),
      server,
      time,
      random: luck.next,
      protectedByKey: true,
    });
    tab.cut();
    const texts = Array.from({ length: 20 }, (_, at) => `${at}`);
    texts.forEach((text) => tab.outbox.post({ type: "post_idea", fields: { text }, lane: "board:1", text }));
    await time.pass(60_000);
    assert.deepEqual(server.rows, [], "nothing goes out over a closed line");
    tab.mend();
    await time.pass(600_000);
    assert.deepEqual(
      server.rows.map((row) => row.text),
      texts,
      `seed ${seed}`,
    );
    tab.close();
  }
});

test("tabs that all wait for a server take the sending right from each other each eight seconds at most", async () => {
  const time = handTime();
  const server = createServer(time, { int: () => 1, chance: () => false });
  const [browser, store] = [createBrowser(), keptStore()];
  const tab = () => openTab({ browser, store, server, time, random: still, protectedByKey: true });
  const tabs = [await tab(), await tab(), await tab()];
  server.up = false;
  for (const [at, one] of tabs.entries()) {
    one.outbox.post({ type: "post_idea", fields: { text: `${at}` }, lane: "board:1", text: `${at}` });
    await settle();
  }
  await time.pass(64_000);
  assert.ok(browser.insisted > 0);
  assert.ok(browser.insisted <= (tabs.length * 64) / 8, `${browser.insisted} times`);
  server.up = true;
  await time.pass(64_000);
  assert.equal(server.rows.length, tabs.length);
  tabs.forEach((one) => one.close());
});

// trust: T29
test("a browser that refuses to keep things still sends, and says so", async () => {
  const time = handTime();
  const server = createServer(time, { int: () => 1, chance: () => false });
  const store = { ...keptStore(), durable: () => false };
  const tab = await openTab({ browser: createBrowser(), store, server, time, random: still, protectedByKey: true });
  tab.outbox.post({ type: "post_idea", fields: { text: "a bench" }, lane: "board:1", text: "a bench" });
  await time.pass(1000);
  assert.equal(server.rows.length, 1);
  assert.equal(tab.outbox.durable.value, false);
  tab.close();
});

// trust: T24
test("an id that the server knows with another text: both texts stay on the phone, and the second goes under a new id", async () => {
  const time = handTime();
  const asked = [];
  const taken = new Map();
  const server = {
    async take(owner, type, { text }, id) {
      asked.push([id, text]);
      const known =
        taken.get(id) ?? (taken.size === 1 && text === "een boom" && asked.length === 2 ? "een bankje" : undefined);
      if (known !== undefined && known !== text)
        return judge({ ok: false, error: "command_id_reused", message: "Sent before with other words." });
      taken.set(id, text);
      return { ok: true, seq: taken.size, result: { number: taken.size } };
    },
  };
  const store = keptStore();
  const tab = await openTab({ browser: createBrowser(), store, server, time, random: still, protectedByKey: true });
  const [first, second] = ["een bankje", "een boom"].map((text) =>
    tab.outbox.post({ type: "post_idea", fields: { text }, lane: "board:1", text }),
  );
  await time.pass(1000);
  const shown = () => tab.outbox.entries.value.map((item) => [item.text, item.state]);
  assert.deepEqual(shown(), [
    ["een bankje", "saved"],
    ["een boom", "failed"],
  ]);
  assert.deepEqual(
    [...store.kept.values()].map((item) => item.text),
    ["een boom"],
    "what the server has not is kept over a reload",
  );
  await time.pass(60_000);
  assert.equal(asked.length, 2, "the same is not tried again and again");
  await tab.outbox.retry(second);
  await time.pass(1000);
  assert.deepEqual(shown(), [
    ["een bankje", "saved"],
    ["een boom", "saved"],
  ]);
  assert.notEqual(asked[2][0], second);
  assert.deepEqual([...taken.values()], ["een bankje", "een boom"]);
  assert.ok(taken.has(first));
  tab.close();
});

test("dismissing takes a refused text away, on the phone too", async () => {
  const time = handTime();
  const server = createServer(time, { int: () => 1, chance: () => false });
  const store = keptStore();
  const tab = await openTab({ browser: createBrowser(), store, server, time, random: still, protectedByKey: true });
  const id = tab.outbox.post({ type: "post_idea", fields: { text: "refuse me" }, lane: "board:1", text: "refuse me" });
  await time.pass(1000);
  assert.equal(store.kept.get(id).state, "failed");
  await tab.outbox.dismiss(id);
  assert.equal(store.kept.size, 0);
  assert.deepEqual(tab.outbox.entries.value, []);
  tab.close();
});

test("who came or left without a connection tells when, and not when it arrived; a text tells nothing", async () => {
  const time = handTime();
  const taken = [];
  const server = {
    async take(owner, type, fields) {
      taken.push([type, fields]);
      return { ok: true, seq: 1, result: {} };
    },
  };
  const store = keptStore();
  const waited = Date.now() - 120_000;
  const press = { owner: 7, fields: { gathering: 3 }, text: "", press: true, state: "on_phone" };
  await store.put("a", { id: "a", ...press, type: "check_out", lane: "gathering:3#presence", order: waited });
  await store.put("b", { id: "b", ...press, type: "cast_vote", lane: "board:1#votes", order: waited });
  const tab = await openTab({ browser: createBrowser(), store, server, time, random: still, protectedByKey: true });
  void tab.outbox.press({ type: "check_in", fields: { gathering: 3 }, lane: "gathering:3#presence" });
  await time.pass(1000);
  const [[, left], [, voted], [, came]] = ["check_out", "cast_vote", "check_in"].map((type) =>
    taken.find(([one]) => one === type),
  );
  assert.deepEqual([voted, came], [{ gathering: 3 }, { gathering: 3 }]);
  assert.equal(left.device_at, new Date(waited).toISOString());
  assert.ok(Date.parse(left.sent_at) - waited >= 120_000);
  tab.close();
});
