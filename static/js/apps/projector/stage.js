/** The projector's driver: follows what it must, keeps every last picture, and changes the scene calmly.
 *
 *   const stage = createStage({client, stream: "screen:3"})
 *   stage.scene    signal: what is drawn; it stays as it is until the next one is complete
 *   stage.lost     signal: null, or since when (ms of this device's clock) the line is down
 *   stage.turn(by), stage.black(), stage.back()      keys on the projector itself; ended
 *                                                    by the next word from the console
 *   stage.pages({page, pages, asked})                how far turning makes sense, told by the view when it was
 *                                                    asked for a page; the console hears it (counting.js)
 *   stage.paging   signal: {page, pages} of what is shown
 *
 * At most one repaint in 250 ms. Whatever goes wrong in a picture is reported, and the scene of before stays.
 */
import { effect, signal } from "@preact/signals-core";
import { readable } from "../../boards/state.js";
import { pageNumber } from "../../projector/state/flow.js";
import { sceneOf, showing, stillPicture, streamsOf, targetOf } from "../../projector/state/screen.js";
import { createTold, localAfter, subjectOf, toldOf } from "./counting.js";

const REPAINT_MS = 250;

/** So long the server may take to answer before a kept picture is shown. */
const GRACE_MS = 700;
const FRESH_MS = 15_000;

/** A line that said nothing for so long is asked whether it still lives. */
const QUIET_MS = 5000;

/** @param {any} picture */
const readableIds = (picture) =>
  new Set(
    picture?.board?.concealed ? [] : (picture?.ideas ?? []).filter(readable).map((/** @type {Idea} */ idea) => idea.id),
  );

/** @param {any} screen */
const isScreen = (screen) =>
  typeof screen === "object" && screen !== null && (screen.paired === false || typeof screen.view === "string");

/** The last page of an idea, however many it has. */
const LAST_PAGE = 1000;

const calm = () => ({ page: /** @type {number | null} */ (null), walk: 0, black: false });
/** @param {unknown} error */
const complain = (error) => console.warn("charrette: the picture of before stays:", error);

/** One followed stream: its live picture, the kept one of before, and what came into it lately. */
class Source {
  /** @type {Followed | null} */
  followed = null;
  stop = () => {};
  /** @type {any} */
  picture = null;
  /** @type {any} */
  kept = null;
  #fresh = new Map();

  /** Takes the next picture; true when something left that could be read.
   * @param {any} picture
   */
  take(picture) {
    const before = readableIds(this.picture);
    const now = readableIds(picture);
    if (this.picture) for (const id of now) if (!before.has(id)) this.#fresh.set(id, performance.now());
    this.picture = picture;
    return [...before].some((id) => !now.has(id));
  }

  /** @param {number} since */
  freshSince(since) {
    for (const [id, at] of this.#fresh) if (at <= since) this.#fresh.delete(id);
    return this.#fresh.keys();
  }
}

class Stage {
  scene = signal(/** @type {any} */ (null));
  lost = signal(/** @type {any} */ (null));
  paging = signal(/** @type {any} */ (null));
  #sources = new Map();
  #started = performance.now();
  /** @type {any} */
  #shown = null;
  #local = calm();
  /** @type {any} */
  #told = null;
  #seq = 0;
  /** @type {number | null} */
  #counted = null;
  #reported = { seq: -1, page: -1, pages: -1 };
  #own = createTold();
  /** The page that the view was asked for when it told what it shows. */
  #asked = 0;
  #painted = -Infinity;
  /** @type {any} */
  #planned = null;

  /** @param {{ client: Client, stream: string, report?: (problem: unknown) => void }} parts */
  constructor({ client, stream, report = complain }) {
    this.client = client;
    this.stream = stream;
    this.report = report;
    /** How old the picture is counts from the moment the line went quiet, by this device's own clock. */
    effect(() => {
      if (client.live.status.value === "live") {
        this.lost.value = null;
        queueMicrotask(() => this.#report());
      } else this.lost.value ??= Date.now();
    });
  }

  async start() {
    const { keeper, live } = this.client;
    const kept = await keeper.last(`shown:${this.stream}`);
    if (kept) this.#shown = { screen: kept.picture.screen, still: null };
    this.#follow(this.stream);
    const last = await keeper.last(this.stream);
    if (last?.wall && live.status.peek() !== "live") this.lost.value = last.wall;
    setInterval(() => {
      if (live.connected()) live.wake();
    }, QUIET_MS);
  }

  /** The picture of a stream: live, else the kept one once the server has had its time to answer.
   * @param {string} name
   */
  #look = (name) => {
    const source = this.#sources.get(name);
    if (!source) return null;
    if (source.followed?.error.value) return undefined;
    const late = performance.now() - this.#started > GRACE_MS;
    const picture = source.picture ?? (late ? (source.kept?.picture ?? null) : null);
    const still = this.#shown?.still?.get(name);
    return still ? stillPicture(still, picture) : picture;
  };

  /** @param {string} name */
  #follow(name) {
    if (this.#sources.has(name)) return;
    const { live, keeper, clock } = this.client;
    const source = new Source();
    this.#sources.set(name, source);
    source.followed = live.follow(name, (picture, { seq }) => {
      const left = source.take(picture);
      if (name === this.stream) {
        this.#seq = seq ?? 0;
        this.#settle();
        this.#report();
      }
      keeper.keep(name, { seq: seq ?? 0, picture, at: clock.now(), wall: Date.now() }, { now: left });
      this.#repaint();
    });
    source.stop = effect(() => {
      if (source.followed?.error.value) this.#repaint();
    });
    keeper.last(name).then((kept) => {
      source.kept = kept;
      if (kept && !live.connected()) clock.heard((kept.at ?? 0) + (Date.now() - (kept.wall ?? 0)));
      setTimeout(() => this.#repaint(), Math.max(0, GRACE_MS + 20 - (performance.now() - this.#started)));
    });
  }

  /** @param {any} wanted */
  #forgetOthers(wanted) {
    for (const [name, source] of this.#sources) {
      if (wanted.has(name)) continue;
      source.stop();
      source.followed?.unfollow();
      this.#sources.delete(name);
    }
  }

  #freshIds() {
    const since = performance.now() - FRESH_MS;
    const ids = new Set([...this.#sources.values()].flatMap((source) => [...source.freshSince(since)]));
    if (ids.size > 0) setTimeout(() => this.#repaint(), FRESH_MS);
    return ids;
  }

  #repaint() {
    if (this.#planned !== null) return;
    this.#planned = setTimeout(() => this.#paint(), Math.max(0, this.#painted + REPAINT_MS - performance.now()));
  }

  /** What the room is to see, settled the moment the console says so: frozen means as it is now. A new word from the
   * console ends what was turned or blackened here; a broken one changes nothing. */
  #settle() {
    const screen = this.#look(this.stream)?.screen;
    if (!isScreen(screen)) return;
    if (this.#told) this.#local = localAfter(this.#local, this.#told, screen, this.#own);
    if (this.#told && this.#told.page !== screen.page) this.#own.heard(screen.page);
    if (this.#told && subjectOf(this.#told) !== subjectOf(screen)) this.paging.value = null;
    this.#told = screen;
    const others = [...this.#sources].filter(([name]) => name !== this.stream);
    const pictures = new Map(others.map(([name, source]) => [name, source.picture]));
    const was = this.#shown;
    this.#shown = showing(was, screen, pictures);
    if (this.#shown.screen !== was?.screen) this.#keepShown();
  }

  #keepShown() {
    const { keeper, clock } = this.client;
    const picture = { screen: this.#shown.screen };
    keeper.keep(`shown:${this.stream}`, { seq: 0, picture, at: clock.now(), wall: Date.now() });
  }

  #paint() {
    this.#planned = null;
    this.#painted = performance.now();
    try {
      this.#settle();
      const screen = this.#shown?.screen;
      if (isScreen(screen)) this.#draw(screen);
    } catch (error) {
      this.report(error);
    }
  }

  /** @param {any} screen */
  #draw(screen) {
    const wanted = screen.paired ? streamsOf(targetOf(screen, this.#look)) : [];
    wanted.forEach((name) => this.#follow(name));
    const next = /** @type {Scene | null} */ (sceneOf(screen, this.#look, { ...this.#local, fresh: this.#freshIds() }));
    if (next === null) return;
    if (next.kind !== this.scene.value?.kind) this.paging.value = null;
    this.scene.value = next;
    this.#forgetOthers(new Set([this.stream, ...wanted]));
  }

  /** To another page; alone, an idea gives way to its neighbour after its last page.
   * @param {number} by
   */
  turn(by) {
    const scene = this.scene.peek();
    const walking = scene?.kind === "idea" && this.#local.walk !== scene.walked;
    const { page, pages } = (walking ? null : this.paging.peek()) ?? { page: 1, pages: 1 };
    const wanted = (this.#local.page === null ? page : pageNumber(this.#local.page, pages)) + by;
    this.#local = { ...this.#local, black: false };
    if (wanted >= 1 && wanted <= pages) this.#local.page = wanted;
    else if (scene?.kind === "idea") this.#walk(scene, by);
    this.#repaint();
  }

  /**
   * @param {Scene} scene
   * @param {number} by
   */
  #walk(scene, by) {
    const first = scene.at - scene.walked;
    const walk = Math.min(scene.of - first, Math.max(1 - first, this.#local.walk + by));
    if (walk !== this.#local.walk) this.#local = { ...this.#local, walk, page: by > 0 ? 1 : LAST_PAGE };
  }

  black() {
    this.#local = { ...this.#local, black: !this.#local.black };
    this.#repaint();
  }

  back() {
    this.#local = calm();
    this.#repaint();
  }

  /** @param {{ page: number, pages: number, asked: number }} paging */
  pages({ page, pages, asked }) {
    const told = this.paging.peek();
    this.#asked = asked;
    if (told?.page !== page || told?.pages !== pages) this.paging.value = { page, pages };
    this.#report();
  }

  /** Tells the console how far one can turn: not while it is frozen, nor of an idea beside the one that was chosen. */
  #report() {
    const screen = this.#told;
    const shown = this.paging.peek();
    const { live, commands } = this.client;
    if (!screen?.paired || screen.frozen || !shown || this.#local.walk !== 0 || !live.connected()) return;
    if (this.#asked !== (this.#local.page ?? screen.page)) return;
    if (this.#shown?.screen !== screen || this.scene.peek()?.kind !== screen.view) return;
    if (screen.pages === null) this.#counted = null;
    const told = toldOf(screen, shown, this.#counted);
    if (!told) return;
    const report = { seq: this.#seq, ...told };
    if (JSON.stringify(report) === JSON.stringify(this.#reported)) return;
    this.#reported = report;
    const forget = this.#own.add(report.page);
    commands.send("report_pages", report).then((answer) => {
      const noted = answer.ok && answer.result.counted;
      if (!noted || answer.seq === report.seq) forget();
      if (!noted) return;
      this.#counted = shown.pages;
      this.#report();
    });
  }
}

/** @param {any} options */
export const createStage = (options) => new Stage(options);
