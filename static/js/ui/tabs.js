/** Tabs within a page.
 *
 *   <Tabs label="Board" tabs=[{key, label, count?}] chosen onChoose(key) spread>panel of the chosen tab</Tabs>
 * Arrows, Home and End move and choose; only the chosen tab is in the tab order.
 */
import { html } from "htm/preact";
import { useId, useRef } from "preact/hooks";
import { rovingTarget } from "../lib/a11y.js";
import { formatNumber } from "../lib/i18n.js";
import { keyOf } from "../lib/keys.js";

/**
 * @param {{
 *   label: Markup, tabs: { key: string, label: string, count?: number }[], chosen: string,
 *   onChoose: (key: string) => void, spread?: boolean, children?: Markup,
 * }} props
 */
export function Tabs({ label, tabs, chosen, onChoose, spread = false, children }) {
  const list = useRef(/** @type {any} */ (null));
  const id = useId();
  /** @param {any} event */
  const onKeyDown = (event) => {
    const to = rovingTarget(
      keyOf(event),
      tabs.findIndex((tab) => tab.key === chosen),
      tabs.length,
    );
    if (to === null) return;
    event.preventDefault();
    onChoose(tabs[to].key);
    list.current.querySelectorAll("[role=tab]")[to].focus();
  };
  return html`<div class=${`tabs${spread ? " tabs--spread" : ""}`}>
    <div ref=${list} class="tabs__list" role="tablist" aria-label=${label} onKeyDown=${onKeyDown}>
      ${tabs.map(
        (tab) => html`<button
          key=${tab.key}
          type="button"
          role="tab"
          class="tabs__tab"
          id=${`${id}-${tab.key}`}
          aria-controls=${`${id}-panel`}
          aria-selected=${String(tab.key === chosen)}
          tabindex=${tab.key === chosen ? 0 : -1}
          onClick=${() => onChoose(tab.key)}
        >
          ${tab.label}
          ${tab.count !== undefined && html`<span class="tabs__count">${formatNumber(tab.count)}</span>`}
        </button>`,
      )}
    </div>
    <div class="tabs__panel" role="tabpanel" id=${`${id}-panel`} aria-labelledby=${`${id}-${chosen}`}>${children}</div>
  </div>`;
}
