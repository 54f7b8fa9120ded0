/** The board, one idea and the result on the projector. Every card looks the same, whoever wrote it; no names. */
import { html } from "htm/preact";
import { formatNumber, t, tn } from "../lib/i18n.js";
import { Fit } from "../projector/projector/fit.js";
import { Flow } from "../projector/projector/flow.js";
import { Frame } from "../projector/projector/frame.js";
import { PartMark, Said } from "../projector/projector/measure.js";
import { directionOf, textBlock } from "../projector/state/division.js";
import { gridFor } from "../projector/state/flow.js";
import { nameOf } from "../ui/words.js";

const MOST_BLANKS = 600;
const IDEA_SIZES = ["idea--xl", "idea--l", "idea--m", "idea--s"];

/** @param {{ entry: any, words: string, part: Part | null }} props */
function Tile({ entry, words, part }) {
  return html`<article class=${`tile${entry.fresh ? " tile--fresh" : ""}`}>
    <p class="tile__text" dir=${directionOf(entry.text, part)}>
      <bdi class="tile__number">${entry.number}</bdi>${" "}
      ${entry.fresh && !entry.label && html`<span class="tile__new">${t("new")} </span>`}
      <${Said} words=${words} />
      <${PartMark} part=${part} />
    </p>
    ${entry.label && html`<p class="tile__label" dir="auto">
      ${entry.fresh && html`<span class="tile__new">${t("new")}</span> · `}
      <bdi>${nameOf(entry.label)}</bdi>
    </p>`}
  </article>`;
}

/** @param {any} entry */
function groupBlock(entry) {
  const title = entry.title ?? t("Not in a group");
  return textBlock({
    key: entry.key,
    sig: `${title}${entry.count}`,
    heading: true,
    words: title,
    draw: (from, to, part) => html`<h3 class="flow__group" dir=${directionOf(title, part)}>
      <${Said} words=${title.slice(from, to)} /> <span class="flow__count">${entry.count}</span>
    </h3>`,
  });
}

/** A card. While ideas come in, it has room for the word "new", so that no card moves when that goes.
 * @param {any} entry
 */
function blockOf(entry) {
  if (entry.kind === "group") return groupBlock(entry);
  /** @param {any} shown @returns {DrawPart} */
  const drawn = (shown) => (from, to, part) =>
    html`<${Tile} entry=${shown} words=${entry.text.slice(from, to)} part=${part} />`;
  return textBlock({
    key: entry.key,
    sig: `${entry.number}${entry.text}${entry.label}${entry.arriving}`,
    words: entry.text,
    draw: drawn(entry),
    reserve: drawn({ ...entry, fresh: entry.arriving }),
  });
}

/** @param {any} column */
function columnBlock(column) {
  const title = nameOf(column.title);
  return textBlock({
    key: `column-${column.id}`,
    sig: title,
    heading: true,
    words: title,
    draw: (from, to, part) => html`<h2 class="flow__title" dir=${directionOf(title, part)}>
      <${Said} words=${title.slice(from, to)} />
    </h2>`,
  });
}

/** @param {any} column */
const headed = (column) => [...(column.title ? [columnBlock(column)] : []), ...column.entries.map(blockOf)];

/** @param {Scene} scene */
function countWords({ place, tally }) {
  const ideas = tn("{n} idea", "{n} ideas", tally.ideas ?? 0);
  return place.counts
    ? html`<p>${ideas}, ${tn("{n} person", "{n} people", tally.people ?? 0)}</p>`
    : html`<p>${ideas}</p>`;
}

/** @param {Scene} scene */
function phaseWords({ board }) {
  if (board.phase !== "voting") return null;
  return html`<p class="screen__live">
    ${
      board.votes_per_person
        ? tn("Vote on your phone: {n} vote each", "Vote on your phone: {n} votes each", board.votes_per_person)
        : t("Vote on your phone")
    }
  </p>`;
}

/** @param {{ scene: Scene, [more: string]: any }} props */
export function Board({ scene, ...around }) {
  const title =
    scene.place.step?.board === scene.board.id && scene.place.step?.prompt
      ? scene.place.step.prompt
      : scene.board.question || nameOf(scene.board.title);
  const voting = scene.board.phase === "voting";
  const counts = scene.mode === "cards" ? html`${phaseWords(scene)}${!voting && countWords(scene)}` : null;
  return html`<${Frame}
    ...${around}
    scene=${scene}
    title=${title}
    counts=${counts}
    center=${scene.mode === "empty"}
    paged=${scene.mode === "cards"}
  >
    ${scene.mode === "cards" && html`<${Cards} scene=${scene} stage=${around.stage} />`}
    ${scene.mode === "concealed" && html`<${Progress} scene=${scene} />`}
    ${scene.mode === "empty" && html`
      <p class="screen__prompt">${t("The first idea will stand here.")}</p>
      <p class="screen__help">${t("Scan the code below and send yours.")}</p>
    `}
  <//>`;
}

/** @param {{ scene: Scene, stage: Stage }} props */
function Cards({ scene, stage }) {
  const columns = scene.columns.filter((/** @type {any} */ column) => scene.newestFirst || column.entries.length > 0);
  const lanes = scene.columns.length > 1 ? scene.columns.map(headed) : null;
  const blocks = scene.arrival ? scene.arrival.map(blockOf) : columns.flatMap(headed);
  return html`<${Flow}
    key=${`${scene.board.id} ${scene.newestFirst}`}
    stage=${stage}
    page=${scene.page}
    blocks=${blocks}
    lanes=${lanes}
    newestFirst=${scene.newestFirst}
    grows=${!scene.newestFirst}
  />`;
}

/** A concealed board: how many, not what.
 * @param {{ scene: Scene }} props
 */
export function Progress({ scene }) {
  const { ideas = 0, people = 0 } = scene.tally;
  const blanks = Math.min(ideas, MOST_BLANKS);
  /** @param {HTMLElement | null} element */
  const grid = (element) =>
    element?.style.setProperty("--columns", String(gridFor(blanks, element.clientWidth, element.clientHeight)));
  return html`<div class="concealed">
    <p class="concealed__count">
      <span class="screen__count">${tn("{n} idea", "{n} ideas", ideas)}</span>
      ${scene.place.counts && html`<span class="concealed__people">
        ${tn("from {n} person", "from {n} people", people)}
      </span>`}
    </p>
    <div class="concealed__blanks" aria-hidden="true" ref=${grid}>
      ${Array.from({ length: blanks }, (_, at) => html`<span class="concealed__blank" key=${at}></span>`)}
    </div>
    <p class="screen__help">${t("The ideas stay hidden until all are in.")}</p>
  </div>`;
}

/** @param {{ scene: Scene, [more: string]: any }} props */
export function Idea({ scene, ...around }) {
  const where = [scene.column && nameOf(scene.column), scene.group].filter(Boolean).join(" · ");
  return html`<${Frame}
    ...${around}
    scene=${scene}
    title=${t("Idea {number}", { number: scene.number })}
    eyebrow=${where}
    counts=${html`<p>${t("{at} of {of}", { at: scene.at, of: scene.of })}</p>`}
  >
    <${Fit}
      key=${scene.id}
      class="idea"
      sizes=${IDEA_SIZES}
      stage=${around.stage}
      page=${scene.page}
      words=${scene.text}
    />
  <//>`;
}

/** @param {number} value */
const share = (value) => (/** @type {HTMLElement | null} */ element) =>
  element?.style.setProperty("--share", String(value));

/** Ideas without a vote stand together after the others: number and words, as many on a page as can be read.
 * @param {any} row
 */
function quietBlock(row) {
  const title = row.title ?? t("Taken off the board.");
  /** @type {DrawPart} */
  const draw = (from, to, part) => html`<p class="quiet" dir=${directionOf(title, part)}>
    ${row.number !== null && html`<bdi class="result__number">#${row.number}</bdi> `}
    <${Said} words=${title.slice(from, to)} />
    <${PartMark} part=${part} />
    ${row.ideas !== null && html`<span class="tile__part"> (${tn("{n} idea", "{n} ideas", row.ideas)})</span>`}
    ${row.late && html`<span class="tile__part"> (${t("late")})</span>`}
  </p>`;
  return textBlock({ key: row.key, sig: `${row.number}${title}${row.ideas}${row.late}`, words: title, draw });
}

/** @param {any[]} rows */
function quietBlocks(rows) {
  if (rows.length === 0) return [];
  const words = tn("{n} without a vote", "{n} without a vote", rows.length);
  const node = html`<h2 class="flow__title">${words}</h2>`;
  return [{ key: "quiet", sig: words, heading: true, node }, ...rows.map(quietBlock)];
}

/** @param {any} row */
function resultBlock(row) {
  const title = row.title ?? t("Taken off the board.");
  /** @type {DrawPart} */
  const draw = (from, to, part) => html`<div class="result">
    <p class="result__votes">
      ${formatNumber(row.votes)} <span class="result__unit">${tn("vote", "votes", row.votes)}</span>
    </p>
    <div class="result__what">
      <p class="result__title" dir=${directionOf(title, part)}>
        ${row.number !== null && html`<bdi class="result__number">#${row.number}</bdi> `}
        <${Said} words=${title.slice(from, to)} />
        <${PartMark} part=${part} />
        ${row.ideas !== null && html`<span class="tile__part"> (${tn("{n} idea", "{n} ideas", row.ideas)})</span>`}
        ${row.late && html`<span class="tile__part"> (${t("late")})</span>`}
      </p>
      <div class="result__bar" ref=${share(row.share)}></div>
    </div>
  </div>`;
  return textBlock({ key: row.key, sig: `${row.number}${title}${row.votes}${row.ideas}`, words: title, draw });
}

/** @param {any} row */
const isVoted = (row) => row.votes > 0;

/** @param {{ scene: Scene, [more: string]: any }} props */
export function Results({ scene, ...around }) {
  const title = scene.board.question || nameOf(scene.board.title);
  const { votes = 0, voters = 0 } = scene.tally;
  const counts =
    scene.open &&
    html`<p>
      ${tn("{n} vote", "{n} votes", votes)}
      ${scene.place.counts && html`, ${tn("{n} voter", "{n} voters", voters)}`}
    </p>`;
  return html`<${Frame}
    ...${around}
    scene=${scene}
    title=${title}
    eyebrow=${t("The result, in votes")}
    counts=${counts}
    paged=${scene.open}
    center=${!scene.open}
    clock=${false}
  >
    ${scene.open && html`<${Flow}
      key=${scene.board.id}
      stage=${around.stage}
      page=${scene.page}
      columns=${1}
      blocks=${scene.rows.filter(isVoted).map(resultBlock)}
      after=${quietBlocks(scene.rows.filter((/** @type {any} */ row) => !isVoted(row)))}
    />`}
    ${!scene.open && html`<p class="screen__prompt">${t("The result comes when the vote is closed.")}</p>`}
  <//>`;
}
