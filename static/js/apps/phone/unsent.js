/** Words that were typed on this phone and never sent, and that stand in no field of this screen: after a reload, when
 * the session went on, when a board went away. Nobody's words are where no screen shows them.
 *
 *   <Unsent client week shown />      shown: the field of this screen, as fieldOf of moves.js tells it
 */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { t, tn } from "../../lib/i18n.js";
import { ErrorNote } from "../../ui/status.js";
import { isOf } from "./moves.js";

/** What a kept text is for, from its key.
 * @param {string} key
 * @param {WeekPicture} week
 */
function purposeOf(key, week) {
  const [kind, ...rest] = key.split(":");
  if (kind === "idea") {
    const board = week.boards.find((one) => String(one.id) === rest[0]);
    return { board: Number(rest[0]), about: board?.title ?? "" };
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
 * @param {string} key
 * @param {string} text
 */
function post(client, purpose, key, text) {
  const words = text.trim();
  if (purpose.board) {
    const fields = { board: purpose.board, text: words };
    client.outbox.post({ type: "post_idea", fields, lane: `board:${purpose.board}`, text: words });
    return;
  }
  const kind = client.drafts.get(`kind:${key.replace("remark:", "")}`);
  const fields = { round: purpose.round, version: purpose.version, kind, text: words };
  client.outbox.post({ type: "add_remark", fields, lane: `round:${purpose.round}`, text: words });
}

/** @param {{ client: Client, row: any, onDone: () => void }} props */
function Row({ client, row, onDone }) {
  const { key, text, away, purpose } = row;
  const done = () => {
    if (away) client.drafts.throwAway(key);
    else client.drafts.clear(key);
    onDone();
  };
  const send = () => {
    post(client, purpose, key, text);
    done();
  };
  const ready = purpose.board || client.drafts.get(`kind:${key.replace("remark:", "")}`);
  return html`<li>
    <${ErrorNote}
      title=${purpose.about ? t("Not sent yet: {about}", { about: purpose.about }) : t("Not sent yet")}
      kept=${text}
      retryLabel=${t("Send")}
      onRetry=${ready ? send : undefined}
      onDismiss=${done}
    />
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
  /** @param {any[]} some */
  const list = (some) => html`<ul class="cards">
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
    ${waiting.length > 0 && list(waiting)}
    ${away.length > 0 && html`<details class="more">
      <summary>${tn("{n} text that you put away", "{n} texts that you put away", away.length)}</summary>
      <div class="more__body">${list(away)}</div>
    </details>`}
  `;
}
