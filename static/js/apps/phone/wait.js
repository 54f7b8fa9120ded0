/** Before a picture has come, and when there is none for us. Each has its heading, as every view has.
 *
 *   <Loading />   <Gone />   <Pending follow />     follow: a followed stream without a picture, or null
 */
import { html } from "htm/preact";
import { t } from "../../lib/i18n.js";
import { EmptyState } from "../../ui/status.js";

export const Loading = () => html`
  <h1 class="visually-hidden">${t("The session")}</h1>
  <p class="soft">${t("One moment, the session is loading.")}</p>
`;

export const Gone = () => html`
  <h1 class="visually-hidden">${t("The session")}</h1>
  <${EmptyState} title=${t("This cannot be opened here.")}>
    <p><a class="button" href="#">${t("Back to the session")}</a></p>
  <//>
`;

/** @param {{ follow: any }} props */
export const Pending = ({ follow }) => (follow?.error.value ? html`<${Gone} />` : html`<${Loading} />`);
