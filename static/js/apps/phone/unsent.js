/** Words that were typed on this phone and never sent, and that stand in no field of this screen: after a reload, when
 * the session went on, when a board went away. Nobody's words are where no screen shows them.
 *
 *   <Unsent client week shown />      shown: the scene of this screen, whose fields have theirs (isOf of moves.js)
 *   <WaitsBelow client week shown />  above what is live: that words wait below it, and the way to them
 *   <KeptLine id />                   the same, to the place of this id
 */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { t, tn } from "../../lib/i18n.js";
import { Select } from "../../ui/field.js";
import { useStream } from "../../ui/hooks.js";
import { Icon } from "../../ui/icon.js";
import { ErrorNote } from "../../ui/status.js";
import { nameOf, toldOf, valuesOf } from "../../ui/words.js";
import { isOf } from "./moves.js";

/** What a kept text is for, from its key.
 * @param {{ key: string, chosen?: Record<string, any> }} draft
 * @param {WeekPicture} week
 */
function purposeOf({ key, chosen }, week) {
  const [kind, ...rest] = key.split(":");
  /** @param {any} id */
  const titleOf = (id) => nameOf(week.boards.find((one) => String(one.id) === String(id))?.title ?? "");
  if (kind === "idea") return { board: Number(rest[0]), about: titleOf(rest[0]) };
  if (kind === "edit" && chosen?.board)
    return { idea: Number(rest[0]), lane: `board:${chosen.board}#${rest[0]}`, about: titleOf(chosen.board) };
  if (kind === "remark" || kind === "alternative") {
    const round = week.rounds.find((one) => String(one.id) === rest[1]);
    return { round: Number(rest[1]), version: Number(rest[2]), about: round?.title ?? "" };
  }
  return null;
}

/** What was never sent and stands in no field of this screen. What could be done instead goes with its remark.
 * @param {Client} client
 * @param {WeekPicture} week
 * @param {any} shown
 * @returns {any[]}
 */
function rowsOf(client, week, shown) {
  const drafts = client.drafts.unsent().filter((draft) => draft.away || !isOf(draft, shown));
  /** @type {Map<string, any>} */
  const rows = new Map();
  for (const draft of drafts) {
    const purpose = purposeOf(draft, week);
    if (!purpose) continue;
    const [key, instead] = [draft.key.replace(/^alternative:/, "remark:"), draft.key.startsWith("alternative:")];
    const name = `${draft.away}${key}`;
    const row = rows.get(name) ?? { ...draft, key, purpose, text: "", other: "" };
    const chosen = instead ? { ...client.drafts.chosen(key), ...row.chosen } : { ...row.chosen, ...draft.chosen };
    rows.set(name, { ...row, chosen, base: draft.base, [instead ? "other" : "text"]: draft.text });
  }
  return [...rows.values()];
}

/** @param {{ text: string, other: string }} row */
const wordsOf = ({ text, other }) => [text, other && `${t("Instead:")} ${other}`].filter(Boolean).join("\n\n");

/** Sends it as what it was meant for; whether it is still taken says the server, and the words stay if not.
 * @param {Client} client
 * @param {any} row
 * @param {string} choice
 * @returns {Promise<Answer> | undefined} the answer where the words stay here until it is known
 */
function post(client, row, choice) {
  const { purpose } = row;
  const [words, other] = [row.text.trim(), row.other.trim()];
  if (purpose.idea) {
    const before = row.base === undefined ? {} : { before: { text: row.base } };
    return client.outbox.press({
      type: "edit_idea",
      fields: { idea: purpose.idea, text: words, ...before },
      lane: purpose.lane,
    });
  }
  if (purpose.board) {
    const fields = { board: purpose.board, text: words, ...(choice ? { column: Number(choice) } : {}) };
    client.outbox.post({ type: "post_idea", fields, lane: `board:${purpose.board}`, text: words });
    return undefined;
  }
  const said = words && other ? { text: words, alternative: other } : { text: words || other };
  const fields = { round: purpose.round, version: purpose.version, kind: choice, ...said };
  client.outbox.post({ type: "add_remark", fields, lane: `round:${purpose.round}`, text: wordsOf(row) });
  return undefined;
}

/** What has to be chosen before it can be sent, when that was not done beside the words: where it belongs, or what one
 * thinks of it. `asks`: whether; `options`: as soon as they are known.
 * @param {Client} client
 * @param {{ purpose: any, chosen?: Record<string, any> }} row
 */
function useAsked(client, { purpose, chosen = {} }) {
  const [given, choose] = useState(String((purpose.board ? chosen.column : chosen.kind) ?? ""));
  const [asks] = useState(given === "" && !purpose.idea && (!purpose.board || chosen.column === ""));
  const board = useStream(client, asks && purpose.board ? `board:${purpose.board}` : null);
  /** @type {[string, any][]} */
  const options = purpose.board
    ? (board?.picture.value?.columns ?? []).map((/** @type {Column} */ row) => [String(row.id), nameOf(row.title)])
    : valuesOf("remark_kind").map((kind) => [kind, toldOf("remark_kind", kind)]);
  return { given, choose, asks, options };
}

/** @param {{ client: Client, row: any, onDone: () => void }} props */
function Row({ client, row, onDone }) {
  const { key, away, purpose } = row;
  const [refused, refuse] = useState(/** @type {string | null | undefined} */ (null));
  const done = () => {
    for (const one of [key, key.replace(/^remark:/, "alternative:")]) {
      if (away) client.drafts.throwAway(one);
      else client.drafts.clear(one);
    }
    onDone();
  };
  const { given, choose, asks, options } = useAsked(client, row);
  const send = async () => {
    const answer = await post(client, row, given);
    if (answer && !answer.ok) refuse(answer.message);
    else done();
  };
  return html`<li>
    <${ErrorNote}
      title=${purpose.about ? t("Not sent yet: {about}", { about: purpose.about }) : t("Not sent yet")}
      error=${refused}
      kept=${wordsOf(row)}
      retryLabel=${t("Send")}
      onRetry=${given || !asks ? send : undefined}
      onDismiss=${done}
    >
      ${asks && options.length > 0 && html`<${Select}
        name=${`unsent-${key}`}
        label=${purpose.board ? t("Where does it belong?") : t("What do you think of it?")}
        empty=${t("Choose…")}
        options=${options}
        value=${given}
        onChange=${choose}
      />`}
    <//>
  </li>`;
}

/** @param {{ client: Client, week: WeekPicture, shown: any }} props */
export function Unsent({ client, week, shown }) {
  const [, draw] = useState(0);
  const rows = rowsOf(client, week, shown);
  /**
   * @param {any[]} some
   * @param {string} [id]
   */
  const list = (some, id = "") => html`<ul class="cards" id=${id || undefined} tabindex="-1">
    ${some.map(
      (row) => html`<${Row}
        key=${`${row.away}${row.key}`}
        client=${client}
        row=${row}
        onDone=${() => draw((count) => count + 1)}
      />`,
    )}
  </ul>`;
  const [waiting, away] = [rows.filter((row) => !row.away), rows.filter((row) => row.away)];
  return html`
    ${waiting.length > 0 && list(waiting, "kept")}
    ${away.length > 0 && html`<details class="more">
      <summary>${tn("{n} text that you put away", "{n} texts that you put away", away.length)}</summary>
      <div class="more__body">${list(away)}</div>
    </details>`}
  `;
}

/** @param {{ id: string }} props
 */
export function KeptLine({ id }) {
  const look = () => {
    const place = document.getElementById(id);
    const words = place?.querySelector("textarea") ?? place;
    words?.focus({ preventScroll: true });
    words?.scrollIntoView({ block: "center" });
  };
  return html`<p class="kept-line">
    <${Icon} name="edit" />
    <span class="grow">${t("Your text is kept.")}</span>
    <button type="button" class="button button--ghost" onClick=${look}>${t("To my text")}</button>
  </p>`;
}

/** @param {{ client: Client, week: WeekPicture, shown: any }} props */
export function WaitsBelow({ client, week, shown }) {
  const waits = rowsOf(client, week, shown).some((row) => !row.away);
  return waits && html`<${KeptLine} id="kept" />`;
}
