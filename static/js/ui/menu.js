/** A menu under a button. The twin of every drag: "Move to ...", "Group with ...".
 *
 *   <Menu label="More for idea 12" icon="more" items=[{label, onSelect,
 *       icon?, danger?, current?, disabled?, heading?}] up start showLabel />
 *   {heading: "Move to"} draws a heading. Arrows, Home, End and first letters move; Esc closes; focus goes back.
 */
import { html } from "htm/preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { keyOf } from "../lib/keys.js";
import { rovingTarget } from "../lib/a11y.js";
import { foldedOf } from "../spine/finding.js";
import { IconButton } from "./button.js";
import { Icon } from "./icon.js";

/** @param {any} list */
const itemsIn = (list) => [...list.querySelectorAll("[role=menuitem]:not([disabled])")];

/** The next item that begins with a letter, which is searched as a name is: *Économie* with an e, *’t Hof* with a t.
 * @param {string[]} words what the items say
 * @param {string} letter
 * @param {number} at
 */
export function byLetter(words, letter, at) {
  const wanted = foldedOf(letter);
  if (wanted === "") return null;
  const order = [...words.keys()].map((step) => (at + 1 + step) % words.length);
  return order.find((index) => foldedOf(words[index]).startsWith(wanted)) ?? null;
}

/** @param {{ danger?: boolean, current?: boolean }} parts */
const classOf = ({ danger, current }) =>
  ["menu__item", danger && "menu__item--danger", current && "menu__item--current"].filter(Boolean).join(" ");

/** @param {{ id: number, items: MenuItem[], label: Markup, onClose: (focusBack: boolean) => void}} props */
function MenuList({ id, items, label, onClose }) {
  const list = useRef(/** @type {any} */ (null));
  useEffect(() => {
    itemsIn(list.current)[0]?.focus();
  }, []);
  /** @param {any} event */
  const onKeyDown = (event) => {
    const key = keyOf(event);
    if (key === "Escape" || key === "Tab") {
      if (key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
      }
      onClose(key === "Escape");
      return;
    }
    const all = itemsIn(list.current);
    const at = all.indexOf(document.activeElement);
    const to =
      rovingTarget(key, at, all.length) ??
      (/^\S$/u.test(key)
        ? byLetter(
            all.map((item) => item.textContent),
            key,
            at,
          )
        : null);
    if (to === null) return;
    event.preventDefault();
    all[to].focus();
  };
  return html`<div ref=${list} id=${id} class="menu__list" role="menu" aria-label=${label} onKeyDown=${onKeyDown}>
    ${items.map((item) =>
      item.heading
        ? html`<p class="menu__heading" role="presentation" key=${`h-${item.heading}`}>${item.heading}</p>`
        : html`<button
            key=${item.key ?? item.label}
            type="button"
            role="menuitem"
            tabindex="-1"
            disabled=${item.disabled}
            aria-current=${item.current ? "true" : undefined}
            class=${classOf(item)}
            onClick=${() => {
              onClose(true);
              item.onSelect?.();
            }}
          >
            ${item.icon && html`<${Icon} name=${item.icon} />`}
            <span>${item.label}</span>
          </button>`,
    )}
  </div>`;
}

/**
 * @param {{
 *   label: Markup, icon?: string | undefined, items: MenuItem[], up?: boolean, start?: boolean,
 *   showLabel?: boolean, kind?: string | undefined,
 * }} props
 */
export function Menu({ label, icon = "more", items, up = false, start = false, showLabel = false, kind = "ghost" }) {
  const [open, setOpen] = useState(false);
  const place = useRef(/** @type {any} */ (null));
  const id = useId();
  /** @param {boolean} focusBack */
  const close = (focusBack) => {
    setOpen(false);
    if (focusBack) place.current?.querySelector("button")?.focus();
  };
  useEffect(() => {
    if (!open) return undefined;
    /** @param {any} event */
    const outside = (event) => {
      if (!place.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, [open]);
  return html`<div ref=${place} class=${`menu${up ? " menu--up" : ""}${start ? " menu--start" : ""}`}>
    <${IconButton}
      icon=${icon}
      label=${label}
      showLabel=${showLabel}
      kind=${kind}
      aria-haspopup="menu"
      aria-expanded=${String(open)}
      aria-controls=${open ? id : undefined}
      onClick=${() => setOpen(!open)}
    />
    ${open && html`<${MenuList} id=${id} items=${items} label=${label} onClose=${close} />`}
  </div>`;
}
