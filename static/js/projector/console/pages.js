/** Turning the pages of a projector, within those that it says there are. */
import { html } from "htm/preact";
import { t } from "../../lib/i18n.js";
import { Button } from "../../ui/button.js";
import { turned } from "../state/paging.js";

/** @param {{ screen: Projector, show: (fields: Fields) => void }} props */
export function Pages({ screen, show }) {
  /** @param {number} by */
  const turn = (by) => {
    const page = turned(screen, by);
    return { disabled: page === null, onClick: () => page !== null && show({ page }) };
  };
  const { page: n, pages } = screen;
  return html`<div class="row">
    <div class="button-group" role="group" aria-label=${t("Pages on the projector")}>
      <${Button} icon="back" ...${turn(-1)}>${t("Previous page")}<//>
      <${Button} icon="next" ...${turn(1)}>${t("Next page")}<//>
    </div>
    <p role="status">
      ${pages === null && html`<span class="number">${t("page {n}", { n })}</span>${" "}
      <span class="small soft">${t("The projector says how many there are.")}</span>`}
      ${pages !== null && html`<span class="number">${t("page {n} of {pages}", { n, pages })}</span>`}
    </p>
  </div>`;
}
