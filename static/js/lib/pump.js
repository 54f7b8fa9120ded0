/** When the outbox sends: at once, and again at the pace of the back-off.
 *
 * Only the tab that sends for all does (lib/sole.js); another takes over when that one seems asleep. Nothing goes out
 * over a closed line; when the line stays away, the HTTP twin is tried.
 */
import { due, LATE_MS, nextDue } from "../spine/outbox.js";

/** A visible tab whose entries wait this long for the sending tab takes over, and not again before as long has passed:
 * two tabs that both wait for a server would take it from each other without end. */
const INSIST_MS = 8000;

export class Pump {
  /** @type {any} */
  #timer = null;
  #running = false;
  #insisted = -Infinity;

  /**
   * @param {{
   *   owner: number | null, live: Pick<Live, "status" | "refused" | "connected">, sole: Sole,
   *   now: () => number, setTimer: SetTimer, clearTimer: ClearTimer,
   *   entries: Signal<Entry[]>, count: () => Standing, send: (entry: Entry) => void,
   * }} parts `count` counts anew and returns how things stand; `send` sends one
   */
  constructor({ owner, live, sole, now, setTimer, clearTimer, entries, count, send }) {
    this.owner = owner;
    this.live = live;
    this.sole = sole;
    this.now = now;
    this.setTimer = setTimer;
    this.clearTimer = clearTimer;
    this.entries = entries;
    this.count = count;
    this.send = send;
  }

  start() {
    this.#running = true;
  }

  stop() {
    this.#running = false;
    this.clearTimer(this.#timer);
  }

  /** Send what may be sent now, and come back when there is a reason to. */
  turn() {
    this.clearTimer(this.#timer);
    if (!this.#running) return;
    this.count();
    if (this.#mayTry()) due(this.entries.value, { owner: this.owner, now: this.now() }).forEach(this.send);
    this.#plan();
  }

  /** Whether trying makes sense: over an open line, or over HTTP when the line stays away. */
  #mayTry() {
    const { live, sole } = this;
    return this.#running && sole.held() && !live.refused.value && (live.connected() || live.status.value === "offline");
  }

  #plan() {
    const { waiting, late } = this.count();
    if (waiting === 0) return;
    const next = this.#mayTry() ? nextDue(this.entries.value, { owner: this.owner }) : null;
    const waits = [LATE_MS / 5];
    if (next !== null) waits.push(Math.max(0, next - this.now()));
    if (!late) waits.push(1000);
    if (!this.sole.held() && this.#isForgotten()) this.#insist();
    this.#timer = this.setTimer(() => this.turn(), Math.max(10, Math.min(...waits)));
  }

  #insist() {
    this.#insisted = this.now();
    this.sole.insist();
  }

  /** The tab that sends for all seems asleep. */
  #isForgotten() {
    const since = this.now() - INSIST_MS;
    if (this.#insisted > since) return false;
    return this.entries.value.some(
      (entry) => entry.owner === this.owner && entry.state === "on_phone" && entry.since < since,
    );
  }
}
