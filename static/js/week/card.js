/** The state of a session, in a word and a colour; and why the team did something, for the team to read back.
 *
 *   <StateChip gathering />
 *   <Reasons week gathering item />     of one session, of one design item, or of the week itself
 */
import { html } from "htm/preact";
import { formatMoment, t } from "../lib/i18n.js";
import { Chip } from "../ui/chip.js";
import { titleOf, toneOf, wordOf } from "../ui/words.js";

/** @param {{ gathering: Gathering }} props */
export const StateChip = ({ gathering }) =>
  html`<${Chip} kind=${toneOf("gathering_state", gathering.state)}>${wordOf("gathering_state", gathering.state)}<//>`;

/** @param {{ week: WeekPicture, gathering?: number | null, item?: number | null }} props */
export function Reasons({ week, gathering = null, item = null }) {
  const given = (week.reasons ?? []).filter((one) => one.gathering === gathering && one.item === item);
  if (given.length === 0) return null;
  return html`<section class="stack stack--small" aria-label=${t("Why we did this")}>
    <h2>${t("Why we did this")}</h2>
    <ul class="rows">
      ${given.map(
        (one) => html`<li key=${one.id} class="rows__item">
          <div class="grow">
            <p class="small soft">
              ${titleOf("reasoned_act", one.act)} · ${formatMoment(one.at)}
              ${one.by ? ` · ${one.by}` : ""}
            </p>
            <p dir="auto">${one.text}</p>
          </div>
        </li>`,
      )}
    </ul>
  </section>`;
}
