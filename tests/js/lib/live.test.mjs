// The line and the pictures over a wire that the test holds in its hands.
// house: long, because every way a wire can fail has its own test.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createLine } from "../../../static/js/lib/line.js";
import { createLive } from "../../../static/js/lib/live.js";
import { handTime, settle } from "../support.mjs";

/** A socket with the few doors that we use; the test opens and closes it and answers. */
function wire() {
  const listeners = new Map();
  const hear = (event, ...args) => (listeners.get(event) ?? []).forEach((fn) => fn(...args));
  const socket = {
    connected: false,
    attempts: 0,
    reachable: true,
    mute: false,
    sent: [],
    answers: () => ({ ok: true }),
    on(event, fn) {
      listeners.set(event, [...(listeners.get(event) ?? []), fn]);
    },
    emit(event, payload, ack) {
      assert.ok(socket.connected, "nothing is given to a closed socket");
      socket.sent.push([event, payload]);
      if (!socket.mute) Promise.resolve(socket.answers(event, payload)).then((answer) => answer && ack(answer));
    },
    connect() {
      socket.attempts += 1;
      if (socket.refusal) queueMicrotask(() => hear("connect_error", socket.refusal));
      else if (socket.reachable) {
        socket.connected = true;
        queueMicrotask(() => hear("connect"));
      } else queueMicrotask(() => hear("connect_error", new Error("unreachable")));
    },
    disconnect() {
      if (socket.connected) {
        socket.connected = false;
        hear("disconnect", "io client disconnect");
      }
    },
    drop() {
      socket.connected = false;
      hear("disconnect", "transport close");
    },
    hear,
  };
  return socket;
}

function setUp({ api = null } = {}) {
  const time = handTime();
  const socket = wire();
  const reports = [];
  let wake = () => {};
  const line = createLine({
    makeSocket: () => socket,
    page: {
      isOnline: () => true,
      onWake: (fn) => {
        wake = fn;
      },
    },
    random: () => 0.5,
    setTimer: time.setTimer,
    clearTimer: time.clearTimer,
  });
  const live = createLive({
    line,
    api,
    clock: { heard() {}, now: time.now },
    report: (problem) => reports.push(problem),
    setTimer: time.setTimer,
    random: () => 0.5,
  });
  return { time, socket, line, live, reports, wake: () => wake() };
}

const idea = (seq) => ({
  seq,
  type: "idea_posted",
  at: "2025-06-02T19:00:00Z",
  data: { changes: { ideas: [{ id: seq }] } },
});
const journal = (count) => Array.from({ length: count }, (_, at) => idea(at + 1));
function serve(socket, held) {
  socket.answers = (event, { since }) => {
    if (event !== "follow") return { ok: true };
    if (since === undefined)
      return { ok: true, seq: held.events.length, snapshot: { ideas: held.events.map((one) => ({ id: one.seq })) } };
    return { ok: true, seq: held.events.length, events: held.events.slice(since) };
  };
}
const ids = (handle) => handle.picture.value?.ideas.map((one) => one.id);

test("following gives the picture, then the events", async () => {
  const { socket, live } = setUp();
  serve(socket, { events: journal(2) });
  const news = [];
  const board = live.follow("board:1", (picture, { events, seq }) =>
    news.push([picture.ideas.length, events.length, seq]),
  );
  live.start();
  await settle();
  assert.equal(live.status.value, "live");
  socket.hear("events", { stream: "board:1", events: [idea(3)] });
  assert.deepEqual(ids(board), [1, 2, 3]);
  assert.deepEqual(news, [
    [2, 0, 2],
    [3, 1, 3],
  ]);
});

test("after a break the line comes back and catches up from where it was", async () => {
  const { time, socket, live } = setUp();
  const held = { events: journal(2) };
  serve(socket, held);
  const board = live.follow("board:1");
  live.start();
  await settle();
  socket.reachable = false;
  socket.drop();
  assert.equal(live.status.value, "reconnecting");
  held.events = journal(6);
  await time.pass(5000);
  assert.equal(live.status.value, "offline");
  socket.reachable = true;
  await time.pass(8000);
  assert.equal(live.status.value, "live");
  assert.deepEqual(socket.sent.at(-1), ["follow", { stream: "board:1", since: 2 }]);
  assert.deepEqual(ids(board), [1, 2, 3, 4, 5, 6]);
});

// trust: T30
test("waking up tries at once and forgets the waits", async () => {
  const { time, socket, live, wake } = setUp();
  serve(socket, { events: journal(1) });
  live.follow("board:1");
  live.start();
  await settle();
  socket.reachable = false;
  socket.drop();
  await time.pass(60_000);
  const before = socket.attempts;
  socket.reachable = true;
  wake();
  await settle();
  assert.equal(socket.attempts, before + 1);
  assert.equal(live.status.value, "live");
});

// trust: T30
test("a line that only looks open is found dead on waking, and made anew within two seconds", async () => {
  const { time, socket, live, wake } = setUp();
  const held = { events: journal(1) };
  serve(socket, held);
  const board = live.follow("board:1");
  live.start();
  await settle();
  held.events = journal(4);
  socket.mute = true;
  wake();
  await time.pass(1900);
  socket.mute = false;
  await time.pass(150);
  assert.equal(socket.attempts, 2);
  assert.deepEqual(ids(board), [1, 2, 3, 4]);
});

// trust: T36
test("a head shows a hole that no event would have shown", async () => {
  const { socket, live } = setUp();
  const held = { events: journal(1) };
  serve(socket, held);
  const board = live.follow("board:1");
  live.start();
  await settle();
  held.events = journal(3);
  socket.hear("head", { streams: { "board:1": 3, "board:2": 9 } });
  await settle();
  assert.deepEqual(ids(board), [1, 2, 3]);
});

// trust: T58
test("broken messages are reported and the board stays", async () => {
  const { socket, live, reports } = setUp();
  serve(socket, { events: journal(1) });
  const board = live.follow("board:1");
  live.start();
  await settle();
  for (const message of [null, undefined, 4, {}, { stream: "board:1" }, { stream: "board:1", events: [null] }])
    socket.hear("events", message);
  for (const message of [null, { streams: 4 }, { streams: { "board:1": "x" } }]) socket.hear("head", message);
  assert.deepEqual(ids(board), [1]);
  assert.equal(reports.length, 2);
});

test("a listener that fails does not stop the others", async () => {
  const { socket, live, reports } = setUp();
  serve(socket, { events: journal(1) });
  let heard = 0;
  live.follow("board:1", () => {
    throw new Error("broken view");
  });
  live.follow("board:1", () => {
    heard += 1;
  });
  live.start();
  await settle();
  assert.equal(heard, 1);
  assert.equal(reports.length, 1);
});

test("two followers share one stream; the last one to leave ends it", async () => {
  const { socket, live } = setUp();
  serve(socket, { events: journal(1) });
  const [one, two] = [live.follow("board:1"), live.follow("board:1")];
  live.start();
  await settle();
  assert.equal(socket.sent.filter(([event]) => event === "follow").length, 1);
  one.unfollow();
  one.unfollow();
  assert.equal(
    socket.sent.some(([event]) => event === "unfollow"),
    false,
  );
  two.unfollow();
  assert.deepEqual(socket.sent.at(-1), ["unfollow", { stream: "board:1" }]);
  assert.deepEqual(live.streams(), []);
});

test("a server that fails is asked again with patience; one that says no is not", async () => {
  const { time, socket, live } = setUp();
  let asked = 0;
  socket.answers = () => {
    asked += 1;
    return { ok: false, error: "server_error" };
  };
  live.follow("board:1");
  live.start();
  await time.pass(10_000);
  assert.ok(asked >= 3 && asked <= 5, `${asked}`);
  socket.answers = () => ({ ok: false, error: "not_found" });
  const other = live.follow("board:2");
  await time.pass(40_000);
  assert.equal(other.error.value, "not_found");
});

test("who is signed out is told and does not knock on", async () => {
  const { time, socket, live } = setUp();
  live.start();
  await settle();
  socket.hear("signed_out", { error: "signed_out" });
  socket.drop();
  const before = socket.attempts;
  await time.pass(60_000);
  assert.equal(live.refused.value, "signed_out");
  assert.equal(socket.attempts, before);
});

test("a refusal at the door is kept, other failures are tried again", async () => {
  const { time, socket, live } = setUp();
  socket.refusal = Object.assign(new Error("no"), { data: { ok: false, error: "not_signed_in" } });
  live.start();
  await time.pass(20_000);
  assert.equal(live.refused.value, "not_signed_in");
  assert.equal(socket.attempts, 1);
});

test("a server that cannot take us just now is no refusal", async () => {
  const { time, socket, live } = setUp();
  socket.refusal = Object.assign(new Error("no"), { data: { ok: false, error: "server_error", retry_after: 2 } });
  live.start();
  await time.pass(3000);
  socket.refusal = null;
  await time.pass(5000);
  assert.equal(live.refused.value, null);
  assert.equal(live.status.value, "live");
});

test("own ideas that change are asked for once, not once per event", async () => {
  const asked = [];
  const api = {
    get: async (url) => {
      asked.push(url);
      return { ok: true, body: { ok: true, mine: { ideas: [{ id: 1, state: "hidden" }] } } };
    },
  };
  const { time, socket, live } = setUp({ api });
  socket.answers = () => ({
    ok: true,
    seq: 0,
    snapshot: { ideas: [] },
    mine: { ideas: [{ id: 1, state: "visible" }] },
  });
  const board = live.follow("board:1");
  live.start();
  await settle();
  socket.hear("events", { stream: "board:1", events: [{ ...idea(1), type: "idea_hidden" }] });
  socket.hear("events", { stream: "board:1", events: [idea(2)] });
  await time.pass(3000);
  assert.deepEqual(asked, ["/api/streams/board:1/mine?ids=1"]);
  assert.equal(board.mine.value.ideas[0].state, "hidden");
});

test("what others did to me is asked for at once, once, and before what was to come later", async () => {
  const asked = [];
  let now = () => 0;
  const api = {
    get: async (url) => {
      asked.push([url, now()]);
      return { ok: true, body: { ok: true, mine: { attendance: { status: "present" } } } };
    },
  };
  const { time, socket, live } = setUp({ api });
  now = time.now;
  socket.answers = () => ({ ok: true, seq: 0, snapshot: {}, mine: { attendance: null } });
  live.follow("gathering:3");
  live.start();
  await settle();
  const begun = time.now();
  live.refreshMine("gathering:3");
  await time.pass(100);
  socket.hear("mine", { stream: "gathering:3" });
  socket.hear("mine", { stream: "gathering:3" });
  await time.pass(3000);
  assert.equal(asked.length, 1);
  assert.ok(asked[0][1] - begun <= 300, `it was asked for after ${asked[0][1] - begun} ms`);
});

/** A board with thirty own ideas; `asked` notes which questions go out for them. */
async function followThirty() {
  const ideas = Array.from({ length: 30 }, (_, at) => ({ id: at + 1, revision: 1, text: "Mine" }));
  const asked = [];
  const api = {
    get: async (url) => {
      asked.push(url);
      const only = new URL(url, "http://x").searchParams.get("ids")?.split(",").map(Number);
      const told = ideas.filter(({ id }) => !only || only.includes(id)).map((one) => ({ ...one, text: "Told" }));
      return { ok: true, body: { ok: true, mine: { ideas: told } } };
    },
  };
  const { time, socket, live } = setUp({ api });
  socket.answers = () => ({ ok: true, seq: 0, snapshot: { ideas: [] }, mine: { ideas } });
  const board = live.follow("board:1");
  live.start();
  await settle();
  const edited = (seq, id, revision) => ({
    ...idea(seq),
    type: "idea_edited",
    data: { changes: { ideas: [{ id, revision }] } },
  });
  const save = (id, revision) =>
    live.changeOwn("board:1", (mine) => ({
      ideas: mine.ideas.map((one) => (one.id === id ? { ...one, revision, text: "Better" } : one)),
    }));
  return { time, socket, board, asked, edited, save };
}

test("who changes an own idea asks for nothing, whichever comes first, the answer or the event", async () => {
  const { time, socket, board, asked, edited, save } = await followThirty();
  save(4, 2);
  socket.hear("events", { stream: "board:1", events: [edited(1, 4, 2)] });
  await time.pass(3000);
  socket.hear("events", { stream: "board:1", events: [edited(2, 5, 2)] });
  save(5, 2);
  await time.pass(3000);
  assert.deepEqual(asked, []);
  assert.deepEqual([board.mine.value.ideas[3].text, board.mine.value.ideas[4].text], ["Better", "Better"]);
});

test("what somebody changed on another phone, or what was done to it, is asked alone", async () => {
  const { time, socket, board, asked, edited } = await followThirty();
  socket.hear("events", { stream: "board:1", events: [edited(1, 4, 2), { ...idea(2), type: "idea_hidden" }] });
  await time.pass(3000);
  assert.deepEqual(asked, ["/api/streams/board:1/mine?ids=2,4"]);
  const words = board.mine.value.ideas.map((one) => one.text);
  assert.deepEqual([words.length, words.indexOf("Told"), words.lastIndexOf("Told")], [30, 1, 3]);
});

test("thirty ideas posted in a row ask for nothing", async () => {
  const { time, socket, asked } = await followThirty();
  for (let seq = 1; seq <= 30; seq += 1) {
    socket.hear("events", { stream: "board:1", events: [{ ...idea(seq), type: "idea_posted" }] });
    await time.pass(1300);
  }
  assert.deepEqual(asked, []);
});

test("the server may say that what is one's own changed", async () => {
  const asked = [];
  const api = {
    get: async (url) => {
      asked.push(url);
      return { ok: true, body: { ok: true, mine: { attendance: { status: "present" } } } };
    },
  };
  const { time, socket, live } = setUp({ api });
  socket.answers = () => ({ ok: true, seq: 0, snapshot: {}, mine: { attendance: null } });
  const hall = live.follow("gathering:3");
  live.start();
  await settle();
  socket.hear("mine", { stream: "gathering:3" });
  socket.hear("mine", { stream: "gathering:9" });
  await time.pass(3000);
  assert.deepEqual(asked, ["/api/streams/gathering:3/mine"]);
  assert.equal(hall.mine.value.attendance.status, "present");
});

test("what the answer to a command told is one's own without a question", async () => {
  const asked = [];
  const { time, socket, live } = setUp({ api: { get: async (url) => asked.push(url) } });
  socket.answers = () => ({ ok: true, seq: 0, snapshot: { ideas: [] }, mine: { ideas: [] } });
  const board = live.follow("board:1");
  live.start();
  assert.equal(
    live.changeOwn("board:1", (mine) => mine),
    false,
    "nothing is known yet",
  );
  await settle();
  assert.equal(
    live.changeOwn("board:1", () => ({ ideas: [{ id: 1 }] })),
    true,
  );
  assert.equal(
    live.changeOwn("board:1", () => null),
    false,
  );
  assert.equal(
    live.changeOwn("board:9", (mine) => mine),
    false,
  );
  socket.hear("events", { stream: "board:1", events: [idea(1)] });
  await time.pass(3000);
  assert.deepEqual([board.mine.value.ideas, asked], [[{ id: 1 }], []]);
});

test("the own list can be asked for by the name of its stream", async () => {
  const asked = [];
  const api = {
    get: async (url) => {
      asked.push(url);
      return { ok: true, body: { ok: true, mine: null } };
    },
  };
  const { time, socket, live } = setUp({ api });
  serve(socket, { events: [] });
  live.follow("board:1");
  live.refreshMine("board:1");
  live.refreshMine("board:1");
  live.refreshMine("board:9");
  await time.pass(3000);
  assert.deepEqual(asked, ["/api/streams/board:1/mine"]);
});

/** A followed board on which somebody votes; the test answers each question for their own list, in its own time. */
async function followVotes() {
  const answers = [];
  const api = {
    get: () =>
      new Promise((resolve) => {
        answers.push((votes) => resolve({ ok: true, body: { ok: true, mine: { votes } } }));
      }),
  };
  const { time, socket, live } = setUp({ api });
  socket.answers = () => ({ ok: true, seq: 0, snapshot: { ideas: [] }, mine: { votes: [] } });
  const board = live.follow("board:1");
  live.start();
  await settle();
  return { time, socket, live, board, answers };
}

test("a list that was asked for before the person did something does not undo it", async () => {
  const { time, board, answers } = await followVotes();
  board.refreshMine();
  board.changeMine(() => ({ votes: [7] }));
  answers.shift()([]);
  await settle();
  assert.deepEqual(board.mine.value, { votes: [7] });
  await time.pass(3000);
  answers.shift()([7, 8]);
  await settle();
  assert.deepEqual(board.mine.value, { votes: [7, 8] });
  assert.equal(answers.length, 0);
});

test("while something of the person's own is on its way, no list from the server undoes it", async () => {
  const { time, socket, board, live, answers } = await followVotes();
  let arrive;
  board.changeMine(
    () => ({ votes: [7] }),
    new Promise((resolve) => {
      arrive = resolve;
    }),
  );
  board.refreshMine();
  answers.shift()([]);
  socket.drop();
  await time.pass(2000);
  assert.equal(live.status.value, "live");
  assert.deepEqual(board.mine.value, { votes: [7] }, "neither the list nor the answer to following anew");
  arrive();
  await settle();
  answers.splice(0).forEach((answer) => answer([]));
  await settle();
  assert.deepEqual(board.mine.value, { votes: [7] }, "asked for before it arrived");
  await time.pass(3000);
  answers.shift()([7, 8]);
  await settle();
  assert.deepEqual(board.mine.value, { votes: [7, 8] });
});

test("who comes back to a stream has its last picture at once, and then what is new", async () => {
  const { socket, live } = setUp();
  const held = { events: journal(2) };
  serve(socket, held);
  live.start();
  live.follow("board:1").unfollow();
  await settle();
  const before = live.follow("board:1");
  await settle();
  before.unfollow();
  held.events = journal(3);
  const board = live.follow("board:1");
  assert.deepEqual(ids(board), [1, 2]);
  await settle();
  assert.deepEqual(ids(board), [1, 2, 3]);
  assert.deepEqual(socket.sent.at(-1), ["follow", { stream: "board:1", since: 2 }]);
  board.unfollow();
  socket.drop();
  const news = [];
  const offline = live.follow("board:1", (picture) => news.push(picture.ideas.length));
  assert.deepEqual(ids(offline), [1, 2, 3]);
  assert.deepEqual(news, [3]);
});

test("the picture of a stream that is no longer for this person is not kept", async () => {
  const { socket, live } = setUp();
  serve(socket, { events: journal(2) });
  const board = live.follow("board:1");
  live.start();
  await settle();
  socket.answers = () => ({ ok: false, error: "not_allowed" });
  socket.hear("head", { streams: { "board:1": 5 } });
  await settle();
  assert.equal(board.error.value, "not_allowed");
  board.unfollow();
  assert.equal(live.follow("board:1").picture.value, null);
});

test("a paced follower hears at most once per pace, and misses nothing", async () => {
  const { time, socket, live } = setUp();
  serve(socket, { events: [] });
  const news = [];
  live.follow("board:1", (picture, { events }) => news.push(events.length), { pace: 250 });
  live.start();
  await time.pass(1000);
  news.length = 0;
  for (let seq = 1; seq <= 40; seq += 1) {
    socket.hear("events", { stream: "board:1", events: [idea(seq)] });
    await time.pass(50);
  }
  await time.pass(300);
  assert.ok(news.length <= 9, `${news.length}`);
  assert.equal(
    news.reduce((sum, count) => sum + count, 0),
    40,
  );
});

test("a kept picture shows at once and is caught up from where it was", async () => {
  const { socket, live } = setUp();
  serve(socket, { events: journal(3) });
  const board = live.follow("board:1", null, { initial: { seq: 2, picture: { ideas: [{ id: 1 }, { id: 2 }] } } });
  assert.deepEqual(ids(board), [1, 2]);
  live.start();
  await settle();
  assert.deepEqual(socket.sent[0], ["follow", { stream: "board:1", since: 2 }]);
  assert.deepEqual(ids(board), [1, 2, 3]);
});

test("a question over a line that breaks is answered at once, not after its time-out", async () => {
  const { socket, live } = setUp();
  live.start();
  await settle();
  socket.mute = true;
  const answer = live.request("command", {}, 5000);
  socket.drop();
  assert.deepEqual(await answer, { ok: false, error: "timeout" });
  assert.deepEqual(await live.request("command", {}, 5000), { ok: false, error: "offline" });
});
