/** A review round and the report back on the projector: rows across the whole picture, in pages. */
import { html } from "htm/preact";
import { t, tn } from "../lib/i18n.js";
import { Flow } from "../projector/projector/flow.js";
import { Frame } from "../projector/projector/frame.js";
import { titleOf } from "../ui/words.js";
import { saidOf } from "./words.js";

/** @param {any} version */
const versionName = (version) => (version.number > 1 ? t("{title}, version {number}", version) : version.title);

/**
 * @param {any} version
 * @param {string} many
 */
function versionBlocks(version, many) {
  const title = {
    key: version.key,
    sig: versionName(version),
    heading: true,
    fresh: true,
    node: html`<h2 class="version__title" dir="auto">
      ${many && html`<bdi class="tile__number">${version.item}</bdi> `}
      ${versionName(version)}
    </h2>`,
  };
  const words = version.marked
    ? [
        {
          key: `${version.key}-marked`,
          sig: JSON.stringify(version.marked),
          node: html`<p class="version__text" dir="auto">
            ${version.marked.map((/** @type {[string, string]} */ [op, text], /** @type {number} */ at) =>
              op === "added" ? html`<ins key=${at}>${text}</ins>` : text,
            )}
          </p>`,
        },
      ]
    : version.parts.map((/** @type {string} */ text, /** @type {number} */ at) => ({
        key: `${version.key}-${at}`,
        sig: text,
        node: html`<p class="version__text" dir="auto">${text}</p>`,
      }));
  const why = version.why.map((/** @type {string} */ text, /** @type {number} */ at) => ({
    key: `${version.key}-why-${at}`,
    sig: text,
    node: html`<p class="version__why" dir="auto"><b>${t("Why:")}</b> ${text}</p>`,
  }));
  return [title, ...words, ...why];
}

/** @param {{ scene: Scene, [more: string]: any }} props */
export function Round({ scene, ...around }) {
  const list = scene.versions.map((/** @type {any} */ version) => ({
    key: `list-${version.key}`,
    sig: versionName(version),
    node: html`<p class="version__line" dir="auto">
      <bdi class="tile__number">${version.item}</bdi> ${versionName(version)}
    </p>`,
  }));
  const blocks = [
    ...(scene.many ? list : []),
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
      stage=${around.stage}
      page=${scene.page}
      turn=${scene.turn}
      columns=${1}
      blocks=${blocks}
    />`}
    ${blocks.length === 0 && html`<p class="screen__prompt">${t("The round is about to begin.")}</p>`}
  <//>`;
}

/** @type {{ [key: string]: string }} */
const OUTCOME_SIGNS = { adopted: "✓", partly: "◐", not_adopted: "✕", passed_on: "→", answered: "✓" };

/** @param {any} remark */
function remarkBlock(remark) {
  const node = html`<div class="remark">
    <p class="remark__said" dir="auto">
      ${remark.text !== null && html`
        <span class="remark__kind">${titleOf("remark_kind", remark.about)}: </span>
        ${saidOf(remark)}
      `}
      ${remark.alternative && html`<span class="remark__instead">
        ${t("Instead: {text}", { text: remark.alternative })}
      </span>`}
    </p>
    <p class=${`remark__answer remark__answer--${remark.outcome ?? "none"}`} dir="auto">
      ${remark.answer !== null && html`
        <b class="remark__outcome">
          <span aria-hidden="true">${OUTCOME_SIGNS[remark.outcome] ?? ""} </span>
          ${titleOf("remark_outcome", remark.outcome)}
        </b>
        <br />
        ${remark.answer}
      `}
    </p>
  </div>`;
  return { key: remark.key, sig: `${remark.text}${remark.alternative}${remark.answer}${remark.outcome}`, node };
}

/** @param {{ scene: Scene, [more: string]: any }} props */
export function Report({ scene, ...around }) {
  const blocks = scene.sections.flatMap((/** @type {any} */ section) => [
    {
      key: section.key,
      sig: versionName(section),
      heading: true,
      node: html`<h2 class="version__title" dir="auto">${versionName(section)}</h2>`,
    },
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
      stage=${around.stage}
      page=${scene.page}
      turn=${scene.turn}
      columns=${1}
      blocks=${blocks}
    />`}
    ${blocks.length === 0 && html`<p class="screen__prompt">${words}</p>`}
  <//>`;
}
