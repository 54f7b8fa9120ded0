/** What was written on this phone by who was signed in here before, and never sent: the page promised to keep it.
 *
 *   <FromBefore client lane />     to send as one's own or to let go;  hasFromBefore(client, lane) -> bool
 */
import { html } from "htm/preact";
import { t } from "../lib/i18n.js";
import { ErrorNote } from "./status.js";

/**
 * @param {Client} client
 * @param {string} lane
 */
const fromBefore = (client, lane) => client.outbox.orphans.value.filter((entry) => entry.lane === lane);

/**
 * @param {Client} client
 * @param {string} lane
 */
export const hasFromBefore = (client, lane) => fromBefore(client, lane).length > 0;

/** @param {{ client: Client, lane: string }} props */
export const FromBefore = ({ client, lane }) =>
  fromBefore(client, lane).map(
    (entry) => html`<li key=${entry.id}>
      <${ErrorNote}
        title=${t("Written on this phone before, and not sent yet.")}
        kept=${entry.text}
        retryLabel=${t("Send")}
        onRetry=${() => client.outbox.adopt(entry.id)}
        onDismiss=${() => client.outbox.dismiss(entry.id)}
      />
    </li>`,
  );
