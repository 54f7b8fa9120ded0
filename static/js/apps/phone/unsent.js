/** Words that were typed on this phone and never sent, and that stand in no field of this screen: after a reload, when
 * the session went on, when a board went away. Nobody's words are where no screen shows them.
 *
 *   <Unsent client week shown />      shown: the field of this screen, as fieldOf of moves.js tells it
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
 * @param {string} key
 * @param {WeekPicture} week
 */
function purposeOf(key, week) {
  const [kind, ...rest] = key.split(":");
  if (kind === "idea") {
    const board = week.boards.find((one) => String(one.id) === rest[0]);
    return { board: Number(rest[0]), about: nameOf(board?.title ?? "") };
  }
  if (kind === "remark") {
    const round = week.rounds.find((one) => String(one.id) === rest[1]);
    return { round: Number(rest[1]), version: Number(rest[2]), about: round?.title ?? "" };
  }
  return null;
}

/** Sends it as what it was meant for; whether it is still taken says the server, and the words stay if not.
 * @param {Client} client
 * @param {any} purpose
 * @param {string} choice
 * @param {string} text
 */
function post(client, purpose, choice, text) {
  const words = text.trim();
  if (purpose.board) {
    const fields = { board: purpose.board, text: words, ...(choice ? { column: Number(choice) } : {}) };
    client.outbox.post({ type: "post_idea", fields, lane: `board:${purpose.board}`, text: words });
    return;
  }
  const fields = { round: purpose.round, version: purpose.version, kind: choice, text: words };
  client.outbox.post({ type: "add_remark", fields, lane: `round:${purpose.round}`, text: words });
}

/** What has to be chosen before it can be sent, when that was not done beside the words: where it belongs, or what one
 * thinks of it. `asks`: whether; `options`: as soon as they are known.
 * @param {Client} client
 * @param {{ purpose: any, chosen?: Record<string, any> }} row
 */
function useAsked(client, { purpose, chosen = {} }) {
  const [given, choose] = useState(String((purpose.board ? chosen.column : chosen.kind) ?? ""));
  const [asks] = useState(given === "" && (!purpose.board || chosen.column === ""));
  const board = useStream(client, asks && purpose.board ? `board:${purpose.board}` : null);
  /** @type {[string, any][]} */
  const options = purpose.board
    ? (board?.picture.value?.columns ?? []).map((/** @type {Column} */ row) => [String(row.id), nameOf(row.title)])
    : valuesOf("remark_kind").map((kind) => [kind, toldOf("remark_kind", kind)]);
  return { given, choose, asks, options };
}

/** @param {{ client: Client, row: any, onDone: () => void }} props */
function Row({ client, row, onDone }) {
  const { key, text, away, purpose } = row;
  const done = () => {
    if (away) client.drafts.throwAway(key);
    else client.drafts.clear(key);
    onDone();
  };
  const { given, choose, asks, options } = useAsked(client, row);
  const send = () => {
    post(client, purpose, given, text);
    done();
  };
  return html`<li>
    <${ErrorNote}
      title=${purpose.about ? t("Not sent yet: {about}", { about: purpose.about }) : t("Not sent yet")}
      kept=${text}
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

/** @param {{ client: Client, week: WeekPicture, shown: string }} props */
export function Unsent({ client, week, shown }) {
  const [, draw] = useState(0);
  const rows = client.drafts
    .unsent()
    .filter(({ key, away }) => away || !isOf(key, shown))
    .map((row) => ({ ...row, purpose: purposeOf(row.key, week) }))
    .filter((row) => row.purpose !== null);
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

/** @param {{ client: Client, week: WeekPicture, shown: string }} props */
export function WaitsBelow({ client, week, shown }) {
  const waits = client.drafts
    .unsent()
    .some(({ key, away }) => !away && !isOf(key, shown) && purposeOf(key, week) !== null);
  return waits && html`<${KeptLine} id="kept" />`;
}
