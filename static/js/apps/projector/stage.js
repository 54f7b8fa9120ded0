/** The projector's driver: follows what it must, keeps every last picture, and changes the scene calmly.
 *
 *   const stage = createStage({client, stream: "screen:3"})
 *   stage.scene    signal: what is drawn; it stays as it is until the next one is complete
 *   stage.lost     signal: null, or since when (ms of this device's clock) the line is down
 *   stage.turn(by), stage.black(), stage.back()      keys on the projector itself; ended by the next word from the console
 *   stage.pages({page, pages, base})                 how far turning makes sense, told by the view
 *   stage.paging   signal: {page, pages} of what is shown
 *
 * At most one repaint in 250 ms. Whatever goes wrong in a picture is reported, and the scene of before stays.
 */
import { effect, signal } from "@preact/signals-core";
import { readable } from "../../boards/state.js";
import { sceneOf, showing, stillPicture, streamsOf, targetOf } from "../../projector/state/screen.js";

const REPAINT_MS = 250;

/** So long the server may take to answer before a kept picture is shown. */
const GRACE_MS = 700;
const FRESH_MS = 15_000;

/** A line that said nothing for so long is asked whether it still lives. */
const QUIET_MS = 5000;

const readableIds = (picture) =>
  new Set(picture?.board?.concealed ? [] : (picture?.ideas ?? []).filter(readable).map((idea) => idea.id));

const isScreen = (screen) =>
  typeof screen === "object" && screen !== null && (screen.paired === false || typeof screen.view === "string");

export function createStage({
  client,
  stream,
  report = (error) => console.warn("charrette: the picture of before stays:", error),
}) {
  const { live, keeper } = client;
  const scene = signal(null);
  const lost = signal(null);
  const paging = signal(null);
  const sources = new Map();
  const started = performance.now();
  let shown = null;
  let local = { turn: 0, black: false };
  let range = [0, 0];
  let told = null;
  let painted = -Infinity;
  let planned = null;

  /** The picture of a stream: live, else the kept one once the server has had its time to answer. */
  const look = (name) => {
    const source = sources.get(name);
    if (!source) return null;
    if (source.followed.error.value) return undefined;
    const picture = source.picture ?? (performance.now() - started > GRACE_MS ? (source.kept?.picture ?? null) : null);
    const still = shown?.still?.get(name);
    return still ? stillPicture(still, picture) : picture;
  };

  function follow(name) {
    if (sources.has(name)) return;
    const source = { picture: null, kept: null, fresh: new Map(), followed: null };
    sources.set(name, source);
    source.followed = live.follow(name, (picture, { seq }) => {
      const before = readableIds(source.picture);
      const now = readableIds(picture);
      if (source.picture) for (const id of now) if (!before.has(id)) source.fresh.set(id, performance.now());
      source.picture = picture;
      const left = [...before].some((id) => !now.has(id));
      if (name === stream) settle();
      keeper.keep(name, { seq: seq ?? 0, picture, at: client.clock.now(), wall: Date.now() }, { now: left });
      repaint();
    });
    source.stop = effect(() => {
      if (source.followed.error.value) repaint();
    });
    keeper.last(name).then((kept) => {
      source.kept = kept;
      if (kept && !live.connected()) client.clock.heard(kept.at + (Date.now() - kept.wall));
      setTimeout(repaint, Math.max(0, GRACE_MS + 20 - (performance.now() - started)));
    });
  }

  function forgetOthers(wanted) {
    for (const [name, source] of sources) {
      if (wanted.has(name)) continue;
      source.stop();
      source.followed.unfollow();
      sources.delete(name);
    }
  }

  function freshIds() {
    const ids = new Set();
    const since = performance.now() - FRESH_MS;
    for (const source of sources.values())
      for (const [id, at] of source.fresh) at > since ? ids.add(id) : source.fresh.delete(id);
    if (ids.size > 0) setTimeout(repaint, FRESH_MS);
    return ids;
  }

  function repaint() {
    if (planned !== null) return;
    planned = setTimeout(paint, Math.max(0, painted + REPAINT_MS - performance.now()));
  }

  /** What the room is to see, settled the moment the console says so: frozen means as it is now. A new word from the
   * console ends what was turned or blackened here; a broken one changes nothing. */
  function settle() {
    const screen = look(stream)?.screen;
    if (!isScreen(screen)) return;
    if (told && JSON.stringify(told) !== JSON.stringify(screen)) local = { turn: 0, black: false };
    told = screen;
    const pictures = new Map(
      [...sources].filter(([name]) => name !== stream).map(([name, source]) => [name, source.picture]),
    );
    const was = shown;
    shown = showing(shown, screen, pictures);
    if (shown.screen !== was?.screen)
      keeper.keep(`shown:${stream}`, {
        seq: 0,
        picture: { screen: shown.screen },
        at: client.clock.now(),
        wall: Date.now(),
      });
  }

  function paint() {
    planned = null;
    painted = performance.now();
    try {
      settle();
      const screen = shown?.screen;
      if (!isScreen(screen)) return;
      const wanted = screen.paired ? streamsOf(targetOf(screen, look)) : [];
      wanted.forEach(follow);
      const next = sceneOf(screen, look, { ...local, fresh: freshIds() });
      if (next === null) return;
      if (next.kind === "idea") range = [next.lowest, next.highest];
      scene.value = next;
      forgetOthers(new Set([stream, ...wanted]));
    } catch (error) {
      report(error);
    }
  }

  /** How old the picture is counts from the moment the line went quiet, by this device's own clock. */
  effect(() => {
    if (live.status.value === "live") lost.value = null;
    else lost.value ??= Date.now();
  });

  async function start() {
    const kept = await keeper.last(`shown:${stream}`);
    if (kept) shown = { screen: kept.picture.screen, still: null };
    follow(stream);
    const last = await keeper.last(stream);
    if (last?.wall && live.status.peek() !== "live") lost.value = last.wall;
    setInterval(() => {
      if (live.connected()) live.wake();
    }, QUIET_MS);
  }

  return {
    scene,
    lost,
    paging,
    start,
    turn(by) {
      local = { ...local, black: false, turn: Math.min(range[1], Math.max(range[0], local.turn + by)) };
      repaint();
    },
    black() {
      local = { ...local, black: !local.black };
      repaint();
    },
    back() {
      local = { turn: 0, black: false };
      repaint();
    },
    pages({ page, pages, base }) {
      range = [1 - base, pages - base];
      if (paging.peek()?.page !== page || paging.peek()?.pages !== pages) paging.value = { page, pages };
    },
  };
}
