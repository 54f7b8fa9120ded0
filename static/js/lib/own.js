/** What is one's own on the streams that are followed, asked again when there may be news of it: soon, and once.
 *
 *   const own = new Own({ api, setTimer, random, follows })     follows(record): whether it still is
 *     own.ask(record)  own.askSoon(record, quick?)  own.askOwedSoon(record)  own.take(record, told, touched)
 */
import { withNews } from "../spine/mine.js";

const MINE_WAIT_MS = 300;
const MINE_SPREAD_MS = 900;
/** What others did to this one person is asked for at once: it is looked at, and no hall asks along. */
const OWN_WAIT_MS = 50;
const OWN_SPREAD_MS = 150;

/** @typedef {import("./record.js").StreamRecord} StreamRecord */

export class Own {
  /**
   * @param {{ api: Api, setTimer: SetTimer, random: () => number, follows: (record: StreamRecord) => boolean }} parts
   */
  constructor({ api, setTimer, random, follows }) {
    this.api = api;
    this.setTimer = setTimer;
    this.random = random;
    this.follows = follows;
  }

  /** @param {StreamRecord} record @param {boolean} [quick] */
  askSoon(record, quick = false) {
    record.oweAll();
    this.askOwedSoon(record, quick);
  }

  /** `quick`: it goes before one that was to come later.
   * @param {StreamRecord} record
   * @param {boolean} [quick]
   */
  askOwedSoon(record, quick = false) {
    if (!this.api || record.mineDue?.quick || (record.mineDue && !quick)) return;
    const due = { quick };
    record.mineDue = due;
    const [wait, spread] = quick ? [OWN_WAIT_MS, OWN_SPREAD_MS] : [MINE_WAIT_MS, MINE_SPREAD_MS];
    this.setTimer(
      () => {
        if (record.mineDue !== due) return;
        record.mineDue = null;
        const news = record.owed();
        if (news !== null) this.ask(record, news);
      },
      wait + this.random() * spread,
    );
  }

  /** Asks for all that is one's own on a stream, or for some things of it.
   * @param {StreamRecord} record
   * @param {"all" | number[]} [news]
   */
  async ask(record, news = "all") {
    const { touched } = record;
    const only = news === "all" ? "" : `?ids=${news.join()}`;
    const answer = await this.api.get(`/api/streams/${record.stream}/mine${only}`);
    if (!answer.ok || !this.follows(record)) return;
    this.take(record, answer.body.mine ?? null, touched, news);
  }

  /**
   * @param {StreamRecord} record
   * @param {Mine | null} told
   * @param {number} touched
   * @param {"all" | number[]} [news]
   */
  take(record, told, touched, news = "all") {
    if (!record.isUntouched(touched)) this.askSoon(record);
    else record.changeMine((mine) => (news === "all" ? told : withNews(mine, told, news)));
  }
}
