import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { createAnnouncer, rovingTarget } from "../../static/js/lib/a11y.js";
import { createApi } from "../../static/js/lib/api.js";
import { readBoot } from "../../static/js/lib/boot.js";
import { createClock } from "../../static/js/lib/clock.js";
import { createCommands, judge } from "../../static/js/lib/command.js";
import { createDrafts } from "../../static/js/lib/drafts.js";
import { formatAgo, formatDuration, formatTime, loadTexts, t, tn, useTexts } from "../../static/js/lib/i18n.js";
import { newId } from "../../static/js/lib/ids.js";
import { createKeeper } from "../../static/js/lib/keep.js";
import { isTaken } from "../../static/js/lib/keys.js";
import { createSole } from "../../static/js/lib/sole.js";
import { openStore } from "../../static/js/lib/store.js";
import { handTime, keptStore, settle } from "./support.mjs";

/** localStorage as a browser has it. */
function webStorage(kept = new Map()) {
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, String(value)),
    removeItem: (key) => kept.delete(key),
    key: (at) => [...kept.keys()][at] ?? null,
    get length() {
      return kept.size;
    },
  };
}
const refusingStorage = new Proxy(
  {},
  {
    get() {
      throw new Error("refused");
    },
  },
);
const json = (body, options = {}) =>
  new Response(JSON.stringify(body), { headers: { "content-type": "application/json" }, ...options });

test("ids are UUIDs of version 4 and differ", () => {
  const ids = Array.from({ length: 500 }, () => newId());
  ids.forEach((id) => assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/));
  assert.equal(new Set(ids).size, 500);
});

test("boot reads the page's data, and an empty page gives the defaults", () => {
  assert.equal(readBoot(null).lang, "en");
  assert.deepEqual(readBoot({ getElementById: () => ({ textContent: '{"lang":"nl","me":{"id":1}}' }) }).me, { id: 1 });
});

test("the clock follows the server whatever the device thinks, and a late message does not turn it back", () => {
  let steady = 1000;
  const clock = createClock({ steady: () => steady, wall: () => 5 });
  assert.equal(clock.now(), 5);
  clock.heard("2025-06-02T19:00:00Z");
  const start = Date.parse("2025-06-02T19:00:00Z");
  steady += 10_000;
  assert.equal(clock.now(), start + 10_000);
  clock.heard(start + 2000);
  clock.heard("no time");
  assert.equal(clock.now(), start + 10_000);
  clock.heard(start + 60_000);
  assert.equal(clock.now(), start + 60_000);
});

test("words come from the catalogue, else they are the English ones", () => {
  useTexts("nl", { "Hello {name}": "Dag {name}", "{n} idea": ["{n} idee", "{n} ideeën"] });
  assert.equal(t("Hello {name}", { name: "Annie" }), "Dag Annie");
  assert.equal(t("Unknown {what}", { what: "words" }), "Unknown words");
  assert.equal(t("Kept {braces}"), "Kept {braces}");
  assert.equal(tn("{n} idea", "{n} ideas", 1), "1 idee");
  assert.equal(tn("{n} idea", "{n} ideas", 1200), "1.200 ideeën");
  assert.equal(tn("{n} vote", "{n} votes", 2), "2 votes");
  assert.equal(tn("{n} vote", "{n} votes", 1), "1 vote");
});

test("languages with more forms choose the right one", () => {
  useTexts("pl", { "{n} idea": ["{n} pomysł", "{n} pomysły", "{n} pomysłów"] });
  assert.deepEqual(
    [1, 3, 5, 22].map((n) => tn("{n} idea", "{n} ideas", n)),
    ["1 pomysł", "3 pomysły", "5 pomysłów", "22 pomysły"],
  );
});

// trust: T31
test("texts fall back on what an earlier visit kept, and a login page is no catalogue", async () => {
  const storage = webStorage();
  await loadTexts("nl", { fetcher: async () => json({ Yes: "Ja" }), storage });
  await loadTexts("nl", {
    fetcher: async () => new Response("<html>log in</html>", { headers: { "content-type": "text/html" } }),
    storage,
  });
  assert.equal(t("Yes"), "Ja");
  await loadTexts("nl", {
    fetcher: async () => {
      throw new TypeError("no network");
    },
    storage: refusingStorage,
  });
  assert.equal(t("Yes"), "Yes");
});

test("times and lengths are written in the page's language", () => {
  useTexts("nl", {});
  assert.match(formatTime("2025-06-02T19:05:00Z"), /^\d{2}:05$/);
  assert.equal(formatDuration(45), "45 seconden");
  assert.equal(formatDuration(3900), "1 uur, 5 minuten");
  assert.equal(formatAgo("2025-06-02T19:00:00Z", Date.parse("2025-06-02T19:03:10Z")), "3 minuten geleden");
});

// trust: T31
test("only JSON of our own counts as an answer", async () => {
  const html = (status, extra = {}) =>
    new Response("<html>wifi</html>", { status, headers: { "content-type": "text/html" }, ...extra });
  const ask = async (response) => createApi({ fetcher: async () => response, csrf: () => "" }).get("/x");
  assert.equal((await ask(html(200))).error, "captive_portal");
  assert.equal((await ask(html(302))).error, "captive_portal");
  assert.equal((await ask({ type: "opaqueredirect", status: 0, headers: new Headers() })).error, "captive_portal");
  assert.equal(
    (await ask(new Response("{half", { headers: { "content-type": "application/json" } }))).error,
    "captive_portal",
  );
  assert.equal((await ask(html(502))).error, "server_error");
  assert.deepEqual(await ask(json({ week: 1 })), { ok: true, status: 200, body: { week: 1 } });
});

test("an error of the server keeps its code, its words and its waiting time", async () => {
  const fetcher = async () =>
    json({ ok: false, error: "too_many_requests", message: "Wait a moment.", retry_after: 3 }, { status: 429 });
  assert.deepEqual(await createApi({ fetcher, csrf: () => "" }).post("/x", {}), {
    ok: false,
    error: "too_many_requests",
    message: "Wait a moment.",
    status: 429,
    retryable: true,
    retry_after: 3,
  });
});

test("no network and a silent server are two different answers", async () => {
  const dead = createApi({
    fetcher: async () => {
      throw new TypeError("failed");
    },
    csrf: () => "",
  });
  assert.equal((await dead.get("/x")).error, "offline");
  const silent = createApi({
    timeoutMs: 5,
    csrf: () => "",
    fetcher: (url, { signal }) =>
      new Promise((resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
      }),
  });
  assert.equal((await silent.get("/x")).error, "timeout");
});

test("a post carries the page's token", async () => {
  let sent;
  await createApi({
    csrf: () => "token-1",
    fetcher: async (url, options) => {
      sent = options;
      return json({});
    },
  }).post("/x", { a: 1 });
  assert.equal(sent.headers["X-CSRFToken"], "token-1");
  assert.equal(sent.body, '{"a":1}');
});

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

// trust: T90
test("at most one polite message per five seconds, with what happened added up", async () => {
  const time = handTime();
  const said = [];
  const announcer = createAnnouncer({
    say: (text) => said.push([time.now(), text]),
    warn: (text) => said.push(["!", text]),
    now: time.now,
    later: time.setTimer,
  });
  for (let card = 0; card < 20; card += 1) {
    announcer.announceCount("ideas", 1, (total) => `${total} new`);
    await time.pass(1000);
  }
  await time.pass(10_000);
  const times = said.map(([at]) => at);
  times.slice(1).forEach((at, index) => assert.ok(at - times[index] >= 5000));
  assert.equal(
    said.reduce((sum, [, text]) => sum + parseInt(text, 10), 0),
    20,
  );
  announcer.announceError("It failed");
  assert.deepEqual(said.at(-1), ["!", "It failed"]);
});

// trust: T90
test("a newer text on a topic replaces the older, and a pause silences all but own acts", async () => {
  const time = handTime();
  const said = [];
  const announcer = createAnnouncer({
    say: (text) => said.push(text),
    warn: () => {},
    now: time.now,
    later: time.setTimer,
  });
  announcer.announce("first");
  await time.pass(10);
  announcer.announce("step 2", { topic: "step" });
  announcer.announce("step 3", { topic: "step" });
  await time.pass(6000);
  announcer.pause(true);
  announcer.announce("unheard");
  announcer.announceOwn("Sent.");
  await time.pass(6000);
  assert.deepEqual(said, ["first", "step 3", "Sent."]);
});

test("arrows, Home and End move through a list", () => {
  assert.deepEqual(
    ["ArrowDown", "ArrowUp", "Home", "End", "x"].map((key) => rovingTarget(key, 0, 3)),
    [1, 2, 0, 2, null],
  );
  assert.equal(rovingTarget("ArrowUp", 0, 3, false), 0);
  assert.equal(rovingTarget("End", 0, 0), null);
});

test("shortcuts leave typing and combinations alone", () => {
  const at = (matches) => ({ closest: (selector) => (matches(selector) ? {} : null) });
  const press = (extra) => ({ key: "n", target: at(() => false), ...extra });
  assert.equal(isTaken(press({})), false);
  assert.equal(isTaken(press({ ctrlKey: true })), true);
  assert.equal(isTaken(press({ target: at((selector) => selector.includes("textarea")) })), true);
  assert.equal(
    isTaken({ ...press({ target: at((selector) => selector.startsWith("button")) }), key: "ArrowRight" }),
    true,
  );
});

test("a draft survives a reload, is the person's own, and is gone after sending", async () => {
  const storage = webStorage();
  const annie = await createDrafts({ scope: "7", storage }).load();
  annie.set("board:12", "A bench by the");
  assert.equal((await createDrafts({ scope: "7", storage }).load()).get("board:12"), "A bench by the");
  assert.equal((await createDrafts({ scope: "8", storage }).load()).get("board:12"), "");
  annie.clear("board:12");
  assert.equal((await createDrafts({ scope: "7", storage }).load()).get("board:12"), "");
});

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

// trust: T29
test("a store that refuses goes on in memory and says so", async () => {
  const store = await openStore("x", {
    backend: {
      all: async () => [],
      put: async () => {
        throw new Error("quota");
      },
      remove: async () => {},
      clear: async () => {},
    },
  });
  assert.equal(store.durable(), true);
  await store.put("a", 1);
  assert.equal(store.durable(), false);
  assert.deepEqual(await store.all(), [["a", 1]]);
  await store.remove("a");
  assert.deepEqual(await store.all(), []);
});

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

// trust: T26
test("without Web Locks a lease makes one tab the sender, and another follows when it stops", async () => {
  const time = handTime();
  const storage = webStorage();
  const options = { locks: null, storage, setTimer: time.setTimer, clearTimer: time.clearTimer, now: time.now };
  const [one, two] = [createSole("x", options), createSole("x", options)];
  one.start();
  two.start();
  assert.deepEqual([one.held(), two.held()], [true, false]);
  await time.pass(20_000);
  assert.deepEqual([one.held(), two.held()], [true, false]);
  one.stop();
  await time.pass(3000);
  assert.equal(two.held(), true);
  two.stop();
});

test("a waiting tab may take the lease over, and then the other lets go", async () => {
  const time = handTime();
  const options = {
    locks: null,
    storage: webStorage(),
    setTimer: time.setTimer,
    clearTimer: time.clearTimer,
    now: time.now,
  };
  const [one, two] = [createSole("x", options), createSole("x", options)];
  one.start();
  two.start();
  two.insist();
  await time.pass(2000);
  assert.deepEqual([one.held(), two.held()], [false, true]);
  await settle();
});

test("no module of ours writes markup as text or styles in markup", () => {
  const root = new URL("../../static/js/", import.meta.url);
  const modules = readdirSync(root, { recursive: true }).filter((name) => name.endsWith(".js"));
  assert.ok(modules.length > 30);
  for (const name of modules) {
    assert.doesNotMatch(
      readFileSync(new URL(name, root), "utf8"),
      /innerHTML|insertAdjacentHTML|document\.write|\sstyle=|\beval\(/,
      name,
    );
  }
});

test("icons are drawn the same in pages and in islands", async () => {
  const { DRAWINGS } = await import("../../static/js/views/icon.js");
  const template = readFileSync(new URL("../../templates/_icons.html", import.meta.url), "utf8");
  const drawn = Object.fromEntries(
    [...template.matchAll(/^ {2}'(\w+)': '([^']+)',$/gm)].map(([, name, path]) => [name, path]),
  );
  assert.deepEqual(DRAWINGS, drawn);
});
