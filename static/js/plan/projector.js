/** A review round and the report back on the projector: rows across the whole picture, in pages. */
import { html } from "htm/preact";
import { t, tn } from "../lib/i18n.js";
import { Flow } from "../projector/projector/flow.js";
import { Frame } from "../projector/projector/frame.js";
import { PartMark, Said } from "../projector/projector/measure.js";
import { directionOf, textBlock } from "../projector/state/division.js";
import { titleOf, toldOf } from "../ui/words.js";
import { saidOf } from "./words.js";

/** @param {any} version */
const versionName = (version) => (version.number > 1 ? t("{title}, version {number}", version) : version.title);

/** A title above what follows it.
 * @param {any} version
 * @param {{ number: boolean, fresh: boolean }} options
 */
function titleBlock(version, { number, fresh }) {
  const words = versionName(version);
  return textBlock({
    key: version.key,
    sig: words,
    heading: true,
    fresh,
    words,
    draw: (from, to, part) => html`<h2 class="version__title" dir=${directionOf(words, part)}>
      ${number && html`<bdi class="tile__number">${version.item}</bdi> `}
      <${Said} words=${words.slice(from, to)} />
    </h2>`,
  });
}

/** The letters from..to of words of which some are new.
 * @param {[op: string, text: string][]} pieces
 * @param {number} from
 * @param {number} to
 */
function markedBetween(pieces, from, to) {
  let start = 0;
  return pieces.map(([op, text], at) => {
    const words = text.slice(Math.max(0, from - start), Math.max(0, to - start));
    start += text.length;
    return op === "added" && words ? html`<ins key=${at}>${words}</ins>` : words;
  });
}

/** @param {any} version */
function wordsBlock(version) {
  const pieces = version.marked ?? [["same", version.text]];
  const words = pieces.map((/** @type {[string, string]} */ [, text]) => text).join("");
  return textBlock({
    key: `${version.key}-text`,
    sig: JSON.stringify(pieces),
    words,
    draw: (from, to, part) => html`<p class="version__text" dir=${directionOf(words, part)}>
      <${Said} words=${version.marked ? markedBetween(pieces, from, to) : words.slice(from, to)} />
      <${PartMark} part=${part} />
    </p>`,
  });
}

/** @param {any} version */
const whyBlock = ({ key, why }) =>
  textBlock({
    key: `${key}-why`,
    sig: why,
    words: why,
    draw: (from, to, part) => html`<p class="version__why" dir=${directionOf(why, part)}>
      <b>${t("Why:")}</b> <${Said} words=${why.slice(from, to)} />
      <${PartMark} part=${part} />
    </p>`,
  });

/**
 * @param {any} version
 * @param {boolean} many
 */
const versionBlocks = (version, many) => [
  titleBlock(version, { number: many, fresh: true }),
  wordsBlock(version),
  ...(version.why ? [whyBlock(version)] : []),
];

/** @param {any} version */
function lineBlock(version) {
  const words = versionName(version);
  return textBlock({
    key: `list-${version.key}`,
    sig: words,
    words,
    draw: (from, to, part) => html`<p class="version__line" dir=${directionOf(words, part)}>
      <bdi class="tile__number">${version.item}</bdi> <${Said} words=${words.slice(from, to)} />
      <${PartMark} part=${part} />
    </p>`,
  });
}

/** @param {{ scene: Scene, [more: string]: any }} props */
export function Round({ scene, ...around }) {
  const blocks = [
    ...(scene.many ? scene.versions.map(lineBlock) : []),
    ...scene.versions.flatMap((/** @type {any} */ version) => versionBlocks(version, scene.many)),
  ];
  const open = scene.round.state === "open";
  const remarks =
    scene.tally.remarks > 0 &&
    html`<p>
      ${tn("{n} remark", "{n} remarks", scene.tally.remarks)}
      ${scene.place.counts && html`, ${tn("{n} person", "{n} people", scene.tally.people)}`}
    </p>`;
  const counts = html`${open && html`<p class="screen__live">${t("Give your remark: scan the code")}</p>`}${remarks}`;
  return html`<${Frame}
    ...${around}
    scene=${scene}
    title=${scene.round.title || t("Review round {number}", { number: scene.round.number })}
    counts=${counts}
    paged=${blocks.length > 0}
    center=${blocks.length === 0}
  >
    ${blocks.length > 0 && html`<${Flow}
      key=${scene.round.id}
      stage=${around.stage}
      page=${scene.page}
      columns=${1}
      blocks=${blocks}
    />`}
    ${blocks.length === 0 && html`<p class="screen__prompt">${t("The round is about to begin.")}</p>`}
  <//>`;
}

/** @type {{ [key: string]: string }} */
const OUTCOME_SIGNS = { adopted: "✓", partly: "◐", not_adopted: "✕", passed_on: "→", answered: "✓" };

/** @param {any} remark */
const Outcome = ({ outcome }) => html`
  <b class="remark__outcome">
    <span aria-hidden="true">${OUTCOME_SIGNS[outcome] ?? ""} </span>
    ${titleOf("remark_outcome", outcome)}
  </b>
  <br />
`;

/** One side of a remark that has no room beside the other: over the whole width.
 * @param {any} remark
 * @param {{ name: string, words: string, before: Markup, soft?: boolean }} side
 */
const sideBlock = (remark, { name, words, before, soft = false }) =>
  textBlock({
    key: `${remark.key}-${name}`,
    sig: words,
    words,
    draw: (from, to, part) => html`<div class="remark remark--alone">
      <p
        class=${`remark__answer remark__answer--${remark.outcome ?? "none"}${soft ? " remark__instead" : ""}`}
        dir=${directionOf(words, part)}
      >
        ${before}
        <${Said} words=${words.slice(from, to)} />
        <${PartMark} part=${part} />
      </p>
    </div>`,
  });

/** @param {any} remark */
function sidesOf(remark) {
  const kind = html`<span class="remark__kind">${toldOf("remark_kind", remark.about)}: </span>`;
  const instead = html`<span>${t("Instead: {text}", { text: "" })}</span>`;
  return [
    sideBlock(remark, { name: "said", words: saidOf(remark), before: kind }),
    ...(remark.alternative
      ? [sideBlock(remark, { name: "instead", words: remark.alternative, before: instead, soft: true })]
      : []),
    ...(remark.answer
      ? [sideBlock(remark, { name: "answer", words: remark.answer, before: html`<${Outcome} ...${remark} />` })]
      : []),
  ];
}

/** What was said and what was answered stand side by side, as long as both fit on a page.
 * @param {any} remark
 */
function remarkBlock(remark) {
  const node = html`<div class="remark">
    <p class="remark__said" dir="auto">
      <span class="remark__kind">${toldOf("remark_kind", remark.about)}: </span>
      <${Said} words=${saidOf(remark)} />
      ${remark.alternative && html`<span class="remark__instead">
        <${Said} words=${t("Instead: {text}", { text: remark.alternative })} />
      </span>`}
    </p>
    <p class=${`remark__answer remark__answer--${remark.outcome ?? "none"}`} dir="auto">
      ${remark.answer !== null && html`<${Outcome} ...${remark} /><${Said} words=${remark.answer} />`}
    </p>
  </div>`;
  const sig = `${remark.text}${remark.alternative}${remark.answer}${remark.outcome}`;
  return { key: remark.key, sig, node, pieces: sidesOf(remark) };
}

/** @param {{ scene: Scene, [more: string]: any }} props */
export function Report({ scene, ...around }) {
  const blocks = scene.sections.flatMap((/** @type {any} */ section) => [
    titleBlock(section, { number: false, fresh: false }),
    ...section.remarks.map(remarkBlock),
  ]);
  const { remarks = 0, answered = 0 } = scene.tally;
  const words = scene.open
    ? t("Nobody had a remark this round.")
    : remarks === 0
      ? t("The answers come here.")
      : tn(
          "{answered} of {n} remark has an answer.",
          "{answered} of {n} remarks have an answer. They come together.",
          remarks,
          { answered },
        );
  return html`<${Frame}
    ...${around}
    scene=${scene}
    title=${t("What we did with your remarks")}
    eyebrow=${scene.round.title || t("Review round {number}", { number: scene.round.number })}
    paged=${blocks.length > 0}
    center=${blocks.length === 0}
    counts=${remarks > 0 && html`<p>${tn("{n} remark", "{n} remarks", remarks)}</p>`}
  >
    ${blocks.length > 0 && html`<${Flow}
      key=${scene.round.id}
      stage=${around.stage}
      page=${scene.page}
      columns=${1}
      blocks=${blocks}
    />`}
    ${blocks.length === 0 && html`<p class="screen__prompt">${words}</p>`}
  <//>`;
}
