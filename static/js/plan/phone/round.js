/** A review round: read the version, see what changed, say what you think; afterwards read what was done with it.
 *
 *   <RoundView client follow youth />     follow: a followed round
 */
import { html } from "htm/preact";
import { t } from "../../lib/i18n.js";
import { hasText } from "../../spine/texts.js";
import { EmptyState } from "../../ui/status.js";
import { reportOf, versionsOf } from "../state.js";
import { MyRemarks, RemarkCard, RemarkForm } from "./remark.js";

/** @param {{ diff: DiffPiece[] }} props */
function Diff({ diff }) {
  /**
   * @param {[string, string]} pair
   * @param {number} index
   */
  const part = ([op, words], index) =>
    ({
      same: words,
      added: html`<ins key=${index}>${words}</ins>`,
      removed: html`<del key=${index}>${words}</del>`,
    })[op] ?? words;
  return html`<details class="more">
    <summary>${t("What changed since the version before")}</summary>
    <p class="diff more__body" dir="auto">${diff.map(part)}</p>
  </details>`;
}

/**
 * @param {{
 *   version: Version, client: Client, follow: Shown<RoundPicture>, youth: boolean, open: boolean,
 *   alone: boolean,
 * }} props
 */
function Version({ version, client, follow, youth, open: takes, alone }) {
  // Who was typing when the round closed keeps the field.
  const typed = ["remark", "alternative"].map((kind) => client.drafts.get(`${kind}:${follow.stream}:${version.id}`));
  const open = takes || typed.some(hasText);
  return html`<section class="panel stack" aria-labelledby=${`version-${version.id}`}>
    <p class="eyebrow">
      ${t("Design item {item}", { item: version.item_number })} · ${t("version {number}", { number: version.number })}
    </p>
    <h2 id=${`version-${version.id}`} dir="auto">${version.item_title}</h2>
    <p class="prose__text" dir="auto">${version.text}</p>
    ${version.why && html`<p dir="auto"><b>${t("Why:")}</b> ${version.why}</p>`}
    ${version.diff && html`<${Diff} diff=${version.diff} />`}
    ${open && alone && html`<${RemarkForm}
      client=${client}
      follow=${follow}
      version=${version}
      youth=${youth}
      open=${takes}
    />`}
    ${open && !alone && html`<details class="more">
      <summary>${t("Say what you think")}<span class="visually-hidden">: ${version.item_title}</span></summary>
      <div class="more__body">
        <${RemarkForm} client=${client} follow=${follow} version=${version} youth=${youth} open=${takes} />
      </div>
    </details>`}
  </section>`;
}

/** @param {{ follow: Shown<RoundPicture> }} props */
function Report({ follow }) {
  const { own, others } = reportOf(follow.picture.value, follow.mine.value);
  return html`<div class="stack stack--large">
    ${own.length > 0 && html`<section class="stack">
      <h2>${t("What we did with your own remarks")}</h2>
      <ul class="cards">${own.map((remark) => html`<${RemarkCard} key=${remark.id} remark=${remark} mine />`)}</ul>
    </section>`}
    ${others.map(
      ({ version, remarks }) => html`<section class="stack" key=${version.id}>
        <h2>
          ${own.length > 0 ? t("All other remarks") : t("All remarks")} · <span dir="auto">${version.item_title}</span>
        </h2>
        <ul class="cards">${remarks.map((remark) => html`<${RemarkCard} key=${remark.id} remark=${remark} />`)}</ul>
      </section>`,
    )}
    ${own.length + others.length === 0 && html`<${EmptyState} title=${t("There were no remarks in this round.")} />`}
  </div>`;
}

/** @type {{ [key: string]: any }} */
const LEADS = {
  planned: () => t("This round has not begun yet."),
  cancelled: () => t("This round will not be held."),
  open: () => t("Read it, and say what you think."),
  closed: () => t("The remarks are in. The designers are writing an answer to each."),
  answered: () => t("The remarks are in. The designers are writing an answer to each."),
  reported_back: () => t("This is what was done with the remarks."),
};

/** @param {{ client: Client, follow: Shown<RoundPicture>, youth?: boolean }} props */
export function RoundView({ client, follow, youth = false }) {
  const { round } = follow.picture.value;
  const versions = versionsOf(follow.picture.value);
  const open = round.state === "open";
  return html`<div class="stack stack--large">
    <div class="stack stack--small">
      ${round.title && html`<p class="eyebrow">${t("Review round {number}", { number: round.number })}</p>`}
      <h1 class="phone__question" dir="auto">${round.title || t("Review round {number}", { number: round.number })}</h1>
      <p class="lead">${LEADS[round.state]?.()}</p>
    </div>
    ${round.state === "reported_back" && html`<${Report} follow=${follow} />`}
    ${
      !["planned", "cancelled"].includes(round.state) &&
      versions.map(
        (version) => html`<${Version}
          key=${version.id}
          version=${version}
          client=${client}
          follow=${follow}
          youth=${youth}
          open=${open}
          alone=${versions.length === 1}
        />`,
      )
    }
    ${round.state !== "reported_back" && html`<${MyRemarks} client=${client} follow=${follow} />`}
  </div>`;
}
