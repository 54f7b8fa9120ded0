/** A review round: open, close, an answer to each remark, and then all answers to the hall at once. */
import { html } from "htm/preact";
import { t, tn } from "../../lib/i18n.js";
import { SessionViews } from "../../running/console/session.js";
import { Button } from "../../ui/button.js";
import { Chip } from "../../ui/chip.js";
import { useCommand } from "../../ui/command.js";
import { ConfirmInline } from "../../ui/confirm.js";
import { Diff } from "../../ui/diff.js";
import { Choices } from "../../ui/field.js";
import { useChoice, usePicture } from "../../ui/hooks.js";
import { Go, PageTitle, Progress, Trouble } from "../../ui/page.js";
import { ReasonForm } from "../../ui/reason.js";
import { EmptyState } from "../../ui/status.js";
import { titleOf, toneOf, valuesOf, wordOf } from "../../ui/words.js";
import { useOpen, useUnsent, useWords, Writing } from "../../ui/writing.js";
import { noRemarks } from "../words.js";
import { isAnswerable, Remark } from "./answer.js";
import { ChangeRound, RoundTroubles, titleKey } from "./change.js";
import { noneWords, ReportBack } from "./report.js";
import { Together, togetherKey, wordlessOf } from "./together.js";
import { versionsOf } from "../state.js";

/** Under what a remark from paper is kept while it is typed in.
 * @param {Version} version
 */
const paperKey = (version) => `paper-remark:${version.id}`;

/** Typed in for somebody with a pencil; one after the other, the field stays ready.
 * @param {{ app: ConsoleApp, round: number, version: Version, taken: boolean }} props
 */
function PaperRemark({ app, round, version, taken }) {
  const [kind, setKind] = useChoice(app.client, paperKey(version), "kind", "support");
  const text = useWords(app.client, paperKey(version));
  const [open, setOpen] = useOpen(app.client, paperKey(version));
  const command = useCommand(app);
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const said = { round, version: version.id, kind, text: text.text, on_behalf: true };
    const answer = await command.send("add_remark", said);
    if (!answer.ok) return;
    text.settle();
    setKind(kind); // of a heap the next is often the same
    app.say({ text: t("It is remark {n}.", { n: answer.result.number }) });
  };
  return html`<details
    class="more"
    open=${open}
    onToggle=${(/** @type {any} */ { currentTarget }) => setOpen(currentTarget.open)}
  >
    <summary>${t("A remark from paper")}<span class="visually-hidden">: ${version.item_title}</span></summary>
    <form noValidate class="more__body stack" onSubmit=${submit}>
      <${Choices}
        name=${`paper-kind-${version.id}`}
        label=${t("What kind of remark is it?")}
        row
        options=${valuesOf("remark_kind").map((key) => [key, titleOf("remark_kind", key)])}
        value=${kind}
        onChange=${setKind}
      />
      <${Writing}
        draft=${text}
        name=${`paper-remark-${version.id}`}
        label=${t("What is written")}
        hint=${t("Type what is written. No name is kept.")}
        rows=${2}
        onSubmit=${submit}
        error=${command.error}
        gone=${!taken && t("The round is closed: it takes no remarks any more.")}
      />
      ${taken && html`<div><${Button} type="submit" kind="primary" busy=${command.busy}>${t("Send")}<//></div>`}
    </form>
  </details>`;
}

/** The remarks on a version. Who support it without a word get one answer together; each can be answered apart too.
 * @param {{ app: ConsoleApp, version: any, remarks: Remark[], state: string }} props
 */
function Remarks({ app, version, remarks, state }) {
  const agree = wordlessOf(remarks);
  const typing = useUnsent(app, togetherKey(version));
  const apart = agree.length > 1 && isAnswerable(state) ? agree : [];
  /** @param {Remark[]} rows */
  const list = (rows) => html`<ol class="remarks">
    ${rows.map((remark) => html`<${Remark} key=${remark.id} app=${app} remark=${remark} state=${state} />`)}
  </ol>`;
  if (remarks.length === 0) return html`<p class="soft">${noRemarks(state)}</p>`;
  return html`
    ${(apart.length > 0 || typing) && html`<${Together} app=${app} version=${version} remarks=${apart}>
      ${list(apart)}
    <//>`}
    ${list(remarks.filter((remark) => !apart.includes(remark)))}
  `;
}

/** @param {{ app: ConsoleApp, round: number, version: any, remarks: Remark[], state: string }} props */
function Version({ app, round, version, remarks, state }) {
  const paper = useUnsent(app, paperKey(version)) || state === "open";
  const changed = version.diff?.some((/** @type {[string]} */ [op]) => op !== "same");
  return html`<section class="console__section stack">
    <h2>
      <${Go} app=${app} to=${`/console/items/${version.item}`} class="plan__title" dir="auto">
        ${version.item_number}. ${version.item_title}
      <//>${" "}
      <span class="soft">${t("version {n}", { n: version.number })}</span>
    </h2>
    <div class="panel version">
      ${
        changed
          ? html`<${Diff} pieces=${version.diff} />`
          : html`<p class="version__text" dir="auto">${version.text}</p>`
      }
      <p class="small" dir="auto"><span class="soft">${t("Why:")}</span> ${version.why}</p>
    </div>
    <${Remarks} app=${app} version=${version} remarks=${remarks} state=${state} />
    ${paper && html`<${PaperRemark} app=${app} round=${round} version=${version} taken=${state === "open"} />`}
  </section>`;
}

/** Opened with the versions that stand here, and no others.
 * @param {{ round: any, versions: Version[], command: CommandState }} props
 */
const OpenRound = ({ round, versions, command }) => html`<div>
  <${Button}
    kind="live"
    icon="play"
    busy=${command.busy}
    onClick=${() => command.send("open_round", { round: round.id, versions: versions.map((version) => version.id) })}
    data-about=${versions.map((version) => version.text).join("\n")}
  >
    ${t("Open the round")}
  <//>
</div>`;

/** @param {{ app: ConsoleApp, week: WeekPicture, round: any, tally: RoundTally, versions: Version[] }} props */
function Acts({ app, week, round, tally, versions }) {
  const [changing, setChanging] = useOpen(app.client, titleKey(round));
  const typing = useUnsent(app, titleKey(round));
  const command = useCommand(app);
  /** @param {string} type */
  const act = (type) => () => command.send(type, { round: round.id });
  return html`<div class="stack stack--small">
    ${changing && (typing || round.state === "planned") && html`<${ChangeRound}
      app=${app}
      week=${week}
      round=${round}
      versions=${versions}
      onDone=${() => setChanging(false)}
    />`}
    ${round.state === "planned" && !changing && html`
      <${RoundTroubles} versions=${versions} items=${week.items} />
      <${OpenRound} round=${round} versions=${versions} command=${command} />
      <p class="soft small">${t("Its versions are fixed from then on. Phones can send remarks.")}</p>
      <div class="row">
        <${Button} icon="edit" onClick=${() => setChanging(true)}>${t("Change the round")}<//>
        <${ReasonForm}
          app=${app}
          name=${`cancel-round-${round.id}`}
          label=${t("Cancel the round")}
          ask=${t("Why will it not be held?")}
          hint=${t("The team can read this.")}
          type="cancel_round"
          fields=${{ round: round.id }}
          danger
        />
      </div>
    `}
    ${round.state === "cancelled" && html`<p dir="auto">
      <span class="soft">${t("It will not be held:")}</span> ${round.cancelled_reason}
    </p>`}
    ${round.state === "open" && html`<div>
      <${ConfirmInline}
        label=${t("Close the round")}
        question=${t("Close it? No more remarks come in then.")}
        confirmLabel=${t("Yes, close")}
        kind="primary"
        onConfirm=${act("close_round")}
      />
    </div>`}
    ${["closed", "answered"].includes(round.state) && html`<${ReportBack}
      tally=${tally}
      onReport=${act("report_back")}
    />`}
    ${round.state === "reported_back" && html`<p>${t("Everybody can read what was done with the remarks.")}</p>`}
    <${Trouble} text=${command.error} onClose=${command.clear} />
  </div>`;
}

/** @param {{ app: ConsoleApp, week: WeekPicture, place: Place, gathering: GatheringPicture | null }} props */
export function RoundPage({ app, week, place, gathering: session }) {
  const { picture, error } = usePicture(app.client, `round:${place.round}`);
  if (error || !week.rounds.some((round) => round.id === place.round))
    return html`<${PageTitle} app=${app}>${t("This round does not exist.")}<//>`;
  if (!picture) return html`<${PageTitle} app=${app}>${t("Round")}<//>`;
  const { round, tally } = picture;
  const remarks = [...picture.remarks].sort((a, b) => a.number - b.number);
  const versions = versionsOf(picture);
  return html`
    ${session && html`<${SessionViews} app=${app} week=${week} gathering=${session.gathering} />`}
    <${PageTitle}
      app=${app}
      extra=${html`<${Chip} kind=${toneOf("round_state", round.state)}>${wordOf("round_state", round.state)}<//>`}
    >
      ${t("Round {n}", { n: round.number })}: ${round.title}
    <//>
    <${Progress}
      done=${tally.answered}
      total=${tally.remarks}
      none=${noneWords(round.state)}
      words=${t("{done} of {all} answered", { done: tally.answered, all: tally.remarks })}
    />
    ${tally.people > 0 && html`<p class="soft small">
      ${tn("{n} person sent a remark.", "{n} people sent a remark.", tally.people)}
    </p>`}
    <${Acts} app=${app} week=${week} round=${round} tally=${tally} versions=${versions} />
    ${versions.length === 0 && html`<${EmptyState}
      title=${t("Nothing in this round")}
      text=${round.state === "planned" && t("Change the round to put items in it, or cancel it.")}
    />`}
    ${versions.map(
      (/** @type {any} */ version) => html`<${Version}
        key=${version.id}
        app=${app}
        round=${round.id}
        version=${version}
        remarks=${remarks.filter((remark) => remark.version === version.id)}
        state=${round.state}
      />`,
    )}
  `;
}
