/** Live pictures: follow a stream and always have its true picture, whatever the wifi does.
 *
 *   const live = createLive({line, api, clock})
 *   const board = live.follow("board:12", onPicture?, {initial?, pace?})
 *     board.picture   signal: the picture, or null before the first one
 *     board.mine      signal: the personal overlay, or null
 *     board.error     signal: null, or the server's code when we may not follow
 *     board.heardAt   signal: server time (ms) of the last sign of life, for "updated 3 minutes ago"
 *     board.seq()     how far we are;  board.refreshMine()
 *     board.changeMine(fn, sent?)     until the server's word comes; what it says
 *                                     before `sent` (a promise) is settled is older
 *     board.unfollow()                its picture is kept a while: whoever comes
 *                                     back has it at once, without a connection too
 *   onPicture(picture, {events, mine, seq})     after each change; events is empty after a snapshot
 *   initial {seq, picture}   a kept picture to start from (lib/keep.js);  pace: at most one change per so many ms
 *
 *   live.status, live.refused (signals of lib/line.js), live.connected(), live.request(event, payload, timeoutMs)
 *   live.wake(), live.start(), live.stop(), live.onUp(fn), live.on(event, fn)
 *   live.refreshMine(stream)     soon, once, when that stream is followed
 *   live.changeOwn(stream, mine => next)     the same at once, without asking; false when there is no next
 */
import { judge } from "./command.js";
import { Own } from "./own.js";
import { StreamRecord } from "./record.js";
import { setTimer as realTimer } from "./browser.js";

const FOLLOW_TIMEOUT_MS = 5000;
const PROBE_TIMEOUT_MS = 2000;
const AGAIN_MS = [1000, 2000, 4000, 8000, 15_000, 30_000];
const MOST_LET_GO = 8;

/**
 * @param {unknown} problem
 * @param {string} where
 */
const shout = (problem, where) => console.warn(`charrette: ignored something broken (${where}):`, problem);

/** The streams that are followed, and the questions about them that go over the line. */
class Live {
  #records = new Map();
  /** The last pictures of what nobody follows any more. */
  #letGo = new Map();

  /**
   * @param {{
   *   line: Line, api: Api, clock: Clock,
   *   report?: (problem: unknown, where: string) => void, setTimer?: SetTimer, random?: () => number,
   * }} parts
   */
  constructor({ line, api, clock, report = shout, setTimer = realTimer, random = Math.random }) {
    this.line = line;
    this.api = api;
    this.clock = clock;
    this.report = report;
    this.setTimer = setTimer;
    this.random = random;
    this.own = new Own({ api, setTimer, random, follows: this.#follows });
    this.#listen();
  }

  #listen() {
    const { line } = this;
    /** @param {any} act */
    const each = (act) => this.#records.forEach(act);
    line.onUp(() =>
      each((/** @type {StreamRecord} */ record) => {
        record.failures = 0;
        this.#feed(record, { type: "opened" });
      }),
    );
    line.onDown(() => each((/** @type {StreamRecord} */ record) => this.#feed(record, { type: "closed" })));
    line.on("events", (message) => {
      const record = this.#records.get(message?.stream);
      if (!record) return;
      if (Array.isArray(message.events)) this.#heard(record, message.events.at(-1)?.at);
      this.#feed(record, { type: "events", events: message.events, apart: message.apart });
    });
    line.on("mine", (message) => {
      const record = this.#records.get(message?.stream);
      if (record) this.own.askSoon(record, true);
    });
    line.on("head", (message) => this.#heads(message));
    line.probe = () => this.#probe();
  }

  /** @param {any} message */
  #heads(message) {
    for (const [stream, seq] of Object.entries(message?.streams ?? {})) {
      const record = this.#records.get(stream);
      if (!record) continue;
      this.#heard(record, message.at);
      this.#feed(record, { type: "head", seq });
    }
  }

  /** One step of the machine, and what follows from it.
   * @param {StreamRecord} record
   * @param {any} message
   */
  #feed(record, message) {
    if (record.feed(message)) this.own.askOwedSoon(record);
    this.#ask(record);
  }

  /** @param {StreamRecord} record */
  #follows = (record) => this.#records.get(record.stream) === record;

  /** Sends the question that the machine wants answered, once.
   * @param {StreamRecord} record
   */
  async #ask(record) {
    const question = record.question();
    if (!question) return;
    const { number, touched, asked } = question;
    const answer = await this.line.request("follow", asked, FOLLOW_TIMEOUT_MS);
    if (!this.#follows(record)) return;
    if (answer?.ok !== true) {
      this.#refusedAsk(record, number, answer);
      return;
    }
    record.failures = 0;
    record.error.value = null;
    this.#heard(record, answer.at);
    const older = answer.mine !== undefined && !record.isUntouched(touched);
    this.#feed(record, { type: "answer", ask: number, ...answer, ...(older ? { mine: undefined } : {}) });
    if (older) this.own.askSoon(record);
  }

  /**
   * @param {StreamRecord} record
   * @param {number} number
   * @param {any} answer
   */
  #refusedAsk(record, number, answer) {
    if (record.state.ask?.number !== number) return;
    this.#feed(record, { type: "refused", ask: number });
    // "Not for you": asking again is of no use until the line is new.
    if (!judge(answer).retryable) {
      record.error.value = answer.error;
      return;
    }
    const wait = AGAIN_MS[Math.min(record.failures, AGAIN_MS.length - 1)] * (0.75 + this.random() / 2);
    record.failures += 1;
    this.setTimer(() => {
      if (this.#follows(record) && this.line.connected()) this.#feed(record, { type: "again" });
    }, wait);
  }

  /**
   * @param {StreamRecord} record
   * @param {any} at
   */
  #heard(record, at) {
    this.clock?.heard(at);
    record.heardAt.value = this.clock ? this.clock.now() : Date.now();
  }

  /**
   * @param {string} stream
   * @param {{ initial?: Kept, pace?: number }} options
   */
  #recordOf(stream, { initial, pace = 0 }) {
    const kept = initial?.picture ? initial : this.#letGo.get(stream);
    const record = new StreamRecord({ stream, pace, kept, report: this.report, setTimer: this.setTimer });
    this.#records.set(stream, record);
    return record;
  }

  /**
   * @param {string} stream
   * @param {OnPicture | null} [onPicture]
   * @param {any} [options]
   */
  follow(stream, onPicture = null, options = {}) {
    const known = this.#records.has(stream);
    const record = this.#records.get(stream) ?? this.#recordOf(stream, options);
    const listener = /** @type {OnPicture} */ (onPicture ? (picture, news) => onPicture(picture, news) : () => {});
    record.followers.add(listener);
    if ((known || !options.initial) && onPicture && record.state.picture)
      onPicture(record.state.picture, { events: [], mine: record.state.mine, seq: record.state.seq });
    if (!known && this.line.connected()) this.#feed(record, { type: "opened" });
    return {
      stream,
      picture: record.picture,
      mine: record.mine,
      error: record.error,
      heardAt: record.heardAt,
      seq: () => record.state.seq,
      refreshMine: () => this.own.ask(record),
      /**
       * @param {(mine: any) => any} change
       * @param {Promise<unknown> | null} sent
       */
      changeMine: (change, sent) => record.changeOwn(change, sent),
      unfollow: () => this.#unfollow(record, listener),
    };
  }

  /**
   * @param {StreamRecord} record
   * @param {OnPicture} listener
   */
  #unfollow(record, listener) {
    if (!record.followers.delete(listener) || record.followers.size > 0) return;
    this.#records.delete(record.stream);
    this.#keep(record);
    if (this.line.connected()) this.line.request("unfollow", { stream: record.stream }, FOLLOW_TIMEOUT_MS);
  }

  /**
   * @param {{
   *   stream: string, state: { seq: number, picture: Picture, mine: Mine | null },
   *   error: Signal<string | null>,
   * }} parts
   */
  #keep({ stream, state: { seq, picture, mine }, error }) {
    const letGo = this.#letGo;
    letGo.delete(stream);
    if (picture && !error.value) letGo.set(stream, { seq, picture, mine });
    if (letGo.size > MOST_LET_GO) letGo.delete(letGo.keys().next().value);
  }

  /** After a sleep an open line may be dead: catching up on one stream shows it, and is needed anyway. */
  async #probe() {
    const all = [...this.#records.values()];
    if (all.length === 0) return true;
    const [first, ...others] = all;
    const { touched } = first;
    const { seq } = first.state;
    const question = { stream: first.stream, ...(seq === null ? {} : { since: seq }) };
    const answer = await this.line.request("follow", question, PROBE_TIMEOUT_MS);
    if (!answer || (answer.ok === false && ["timeout", "offline"].includes(answer.error))) return false;
    all.forEach((record) => {
      record.failures = 0;
    });
    if (answer.ok) this.#feed(first, { type: "head", seq: answer.seq });
    if (answer.ok && answer.mine !== undefined) this.own.take(first, answer.mine, touched);
    others.forEach((record) => this.#feed(record, { type: "again" }));
    return true;
  }

  /** What the person did themselves, without asking the server; false when that does not do.
   * @param {string} stream
   * @param {(mine: any) => any} change
   */
  changeOwn(stream, change) {
    const record = this.#records.get(stream);
    const next = record?.state.mine ? change(record.state.mine) : null;
    if (next) record.changeOwn(() => next);
    return Boolean(next);
  }

  /** @param {string} stream */
  refreshMine(stream) {
    if (this.#records.has(stream)) this.own.askSoon(this.#records.get(stream));
  }

  streams() {
    return [...this.#records.keys()];
  }
}

/** @param {any} options */
export function createLive(options) {
  const { line } = options;
  const live = new Live(options);
  return {
    /**
     * @param {string} stream
     * @param {OnPicture | null} onPicture
     * @param {any} more
     */
    follow: (stream, onPicture, more) => live.follow(stream, onPicture, more),
    status: line.status,
    refused: line.refused,
    connected: line.connected,
    request: line.request,
    wake: line.wake,
    start: line.start,
    stop: line.stop,
    onUp: line.onUp,
    on: line.on,
    /** @param {string} stream */
    refreshMine: (stream) => live.refreshMine(stream),
    changeOwn: (/** @type {string} */ stream, /** @type {(mine: any) => any} */ change) =>
      live.changeOwn(stream, change),
    streams: () => live.streams(),
  };
}
