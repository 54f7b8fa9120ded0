/** What the projector shows: from what it was told, and the pictures it has, to one scene. All pure.
 *
 *   look(stream) -> picture | null while it has not come | undefined when we may not have it (any more)
 *   showing(before, screen, pictures) -> {screen, still}     what the room sees: while frozen, the screen of before
 *                                                            with the pictures of before (`still`); see stillPicture
 *   stillPicture(kept, now) -> the kept picture without what has left since: hidden words go at once, also when frozen,
 *       and the clock stands still or stops when the session does
 *   targetOf(screen, look) -> {view, charrette, gathering, board, idea, round}
 *       ids; gaps filled from the step and the week
 *   streamsOf(target) -> the streams that this view needs
 *   sceneOf(screen, look, local) -> scene | null (something has not come yet: keep the scene of before)
 *   screensOf(week, gathering) -> [screen]    the paired ones, those in this hall first
 *   local {page, walk, black, fresh}: the page turned to here, how many ideas further, black chosen here, ids of the
 *       newest ideas
 */
import { LISTS } from "../../staff-lists.js";
import { stepsAround } from "../../running/state.js";
import { isLive, isOver, liveOf } from "../../week/state.js";
import { boardScene, ideaScene, joinScene, reportScene, resultsScene, roundScene, stepScene } from "./scenes.js";

/**
 * @param {any} week
 * @param {number | null | undefined} gathering
 */
export function screensOf(week, gathering) {
  /** @param {any} screen */
  const here = (screen) => (screen.gathering === gathering ? 0 : 1);
  return (week?.screens ?? [])
    .filter((/** @type {any} */ screen) => screen.paired)
    .sort((/** @type {any} */ a, /** @type {any} */ b) => here(a) - here(b) || a.id - b.id);
}

/** The facts of the clock that count now; when it began only while it is still the same step.
 * @param {any} kept
 * @param {any} now
 */
function clockOf(kept, now) {
  const { state, paused_at, step_started_at, step_extra_seconds } = now;
  return kept.step === now.step ? { state, paused_at, step_started_at, step_extra_seconds } : { state, paused_at };
}

/** The fields of things on a board in which words of people are, or that say whether they may be read. They are always
 * those of now: what was hidden, renamed or closed since leaves the wall at once, also when it is frozen.
 * @type {Record<string, string[]>}
 */
const WORDS = { ideas: ["state", "text"], groups: ["title"] };

/**
 * @param {any} entity
 * @param {any} current
 * @param {string[]} fields
 */
function withWordsOf(entity, current, fields) {
  if (!fields.every((field) => field in entity)) return entity; // could not be read then either
  return { ...entity, ...Object.fromEntries(fields.map((field) => [field, current[field]])) };
}

/** Groups that were taken apart since still name their lines of a result, unless all words were closed.
 * @param {any} kept
 * @param {any} now
 * @param {{ id: number }[]} left
 */
function formerOf(kept, now, left) {
  if (now.board?.concealed) return now.former_groups;
  const there = new Set(left.map(({ id }) => id));
  const gone = kept.groups.filter((/** @type {any} */ group) => !there.has(group.id));
  return { groups: [...kept.former_groups.groups, ...gone] };
}

/**
 * @param {any} kept
 * @param {any} now
 */
export function stillPicture(kept, now) {
  if (!kept || !now) return kept ?? now ?? null;
  const still = { ...kept };
  for (const [name, value] of Object.entries(kept)) {
    if (!Array.isArray(value) || !Array.isArray(now[name])) continue;
    const current = new Map(now[name].map((entity) => [entity.id, entity]));
    const there = value.filter((entity) => current.has(entity.id));
    still[name] = there.map((entity) => withWordsOf(entity, current.get(entity.id), WORDS[name] ?? []));
  }
  if (kept.board && now.board) still.board = { ...kept.board, concealed: now.board.concealed };
  if (kept.former_groups) still.former_groups = formerOf(kept, now, still.groups);
  if (kept.gathering && now.gathering)
    still.gathering = { ...kept.gathering, ...clockOf(kept.gathering, now.gathering) };
  return still;
}

/**
 * @param {any} before
 * @param {any} screen
 * @param {Map<string, Picture | null>} pictures
 */
export function showing(before, screen, pictures) {
  if (!screen?.frozen || !before?.screen) return { screen, still: null };
  return { screen: before.screen, still: before.still ?? pictures };
}

const NOT_HELD = ["planned", "cancelled"];

/** The round that was chosen, else that of the step, else the last one that was opened, here or anywhere.
 * @param {any} screen
 * @param {any} step
 * @param {any} week
 */
function roundOf(screen, step, week) {
  const rounds = (week?.rounds ?? []).filter((/** @type {any} */ round) => !NOT_HELD.includes(round.state));
  const here = rounds.filter((/** @type {any} */ round) => round.gathering === screen.gathering);
  return screen.round ?? step?.round ?? here.at(-1)?.id ?? rounds.at(-1)?.id ?? null;
}

/** What a projector shows, of all that it may show: its own choice, else what the session is at. The preview on the
 * console asks it here too.
 * @param {any} screen
 * @param {Look} look
 */
export function targetOf(screen, look) {
  const week = look(`charrette:${screen.charrette}`) ?? null;
  const gathering = screen.gathering ?? liveOf(week)?.id ?? null;
  const step = gathering === null ? null : stepsAround(look(`gathering:${gathering}`)).now;
  const first = (week?.boards ?? []).find((/** @type {any} */ board) => board.gathering === gathering);
  return {
    view: screen.view,
    charrette: screen.charrette ?? null,
    gathering,
    board: screen.board ?? step?.board ?? first?.id ?? null,
    idea: screen.idea ?? null,
    round: roundOf({ ...screen, gathering }, step, week),
  };
}

/** @param {any} target */
export function streamsOf(target) {
  const streams = [];
  if (target.charrette !== null) streams.push(`charrette:${target.charrette}`);
  if (target.gathering !== null) streams.push(`gathering:${target.gathering}`);
  const kind = LISTS.show_view[target.view]?.needs;
  if (kind && target[kind] !== null) streams.push(`${kind}:${target[kind]}`);
  return streams;
}

/** What every view shows around it: where one comes in, and the clock.
 * @param {any} screen
 * @param {any} target
 * @param {Look} look
 */
function placeOf(screen, target, look) {
  const week = look(`charrette:${target.charrette}`);
  const picture = target.gathering === null ? null : look(`gathering:${target.gathering}`);
  const gathering = picture?.gathering ?? null;
  const around = stepsAround(picture);
  return {
    title: gathering?.title ?? week?.charrette?.title ?? "",
    code: gathering?.code ?? week?.charrette?.code ?? null,
    gathering,
    attendance: picture?.attendance ?? null,
    doors: isLive(gathering),
    over: isOver(gathering),
    step: around.now,
    next: around.next,
    counts: screen.show_counts !== false,
  };
}

/**
 * @param {any} screen
 * @param {Look} look
 * @param {any} [local]
 */
export function sceneOf(screen, look, local = {}) {
  if (!screen) return null;
  if (!screen.paired) return { kind: "pairing", code: screen.pairing_code };
  if (local.black || screen.view === "black") return { kind: "black", theme: screen.theme };
  const target = targetOf(screen, look);
  if (streamsOf(target).some((stream) => look(stream) === null)) return null;
  const place = placeOf(screen, target, look);
  const page = local.page ?? screen.page ?? 1;
  const extra = { place, theme: screen.theme, page, walk: local.walk ?? 0, fresh: local.fresh };
  return chosen(target, look, extra);
}

/** The scene of each view, from the picture that it needs. A view without one shows where people join.
 * @type {{ [view: string]: (picture: any, extra: SceneExtra, target: any) => any }}
 */
const SCENES = {
  board: boardScene,
  idea: (board, extra, target) => ideaScene(board, target.idea, extra) ?? boardScene(board, extra),
  results: resultsScene,
  round: roundScene,
  report: reportScene,
  step: (_none, extra) => stepOrJoin(extra),
};

/** @param {SceneExtra} extra */
const stepOrJoin = (extra) => (extra.place.step ? stepScene(extra) : joinScene(extra));

/**
 * @param {any} target
 * @param {Look} look
 * @param {SceneExtra} extra
 */
function chosen(target, look, extra) {
  const scene = SCENES[target.view];
  if (!scene) return joinScene(extra);
  const kind = LISTS.show_view[target.view]?.needs;
  const picture = kind && target[kind] !== null ? look(`${kind}:${target[kind]}`) : null;
  return kind && !picture ? stepOrJoin(extra) : scene(picture, extra, target);
}
