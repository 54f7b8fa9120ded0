/** What a person writes stays on this phone until the server has it.
 *
 *   const outbox = await createOutbox({store, commands, live, owner}).start()
 *   outbox.post({type: "post_idea", fields: {board: 12, text}, lane: "board:12", text}) -> id     at once, also offline
 *   outbox.press({type, fields, lane}) -> the final answer, in time     the press of a button: kept and sent again as a
 *                     text is. A refused one is not kept, there is nothing to mend: it is told by the answer
 *   outbox.refusals   signal: refused presses that nobody waited for any
 *                     more (a reload came between);  outbox.forgive(id)
 *   outbox.awaited(id) whether somebody on this page waits for the answer to this press
 *   outbox.entries    signal: all entries (see spine/outbox.js), also failed ones with their text
 *   outbox.standing   signal: {waiting, late, failed} for the status line
 *   outbox.orphans    signal: texts of who was signed in on this phone before, never sent;  outbox.adopt(id) sends one
 *   outbox.durable    signal: false when this browser refuses to keep things: say that closing loses unsent text
 *   outbox.retry(id, {fields?, text?})    a refused one again, as a new command;  outbox.dismiss(id)
 *   outbox.nudge()    try now (the button "Try again");  outbox.onSaved(fn(entry));  outbox.clear();  outbox.stop()
 *
 * In a lane one is under way at a time; when something is sent is the matter of lib/pump.js, who waits for a press that
 * of lib/presses.js. An entry leaves the store only when the server said ok; a refused one stays, with its text, until
 * the person takes it away.
 */
import { batch, signal } from "@preact/signals-core";
import { asSent, reduce, standing } from "../spine/outbox.js";
import { isoOf } from "./i18n.js";
import { newId } from "./ids.js";
import { Presses } from "./presses.js";
import { Pump } from "./pump.js";
import { clearTimer as realClear, setTimer as realTimer } from "./browser.js";

const SIGNED_OUT = new Set(["not_signed_in", "session_expired"]);
const KEPT = ["id", "owner", "lane", "type", "fields", "text", "press", "order", "state", "error", "message"];

/** @param {Partial<Entry>} entry */
const kept = (entry) =>
  Object.fromEntries(KEPT.map((name) => [name, entry[/** @type {keyof Entry} */ (name)] ?? null]));

/**
 * @param {{ result: any, error: unknown, message: any }} parts
 * @param {boolean} ok
 */
const answerOf = ({ result, error, message }, ok) => (ok ? { ok, result } : { ok, error, message, retryable: false });
/** @param {Standing} standing */
const figuresOf = ({ waiting, texts, late, failed }) => `${waiting} ${texts} ${late} ${failed}`;

class Outbox {
  /** @type {Signal<Entry[]>} */
  entries = signal([]);
  standing = signal({ waiting: 0, texts: 0, late: false, failed: 0 });
  durable = signal(true);
  /** @type {Signal<Entry[]>} */
  orphans = signal([]);
  #presses = new Presses();
  refusals = this.#presses.refusals;
  #savedListeners = new Set();

  /**
   * @param {{
   *   store: Store, commands: Commands, live: Pick<Live, "status" | "refused" | "connected" | "onUp">,
   *   owner: number | null,
   *   sole: Sole, tabs: TabLine, now: () => number, random: () => number, setTimer: SetTimer, clearTimer: ClearTimer,
   * }} parts
   */
  constructor({ store, commands, live, owner, sole, tabs, now, random, setTimer, clearTimer }) {
    this.store = store;
    this.commands = commands;
    this.live = live;
    this.owner = owner;
    this.sole = sole;
    this.tabs = tabs;
    this.now = now;
    this.random = random;
    const send = (/** @type {Entry} */ entry) => void this.#send(entry);
    const count = () => this.#count();
    this.pump = new Pump({ owner, live, sole, now, setTimer, clearTimer, entries: this.entries, count, send });
  }

  async start() {
    this.pump.start();
    this.tabs.onMessage((message) => this.#hear(message));
    this.sole.onGain = () => this.#load().then(() => this.pump.turn());
    await this.#load();
    this.sole.start();
    this.live.onUp(() => this.nudge());
    this.pump.turn();
    return this;
  }

  stop() {
    this.pump.stop();
    this.sole.stop();
    this.tabs.close();
  }

  async clear() {
    this.entries.value = [];
    this.#count();
    await this.store.clear();
  }

  async #load() {
    const stored = (await this.store.all()).map(([, entry]) => entry).filter((entry) => entry?.id);
    this.durable.value = this.store.durable();
    this.orphans.value = stored.filter((entry) => entry.owner !== this.owner && entry.text && !entry.press);
    this.#dispatch({ type: "merged", entries: stored.filter((entry) => entry.owner === this.owner) });
  }

  /** @param {any} action */
  #dispatch(action) {
    this.entries.value = reduce(this.entries.value, action, this.now(), this.random);
    this.#count();
  }

  #count() {
    const next = standing(this.entries.value, { owner: this.owner, now: this.now() });
    if (figuresOf(next) !== figuresOf(this.standing.value)) this.standing.value = next;
    return this.standing.value;
  }

  /** @param {string} id */
  #find(id) {
    return this.entries.value.find((entry) => entry.id === id);
  }

  /** @param {Entry} entry */
  async #persist(entry) {
    await this.store.put(entry.id, kept(entry));
    this.durable.value = this.store.durable();
  }

  /** @param {{ type: string, fields: Fields, lane: string, text: string, press?: boolean }} parts */
  post({ type, fields, lane, text, press = false }) {
    const order = Math.max(Date.now(), ...this.entries.value.map((entry) => entry.order + 1));
    const id = newId();
    this.#dispatch({ type: "added", entry: { id, owner: this.owner, lane, type, fields, text, press, order } });
    const entry = /** @type {Entry} */ (this.#find(id));
    const tell = () => this.tabs.post({ kind: "added", entry: kept(this.#find(id) ?? entry) });
    const pump = () => this.pump.turn();
    this.#persist(entry).then(tell).then(pump, pump);
    pump();
    return id;
  }

  /** @param {{ type: string, fields: Fields, lane: string }} parts */
  press({ type, fields, lane }) {
    const id = this.post({ type, fields, lane, text: "", press: true });
    return this.#presses.wait(id);
  }

  /** @param {string} id */
  awaited(id) {
    return this.#presses.awaited(id);
  }

  /** @param {string} id */
  forgive(id) {
    this.#presses.forgive(id);
  }

  /** @param {(...news: any[]) => void} fn */
  onSaved(fn) {
    this.#savedListeners.add(fn);
    return () => this.#savedListeners.delete(fn);
  }

  /** @param {Entry} entry */
  async #send(entry) {
    this.#dispatch({ type: "sending", id: entry.id });
    let answer = await this.commands.send(entry.type, asSent(entry, Date.now(), isoOf), { id: entry.id });
    // Whoever is signed out for a moment keeps the text and sends it after signing in again.
    if (!answer.ok && SIGNED_OUT.has(answer.error ?? "")) answer = { ...answer, retryable: true, retry_after: 10 };
    if (!this.#find(entry.id)) return;
    // At once: a press that waits no more and is not counted yet would show for a moment as never made.
    batch(() => {
      this.#dispatch({ type: "answered", id: entry.id, answer });
      const now = this.#find(entry.id);
      if (now?.state === "saved") this.#saved(now);
    });
    await this.#settle(this.#find(entry.id));
    this.pump.turn();
  }

  /** @param {Entry | undefined} entry */
  async #settle(entry) {
    if (!entry || entry.state === "on_phone") return;
    const { id, error, message } = entry;
    if (entry.state === "saved") {
      await this.store.remove(id);
      this.tabs.post({ kind: "saved", id, answer: { ok: true, result: entry.result } });
      return;
    }
    if (entry.press) this.#refuse(entry);
    await (entry.press ? this.store.remove(id) : this.#persist(entry));
    this.tabs.post({ kind: "failed", id, answer: { ok: false, retryable: false, error, message } });
  }

  /** @param {Entry} entry */
  #saved(entry) {
    this.#savedListeners.forEach((fn) => fn(entry));
    if (entry.press) this.#presses.tell(entry, answerOf(entry, true));
  }

  /** @param {Entry} entry */
  #refuse(entry) {
    this.#dispatch({ type: "removed", id: entry.id });
    this.#presses.tell(entry, answerOf(entry, false));
  }

  /** Word from another tab.
   * @param {any} message
   */
  #hear(message) {
    if (message.kind === "added") this.#dispatch({ type: "merged", entries: [message.entry] });
    else if (message.kind === "gone") this.#dispatch({ type: "removed", id: message.id });
    else if (["saved", "failed"].includes(message.kind) && this.#find(message.id)) this.#hearAnswer(message);
    this.pump.turn();
  }

  /** @param {{ kind: string, id: string, answer: any }} parts */
  #hearAnswer({ kind, id, answer }) {
    batch(() => {
      this.#dispatch({ type: "sending", id });
      this.#dispatch({ type: "answered", id, answer });
      const entry = /** @type {Entry} */ (this.#find(id));
      if (kind === "saved") this.#saved(entry);
      else if (entry.press) this.#refuse(entry);
    });
  }

  /** Send the text of a former owner as one's own. It leaves the store after the new entry came into it.
   * @param {string} id
   */
  async adopt(id) {
    const found = this.orphans.value.find((entry) => entry.id === id);
    if (!found) return;
    this.#dropOrphan(id);
    this.post(found);
    await this.store.remove(id);
  }

  /** @param {string} id */
  #dropOrphan(id) {
    this.orphans.value = this.orphans.value.filter((entry) => entry.id !== id);
  }

  nudge() {
    this.#dispatch({ type: "woken" });
    this.pump.turn();
  }

  /** @param {string} id */
  async dismiss(id) {
    this.#dropOrphan(id);
    this.#dispatch({ type: "removed", id });
    this.#presses.drop(id);
    await this.store.remove(id);
    this.tabs.post({ kind: "gone", id });
    this.pump.turn();
  }

  /**
   * @param {string} id
   * @param {any} [changes]
   */
  async retry(id, changes = {}) {
    const fresh = newId();
    this.#dispatch({ type: "retried", id, newId: fresh, ...changes });
    const entry = this.#find(fresh);
    if (!entry) return;
    await this.#persist(entry);
    await this.store.remove(id);
    this.tabs.post({ kind: "gone", id });
    this.tabs.post({ kind: "added", entry: kept(entry) });
    this.pump.turn();
  }
}

/**
 * @param {{
 *   store: Store, commands: Commands, live: Pick<Live, "status" | "refused" | "connected" | "onUp">,
 *   owner: number | null, sole: Sole, tabs: TabLine, now?: () => number, random?: () => number,
 *   setTimer?: SetTimer, clearTimer?: ClearTimer,
 * }} parts
 */
export const createOutbox = ({
  now = () => performance.now(),
  random = Math.random,
  setTimer = realTimer,
  clearTimer = realClear,
  ...parts
}) => new Outbox({ ...parts, now, random, setTimer, clearTimer });
