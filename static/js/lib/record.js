/** What is known of one followed stream: its machine (spine/stream.js), and what it tells to whom.
 *
 *   record.feed(message) -> bool      one step of the machine; true when of the person's own something is to be asked
 *   record.oweAll(); record.owed() -> "all" | [ids] | null      what of it, as far as it is not known by now
 *   record.question() -> {number, touched, asked} | null      what the machine wants to ask, each question once
 *   record.changeMine(change), record.changeOwn(change, sent?)     the server's word, and what the person did
 */
import { signal } from "@preact/signals-core";
import { newsOf } from "../spine/mine.js";
import { start, step } from "../spine/stream.js";

export class StreamRecord {
  /** @type {Set<OnPicture>} */
  followers = new Set();
  failures = 0;
  /** The refresh of `mine` that is to come; null when none is.
   * @type {{ quick: boolean } | null}
   */
  mineDue = null;
  /** How often the person did something here; the server's word of before is older. */
  touched = 0;
  #unsettled = 0;
  #owesAll = false;
  /** What happened to the person's own things and was not asked yet.
   * @type {StreamEvent[]}
   */
  #owing = [];
  #sentAsk = 0;
  /** @type {StreamEvent[]} */
  #unseen = [];
  #due = false;
  picture = signal(/** @type {Picture | null} */ (null));
  mine = signal(/** @type {Mine | null} */ (null));
  error = signal(/** @type {string | null} */ (null));
  heardAt = signal(/** @type {number | null} */ (null));

  /**
   * @param {{
   *   stream: string, pace: number, kept: any,
   *   report: (problem: unknown, where: string) => void, setTimer: SetTimer,
   * }} parts
   */
  constructor({ stream, pace, kept, report, setTimer }) {
    this.stream = stream;
    this.pace = pace;
    this.report = report;
    this.setTimer = setTimer;
    this.state = start(stream);
    if (!kept) return;
    this.state = { ...this.state, seq: kept.seq, picture: kept.picture, mine: kept.mine ?? null };
    this.picture.value = this.state.picture;
    this.mine.value = this.state.mine;
  }

  /** @param {any} message */
  feed(message) {
    const before = this.state;
    const after = step(before, message);
    this.state = after;
    after.problems.forEach((problem) => this.report(problem, this.stream));
    this.#unseen.push(...after.applied);
    if (after.picture !== before.picture || after.seq !== before.seq || after.mine !== before.mine) this.#show();
    if (newsOf(after.mine, after.applied) === null) return false;
    this.#owing.push(...after.applied);
    return true;
  }

  oweAll() {
    this.#owesAll = true;
  }

  /** What is to be asked now; the answer to a command may have told it meanwhile. */
  owed() {
    const news = this.#owesAll ? "all" : newsOf(this.state.mine, this.#owing);
    this.#owesAll = false;
    this.#owing = [];
    return news;
  }

  question() {
    const wanted = this.state.ask;
    if (!wanted || wanted.number === this.#sentAsk) return null;
    this.#sentAsk = wanted.number;
    const asked = wanted.since === null ? { stream: this.stream } : { stream: this.stream, since: wanted.since };
    return { number: wanted.number, touched: this.touched, asked };
  }

  /** Tells the followers, at the pace they asked for. */
  #show() {
    if (this.#due) return;
    this.#due = true;
    if (this.pace > 0) this.setTimer(() => this.#publish(), this.pace);
    else this.#publish();
  }

  #publish() {
    this.#due = false;
    const { picture, mine, seq } = this.state;
    const events = this.#unseen;
    this.#unseen = [];
    this.picture.value = picture;
    this.mine.value = mine;
    for (const onPicture of this.followers) {
      try {
        onPicture(picture, { events, mine, seq });
      } catch (error) {
        this.report(error, this.stream);
      }
    }
  }

  /** False when the person did something since, or what they
   * did is still on its way: the server's word may be older.
   * @param {number} touched
   */
  isUntouched(touched) {
    return this.touched === touched && this.#unsettled === 0;
  }

  /** @param {(mine: any) => any} change */
  changeMine(change) {
    this.state = { ...this.state, mine: change(this.state.mine) };
    this.#show();
  }

  /**
   * @param {(mine: any) => any} change
   * @param {Promise<unknown> | null} [sent]
   */
  changeOwn(change, sent = null) {
    this.touched += 1;
    this.changeMine(change);
    this.mine.value = this.state.mine; // what the person did themselves shows now, whatever the pace
    if (!sent) return;
    const settled = () => {
      this.#unsettled -= 1;
      this.touched += 1;
    };
    this.#unsettled += 1;
    sent.then(settled, settled);
  }
}
