/** The idea card. The same for every idea, whoever wrote it.
 *
 *   <Card idea={number, text, state, kind, votes} mine live selected
 *       isNew chips=[nodes] actions=node foot=node long onOpen as="li" />
 *   <BlankCard />   an idea that may not be read yet
 *   ideaStateWords(state) -> words for visible, waiting, hidden, withdrawn, on_phone, sending, saved, failed
 */
import { html } from "htm/preact";
import { t, tn } from "../lib/i18n.js";
import { Chip } from "../ui/chip.js";

/** @param {string} state */
export function ideaStateWords(state) {
  return (
    {
      visible: t("on the board"),
      waiting: t("waiting for the facilitator"),
      hidden: t("hidden"),
      withdrawn: t("withdrawn"),
      on_phone: t("on your phone"),
      sending: t("on its way"),
      saved: t("saved"),
      failed: t("not accepted"),
    }[state] ?? ""
  );
}

/** @type {{ [key: string]: string }} */
const CLASS_OF = {
  waiting: "waiting",
  hidden: "hidden",
  withdrawn: "withdrawn",
  on_phone: "pending",
  sending: "pending",
  failed: "failed",
};
/** @type {{ [state: string]: string }} */
const CHIP_OF = { waiting: "waiting", on_phone: "waiting", sending: "waiting", failed: "bad" };

/**
 * @param {any} idea
 * @param {{ mine: boolean, live: boolean, selected: boolean, isNew: boolean }} options
 */
function classOf(idea, { mine, live, selected, isNew }) {
  const state = CLASS_OF[idea.state];
  /** @type {{ [name: string]: boolean }} */
  const marks = { mine, live, selected, new: isNew, ...(state ? { [state]: true } : {}) };
  return ["card", ...Object.keys(marks).flatMap((name) => (marks[name] ? [`card--${name}`] : []))].join(" ");
}

/** @param {{ number: number }} props */
const NumberOf = ({ number }) => html`<span class="card__number">
  <span class="visually-hidden">${t("Idea")} </span>#${number}
</span>`;

/** @param {{ idea: any, mine: boolean, live: boolean, showState: boolean, chips?: Markup, actions?: Markup }} props */
function Head({ idea, mine, live, showState, chips, actions }) {
  const hasNumber = idea.number !== null && idea.number !== undefined;
  const stateShown = showState && idea.state && idea.state !== "visible" && idea.state !== "saved";
  return html`<div class=${`card__head${actions ? " card__head--acts" : ""}`}>
    ${hasNumber && html`<${NumberOf} number=${idea.number} />`}
    ${live && html`<${Chip} kind="live">${t("on the screen")}<//>`}
    ${mine && html`<${Chip} kind="given">${t("yours")}<//>`}
    ${stateShown && html`<${Chip} kind=${CHIP_OF[idea.state]}>${ideaStateWords(idea.state)}<//>`}
    ${chips}
    ${actions && html`<span class="card__actions">${actions}</span>`}
  </div>`;
}

/**
 * @param {{
 *   idea: any, mine?: boolean, live?: boolean, selected?: boolean, isNew?: boolean, showState?: boolean,
 *   chips?: Markup, actions?: Markup, foot?: Markup, long?: boolean, as?: string, children?: Markup,
 *   [more: string]: any,
 * }} props
 */
export function Card({
  idea,
  mine = false,
  live = false,
  selected = false,
  isNew = false,
  showState = true,
  chips,
  actions,
  foot,
  long = false,
  as = "li",
  children,
  ...rest
}) {
  const hasVotes = Number.isInteger(idea.votes);
  return html`<${as} ...${rest} class=${classOf(idea, { mine, live, selected, isNew })}>
    <${Head} idea=${idea} mine=${mine} live=${live} showState=${showState} chips=${chips} actions=${actions} />
    <p class=${`card__text${long ? " card__text--long" : ""}`} dir="auto">${idea.text}</p>
    ${children}
    ${(foot || hasVotes) && html`<div class="card__foot">
      ${hasVotes && html`<span class="card__votes">${tn("{n} vote", "{n} votes", idea.votes)}</span>`}
      ${foot}
    </div>`}
  <//>`;
}

export const BlankCard = ({ as = "li" }) =>
  html`<${as} class="card card--blank"><span class="visually-hidden">${t("An idea, still hidden")}</span><//>`;
