/** What pages of the console are made of.
 *
 *   <Go app to="/console/plan" class current>words</Go>     a link within the console; opens
 *                                                           a tab of its own as any link
 *   <PageTitle app extra>words</PageTitle>
 *   <Trouble text onClose kept />            a refusal, next to where it belongs
 *   <Search name label value onInput />  <Progress done total words none />  <Numbers list=[{label, value, live}] />
 */
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { focusOn } from "../lib/a11y.js";
import { ErrorNote } from "./status.js";
import { nameOf } from "./words.js";

/** @param {any} event */
const ours = (event) => event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

/**
 * @param {{
 *   app: ConsoleApp, to: string, current?: boolean, class?: string, children?: Markup, [more: string]: any,
 * }} props
 */
export function Go({ app, to, current, class: names, children, ...rest }) {
  /** @param {any} event */
  const press = (event) => {
    if (!ours(event)) return;
    event.preventDefault();
    app.go(to);
  };
  return html`<a ...${rest} href=${to} class=${names} aria-current=${current ? "page" : undefined} onClick=${press}>
    ${children}
  </a>`;
}

/** @param {{ text: Markup, kept?: string, onClose?: (() => void) }} props */
export const Trouble = ({ text, kept, onClose }) =>
  text && html`<${ErrorNote} title=${text} kept=${kept} onDismiss=${onClose} />`;

/** The title of a page; it takes the focus when the page changes, so that a reader hears where it is.
 * @param {{ app: ConsoleApp, children?: Markup, extra?: Markup }} props
 */
export function PageTitle({ app, children, extra }) {
  const title = useRef(/** @type {any} */ (null));
  useEffect(() => {
    document.title = `${nameOf(title.current.textContent)} · Charrette`;
    if (app.moved) focusOn(title.current, { preventScroll: true });
    app.moved = true;
    scrollTo(0, 0);
  }, [app.path.value]);
  return html`<div class="row row--apart page-title"><h1 ref=${title} dir="auto">${children}</h1>${extra}</div>`;
}

/** A search field without ado: its name is read, and drawn inside.
 * @param {{ name: string, label: Markup, value: any, onInput: (text: string) => void }} props
 */
export const Search = ({ name, label, value, onInput }) => html`<div class="search">
  <label class="visually-hidden" for=${name}>${label}</label>
  <input
    class="input"
    id=${name}
    type="search"
    placeholder=${label}
    value=${value}
    autocomplete="off"
    dir="auto"
    onInput=${(/** @type {any} */ event) => onInput(event.currentTarget.value)}
  />
</div>`;

/** Of nothing there is no bar: then it says `none`.
 * @param {{ done: number, total: number, words: string, none: string }} props
 */
export const Progress = ({ done, total, words, none }) =>
  total === 0
    ? html`<p class="small soft">${none}</p>`
    : html`<div class="progress-row">
        <progress class="progress" max=${total} value=${done} aria-label=${words}></progress>
        <span class="small number">${words}</span>
      </div>`;

/** @param {{ list: any }} props */
export const Numbers = ({ list }) => html`<dl class="numbers">
  ${list.map(
    (/** @type {{ label: Markup, value: any, live: boolean }} */ { label, value, live }) => html`<div
      class="numbers__one"
      key=${label}
    >
      <dt class="numbers__label">${label}</dt>
      <dd class=${`numbers__value${live ? " numbers__value--live" : ""}`}>${value ?? "–"}</dd>
    </div>`,
  )}
</dl>`;
