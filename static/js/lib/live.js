/** Live pictures: follow a stream and always have its true picture, whatever the wifi does.
 *
 *   const live = createLive({line, api, clock})
 *   const board = live.follow("board:12", onPicture?, {initial?, pace?})
 *     board.picture   signal: the picture, or null before the first one
 *     board.mine      signal: the personal overlay, or null
 *     board.error     signal: null, or the server's code when we may not follow
 *     board.heardAt   signal: server time (ms) of the last sign of life, for "updated 3 minutes ago"
 *     board.seq()     how far we are;  board.refreshMine()
 *     board.changeMine(fn, sent?)     until the server's word comes; what it says before `sent` (a promise) is settled is older
 *     board.unfollow()                its picture is kept a while: whoever comes back has it at once, without a connection too
 *   onPicture(picture, {events, mine, seq})     after each change; events is empty after a snapshot
 *   initial {seq, picture}   a kept picture to start from (lib/keep.js);  pace: at most one change per so many ms
 *
 *   live.status, live.refused (signals of lib/line.js), live.connected(), live.request(event, payload, timeoutMs)
 *   live.wake(), live.start(), live.stop(), live.onUp(fn), live.on(event, fn)
 *   live.refreshMine(stream)     soon, once, when that stream is followed
 */
import { signal } from "@preact/signals-core";
import { concernsMine } from "../spine/mine.js";
import { start as startStream, step } from "../spine/stream.js";
import { judge } from "./command.js";

const FOLLOW_TIMEOUT_MS = 5000;
const PROBE_TIMEOUT_MS = 2000;
const AGAIN_MS = [1000, 2000, 4000, 8000, 15_000, 30_000];
const MINE_WAIT_MS = 300;
const MINE_SPREAD_MS = 900;
const MOST_LET_GO = 8;

const shout = (problem, where) => console.warn(`charrette: ignored something broken (${where}):`, problem);

export function createLive({ line, api, clock, report = shout, setTimer = setTimeout, random = Math.random }) {
  const records = new Map();
  const letGo = new Map();

  function createRecord(stream, { initial, pace = 0 }) {
    const record = {
      stream,
      pace,
      followers: new Set(),
      state: startStream(stream),
      failures: 0,
      sentAsk: 0,
      unseen: [],
      due: false,
      mineDue: false,
      touched: 0,
      unsettled: 0,
      picture: signal(null),
      mine: signal(null),
      error: signal(null),
      heardAt: signal(null),
    };
    const kept = initial?.picture ? initial : letGo.get(stream);
    if (kept) {
      record.state = { ...record.state, seq: kept.seq, picture: kept.picture, mine: kept.mine ?? null };
      record.picture.value = record.state.picture;
      record.mine.value = record.state.mine;
    }
    return record;
  }

  /** One step of the machine, and what follows from it. */
  function feed(record, message) {
    const before = record.state;
    record.state = step(before, message);
    record.state.problems.forEach((problem) => report(problem, record.stream));
    record.unseen.push(...record.state.applied);
    if (record.state.picture !== before.picture || record.state.seq !== before.seq || record.state.mine !== before.mine)
      show(record);
    if (record.state.applied.length > 0 && concernsMine(record.state.mine, record.state.applied))
      refreshMineSoon(record);
    ask(record);
  }

  /** Tells the followers, at the pace they asked for. */
  function show(record) {
    if (record.due) return;
    record.due = true;
    if (record.pace > 0) setTimer(() => publish(record), record.pace);
    else publish(record);
  }

  function publish(record) {
    record.due = false;
    const { picture, mine, seq } = record.state;
    const events = record.unseen;
    record.unseen = [];
    record.picture.value = picture;
    record.mine.value = mine;
    for (const onPicture of record.followers) {
      try {
        onPicture(picture, { events, mine, seq });
      } catch (error) {
        report(error, record.stream);
      }
    }
  }

  /** Sends the question that the machine wants answered, once. */
  async function ask(record) {
    const wanted = record.state.ask;
    if (!wanted || wanted.number === record.sentAsk) return;
    record.sentAsk = wanted.number;
    const question = wanted.since === null ? { stream: record.stream } : { stream: record.stream, since: wanted.since };
    const { touched } = record;
    const answer = await line.request("follow", question, FOLLOW_TIMEOUT_MS);
    if (records.get(record.stream) !== record) return;
    if (answer?.ok === true) {
      record.failures = 0;
      record.error.value = null;
      heard(record, answer.at);
      const older = answer.mine !== undefined && !untouched(record, touched);
      feed(record, { type: "answer", ask: wanted.number, ...answer, ...(older ? { mine: undefined } : {}) });
      if (older) refreshMineSoon(record);
    } else {
      refusedAsk(record, wanted.number, answer);
    }
  }

  function refusedAsk(record, number, answer) {
    if (record.state.ask?.number !== number) return;
    feed(record, { type: "refused", ask: number });
    // "Not for you": asking again is of no use until the line is new.
    if (!judge(answer).retryable) {
      record.error.value = answer.error;
      return;
    }
    const wait = AGAIN_MS[Math.min(record.failures, AGAIN_MS.length - 1)] * (0.75 + random() / 2);
    record.failures += 1;
    setTimer(() => {
      if (records.get(record.stream) === record && line.connected()) feed(record, { type: "again" });
    }, wait);
  }

  function heard(record, at) {
    clock?.heard(at);
    record.heardAt.value = clock ? clock.now() : Date.now();
  }

  function refreshMineSoon(record) {
    if (record.mineDue || !api) return;
    record.mineDue = true;
    setTimer(
      () => {
        record.mineDue = false;
        refreshMine(record);
      },
      MINE_WAIT_MS + random() * MINE_SPREAD_MS,
    );
  }

  async function refreshMine(record) {
    const { touched } = record;
    const answer = await api.get(`/api/streams/${record.stream}/mine`);
    if (!answer.ok || records.get(record.stream) !== record) return;
    takeMine(record, answer.body.mine ?? null, touched);
  }

  /** False when the person did something since, or what they did is still on its way: the server's word may be from before it. */
  const untouched = (record, touched) => record.touched === touched && record.unsettled === 0;

  function takeMine(record, mine, touched) {
    if (untouched(record, touched)) changeMine(record, () => mine);
    else refreshMineSoon(record);
  }

  function changeOwn(record, change, sent = null) {
    record.touched += 1;
    changeMine(record, change);
    record.mine.value = record.state.mine; // what the person did themselves shows now, whatever the pace
    if (!sent) return;
    const settled = () => {
      record.unsettled -= 1;
      record.touched += 1;
    };
    record.unsettled += 1;
    sent.then(settled, settled);
  }

  function changeMine(record, change) {
    record.state = { ...record.state, mine: change(record.state.mine) };
    show(record);
  }

  function follow(stream, onPicture = null, options = {}) {
    let record = records.get(stream);
    const known = Boolean(record);
    if (!record) {
      record = createRecord(stream, options);
      records.set(stream, record);
    }
    const listener = onPicture ? (...news) => onPicture(...news) : () => {};
    record.followers.add(listener);
    if ((known || !options.initial) && onPicture && record.state.picture)
      onPicture(record.state.picture, { events: [], mine: record.state.mine, seq: record.state.seq });
    if (!known && line.connected()) feed(record, { type: "opened" });
    return {
      stream,
      picture: record.picture,
      mine: record.mine,
      error: record.error,
      heardAt: record.heardAt,
      seq: () => record.state.seq,
      refreshMine: () => refreshMine(record),
      changeMine: (change, sent) => changeOwn(record, change, sent),
      unfollow: () => unfollow(record, listener),
    };
  }

  function unfollow(record, listener) {
    if (!record.followers.delete(listener) || record.followers.size > 0) return;
    records.delete(record.stream);
    keep(record);
    if (line.connected()) line.request("unfollow", { stream: record.stream }, FOLLOW_TIMEOUT_MS);
  }

  function keep({ stream, state: { seq, picture, mine }, error }) {
    letGo.delete(stream);
    if (picture && !error.value) letGo.set(stream, { seq, picture, mine });
    if (letGo.size > MOST_LET_GO) letGo.delete(letGo.keys().next().value);
  }

  /** After a sleep an open line may be dead: catching up on one stream shows it, and is needed anyway. */
  async function probe() {
    const all = [...records.values()];
    if (all.length === 0) return true;
    const [first, ...others] = all;
    const { touched } = first;
    const answer = await line.request(
      "follow",
      { stream: first.stream, ...(first.state.seq === null ? {} : { since: first.state.seq }) },
      PROBE_TIMEOUT_MS,
    );
    if (!answer || (answer.ok === false && ["timeout", "offline"].includes(answer.error))) return false;
    all.forEach((record) => {
      record.failures = 0;
    });
    if (answer.ok) feed(first, { type: "head", seq: answer.seq });
    if (answer.ok && answer.mine !== undefined) takeMine(first, answer.mine, touched);
    others.forEach((record) => feed(record, { type: "again" }));
    return true;
  }

  line.onUp(() =>
    records.forEach((record) => {
      record.failures = 0;
      feed(record, { type: "opened" });
    }),
  );
  line.onDown(() => records.forEach((record) => feed(record, { type: "closed" })));
  line.on("events", (message) => {
    const record = records.get(message?.stream);
    if (!record) return;
    if (Array.isArray(message.events)) heard(record, message.events.at(-1)?.at);
    feed(record, { type: "events", events: message.events });
  });
  line.on("mine", (message) => {
    const record = records.get(message?.stream);
    if (record) refreshMineSoon(record);
  });

  line.on("head", (message) => {
    for (const [stream, seq] of Object.entries(message?.streams ?? {})) {
      const record = records.get(stream);
      if (!record) continue;
      heard(record, message.at);
      feed(record, { type: "head", seq });
    }
  });
  line.probe = probe;

  return {
    follow,
    status: line.status,
    refused: line.refused,
    connected: line.connected,
    request: line.request,
    wake: line.wake,
    start: line.start,
    stop: line.stop,
    onUp: line.onUp,
    on: line.on,
    refreshMine: (stream) => {
      if (records.has(stream)) refreshMineSoon(records.get(stream));
    },
    streams: () => [...records.keys()],
  };
}
