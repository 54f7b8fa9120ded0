/** What a person writes stays on this phone until the server has it.
 *
 *   const outbox = await createOutbox({store, commands, live, owner}).start()
 *   outbox.post({type: "post_idea", fields: {board: 12, text}, lane: "board:12", text}) -> id     at once, also offline
 *   outbox.press({type, fields, lane}) -> the final answer, in time     the press of a button: kept and sent again as a
 *                     text is. A refused one is not kept, there is nothing to mend: it is told by the answer
 *   outbox.refusals   signal: refused presses that nobody waited for any more (a reload came between);  outbox.forgive(id)
 *   outbox.awaited(id) whether somebody on this page waits for the answer to this press
 *   outbox.entries    signal: all entries (see spine/outbox.js), also failed ones with their text
 *   outbox.standing   signal: {waiting, late, failed} for the status line
 *   outbox.orphans    signal: texts of who was signed in on this phone before, never sent;  outbox.adopt(id) sends one
 *   outbox.durable    signal: false when this browser refuses to keep things: say that closing loses unsent text
 *   outbox.retry(id, {fields?, text?})    a refused one again, as a new command;  outbox.dismiss(id)
 *   outbox.nudge()    try now (the button "Try again");  outbox.onSaved(fn(entry));  outbox.clear();  outbox.stop()
 *
 * One tab sends for all (lib/sole.js). In a lane one is under way at a time. Nothing goes out over a closed line; when
 * the line stays away, the HTTP twin is tried at the pace of the back-off. An entry leaves the store only when the
 * server said ok; a refused one stays, with its text, until the person takes it away.
 */
import { batch, signal } from "@preact/signals-core";
import { due, LATE_MS, nextDue, reduce, standing } from "../spine/outbox.js";
import { newId } from "./ids.js";

/** A visible tab whose entries wait this long for the sending tab takes over. */
const INSIST_MS = 8000;
const SIGNED_OUT = new Set(["not_signed_in", "session_expired"]);
const KEPT = ["id", "owner", "lane", "type", "fields", "text", "press", "order", "state", "error", "message"];

const kept = (entry) => Object.fromEntries(KEPT.map((name) => [name, entry[name] ?? null]));

export function createOutbox({
  store,
  commands,
  live,
  owner,
  sole,
  tabs,
  now = () => performance.now(),
  random = Math.random,
  setTimer = setTimeout,
  clearTimer = clearTimeout,
}) {
  const entries = signal([]);
  const figures = signal({ waiting: 0, texts: 0, late: false, failed: 0 });
  const durable = signal(true);
  const refusals = signal([]);
  const orphans = signal([]);
  const waiters = new Map();
  const savedListeners = new Set();
  let timer = null;
  let running = false;

  function dispatch(action) {
    entries.value = reduce(entries.value, action, now(), random);
    count();
  }
  function count() {
    const next = standing(entries.value, { owner, now: now() });
    const before = figures.value;
    if (
      next.waiting !== before.waiting ||
      next.texts !== before.texts ||
      next.late !== before.late ||
      next.failed !== before.failed
    )
      figures.value = next;
  }
  const find = (id) => entries.value.find((entry) => entry.id === id);

  async function persist(entry) {
    await store.put(entry.id, kept(entry));
    durable.value = store.durable();
  }

  function post({ type, fields, lane, text, press = false }) {
    const order = Math.max(Date.now(), ...entries.value.map((entry) => entry.order + 1));
    const entry = { id: newId(), owner, lane, type, fields, text, press, order };
    dispatch({ type: "added", entry });
    const stored = persist(find(entry.id)).then(() =>
      tabs.post({ kind: "added", entry: kept(find(entry.id) ?? entry) }),
    );
    stored.then(pump, pump);
    pump();
    return entry.id;
  }

  function press({ type, fields, lane }) {
    const id = post({ type, fields, lane, text: "", press: true });
    return new Promise((resolve) => {
      waiters.set(id, resolve);
    });
  }

  /** A press has its answer: who waits for it hears it; a refusal for which nobody waits is told by the page. */
  function tellPress(entry, answer) {
    const waiter = waiters.get(entry.id);
    waiters.delete(entry.id);
    if (waiter) waiter(answer);
    else if (!answer.ok) refusals.value = [...refusals.value, entry];
  }

  const answerOf = ({ result, error, message }, ok) => (ok ? { ok, result } : { ok, error, message, retryable: false });

  /** Whether trying makes sense: over an open line, or over HTTP when the line stays away. */
  const mayTry = () =>
    running && sole.held() && !live.refused.value && (live.connected() || live.status.value === "offline");

  function pump() {
    clearTimer(timer);
    if (!running) return;
    count();
    if (mayTry()) due(entries.value, { owner, now: now() }).forEach(send);
    plan();
  }

  function plan() {
    const { waiting, late } = figures.value;
    if (waiting === 0) return;
    const next = mayTry() ? nextDue(entries.value, { owner }) : null;
    const waits = [LATE_MS / 5];
    if (next !== null) waits.push(Math.max(0, next - now()));
    if (!late) waits.push(1000);
    if (
      !sole.held() &&
      entries.value.some(
        (entry) => entry.owner === owner && entry.state === "on_phone" && now() - entry.since > INSIST_MS,
      )
    )
      sole.insist();
    timer = setTimer(pump, Math.max(10, Math.min(...waits)));
  }

  async function send(entry) {
    dispatch({ type: "sending", id: entry.id });
    let answer = await commands.send(entry.type, entry.fields, { id: entry.id });
    // Whoever is signed out for a moment keeps the text and sends it after signing in again.
    if (!answer.ok && SIGNED_OUT.has(answer.error)) answer = { ...answer, retryable: true, retry_after: 10 };
    if (!find(entry.id)) return;
    // At once: a press that waits no more and is not counted yet would show for a moment as never made.
    batch(() => {
      dispatch({ type: "answered", id: entry.id, answer });
      if (find(entry.id)?.state === "saved") saved(find(entry.id));
    });
    await settle(find(entry.id));
    pump();
  }

  async function settle(entry) {
    if (!entry || entry.state === "on_phone") return;
    if (entry.state === "saved") {
      await store.remove(entry.id);
      tabs.post({ kind: "saved", id: entry.id, answer: { ok: true, result: entry.result } });
    } else {
      if (entry.press) refuse(entry);
      await (entry.press ? store.remove(entry.id) : persist(entry));
      tabs.post({
        kind: "failed",
        id: entry.id,
        answer: { ok: false, retryable: false, error: entry.error, message: entry.message },
      });
    }
  }

  function saved(entry) {
    savedListeners.forEach((fn) => fn(entry));
    if (entry.press) tellPress(entry, answerOf(entry, true));
  }

  function refuse(entry) {
    dispatch({ type: "removed", id: entry.id });
    tellPress(entry, answerOf(entry, false));
  }

  /** Word from another tab. */
  function hear(message) {
    if (message.kind === "added") dispatch({ type: "merged", entries: [message.entry] });
    else if (message.kind === "gone") dispatch({ type: "removed", id: message.id });
    else if ((message.kind === "saved" || message.kind === "failed") && find(message.id)) {
      batch(() => {
        dispatch({ type: "sending", id: message.id });
        dispatch({ type: "answered", id: message.id, answer: message.answer });
        const entry = find(message.id);
        if (message.kind === "saved") saved(entry);
        else if (entry.press) refuse(entry);
      });
    }
    pump();
  }

  async function load() {
    const stored = (await store.all()).map(([, entry]) => entry).filter((entry) => entry?.id);
    durable.value = store.durable();
    orphans.value = stored.filter((entry) => entry.owner !== owner && entry.text && !entry.press);
    dispatch({ type: "merged", entries: stored.filter((entry) => entry.owner === owner) });
  }

  /** Send the text of a former owner as one's own. It leaves the store after the new entry came into it. */
  async function adopt(id) {
    const found = orphans.value.find((entry) => entry.id === id);
    if (!found) return;
    orphans.value = orphans.value.filter((entry) => entry.id !== id);
    post(found);
    await store.remove(id);
  }

  function nudge() {
    dispatch({ type: "woken" });
    pump();
  }

  async function remove(id) {
    orphans.value = orphans.value.filter((entry) => entry.id !== id);
    dispatch({ type: "removed", id });
    waiters.delete(id);
    await store.remove(id);
    tabs.post({ kind: "gone", id });
    pump();
  }

  async function retry(id, changes = {}) {
    const fresh = newId();
    dispatch({ type: "retried", id, newId: fresh, ...changes });
    const entry = find(fresh);
    if (!entry) return;
    await persist(entry);
    await store.remove(id);
    tabs.post({ kind: "gone", id });
    tabs.post({ kind: "added", entry: kept(entry) });
    pump();
  }

  const outbox = {
    entries,
    standing: figures,
    durable,
    refusals,
    orphans,
    adopt,
    post,
    press,
    retry,
    dismiss: remove,
    nudge,
    awaited: (id) => waiters.has(id),
    forgive: (id) => {
      refusals.value = refusals.value.filter((entry) => entry.id !== id);
    },
    onSaved: (fn) => {
      savedListeners.add(fn);
      return () => savedListeners.delete(fn);
    },
    async start() {
      running = true;
      tabs.onMessage(hear);
      sole.onGain = () => load().then(pump);
      await load();
      sole.start();
      live.onUp(nudge);
      pump();
      return outbox;
    },
    async clear() {
      entries.value = [];
      count();
      await store.clear();
    },
    stop() {
      running = false;
      clearTimer(timer);
      sole.stop();
      tabs.close();
    },
  };
  return outbox;
}
