/** The rights of this phone ended, here or in another tab: what was being written stays, and nothing else. */
import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";
import { keepsCookies } from "../../lib/browser.js";
import { t } from "../../lib/i18n.js";
import { Icon } from "../../ui/icon.js";
import { StatusLine } from "../../ui/status.js";

/** What was being written when the rights ended: the only copy, so it stays to be read and copied.
 * @param {{ texts: string[] }} props
 */
function Unfinished({ texts }) {
  return texts.map(
    (text, at) => html`<label key=${at} class="field">
      <span class="field__label">${t("What you were writing")}</span>
      <textarea class="input" rows="3" dir="auto" readonly value=${text}></textarea>
    </label>`,
  );
}

/** The rights of this phone ended: nothing of anybody else stays in sight.
 * @param {{ client: Client, head: Element}} props
 */
export function Ended({ client, head }) {
  const { live, outbox } = client;
  const [unfinished] = useState(() => client.drafts.kept());
  useEffect(() => {
    document.title = "Charrette";
  }, []);
  return html`
    <header class="phone__head" ref=${(/** @type {HTMLElement | null} */ element) => element?.prepend(head)}></header>
    <div class="phone__status">
      <${StatusLine}
        status=${live.status.value}
        standing=${outbox.standing.value}
        durable=${outbox.durable.value}
        refused=${client.ended.value}
      />
    </div>
    <main id="main" class="phone__main" tabindex="-1">
      <h1 class="visually-hidden">${t("Signed out")}</h1>
      <div class="note note--error">
        <${Icon} name="warning" />
        <div class="note__body">
          <p class="note__title">${t("You are signed out on this phone.")}</p>
          ${!keepsCookies() && html`<p>${t("This browser keeps no cookies of this address. Allow them first.")}</p>`}
          <p>${t("Scan the code again to go on. What you have not sent yet stays on this phone.")}</p>
          <div class="note__actions"><a class="button" href="/">${t("To the start")}</a></div>
        </div>
      </div>
      <${Unfinished} texts=${unfinished} />
    </main>
  `;
}
