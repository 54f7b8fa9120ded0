/** Turning the pages of a projector, within those that it says there are; where there is one, nothing can be turned. */
import { html } from "htm/preact";
import { t } from "../../lib/i18n.js";
import { IconButton } from "../../ui/button.js";
import { turned } from "../state/paging.js";

/** @param {{ screen: Projector, show: (fields: Fields) => void }} props */
export function Pages({ screen, show }) {
  /** @param {number} by */
  const turn = (by) => {
    const page = turned(screen, by);
    return { disabled: page === null, onClick: () => page !== null && show({ page }) };
  };
  const { page: n, pages } = screen;
  if (pages === 1) return null;
  return html`<div class="row" role="group" aria-label=${t("Pages on the projector")}>
    <${IconButton} icon="back" label=${t("Previous page")} ...${turn(-1)} />
    <p role="status">
      ${pages === null && html`<span class="number">${t("page {n}", { n })}</span>`}
      ${pages !== null && html`<span class="number">${t("page {n} of {pages}", { n, pages })}</span>`}
    </p>
    <${IconButton} icon="next" label=${t("Next page")} ...${turn(1)} />
    ${pages === null && html`<p class="small soft">${t("The projector says how many there are.")}</p>`}
  </div>`;
}
