/** What pages of the console are made of.
 *
 *   <Go app to="/console/plan" class current>words</Go>     a link within the console; opens
 *                                                           a tab of its own as any link
 *   <PageTitle app extra>words</PageTitle>   shortTitle(title)
 *   <Trouble text onClose kept />            a refusal, next to where it belongs
 *   <Search name label value onInput />  <Progress done total words />  <Numbers list=[{label, value, live}] />
 */
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { focusOn } from "../lib/a11y.js";
import { t } from "../lib/i18n.js";
import { ErrorNote } from "./status.js";

const ours = (event) => event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

export function Go({ app, to, current, class: names, children, ...rest }) {
  const press = (event) => {
    if (!ours(event)) return;
    event.preventDefault();
    app.go(to);
  };
  return html`<a ...${rest} href=${to} class=${names} aria-current=${current ? "page" : undefined} onClick=${press}>
    ${children}
  </a>`;
}

export const Trouble = ({ text, kept, onClose }) =>
  text && html`<${ErrorNote} title=${text} kept=${kept} onDismiss=${onClose} />`;

/** The title of a page; it takes the focus when the page changes, so that a reader hears where it is. */
export function PageTitle({ app, children, extra }) {
  const title = useRef(null);
  useEffect(() => {
    document.title = `${shortTitle(title.current.textContent)} · Charrette`;
    if (app.moved) focusOn(title.current, { preventScroll: true });
    app.moved = true;
    scrollTo(0, 0);
  }, [app.path.value]);
  return html`<div class="row row--apart page-title"><h1 ref=${title}>${children}</h1>${extra}</div>`;
}

/** A search field without ado: its name is read, and drawn inside. */
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
    onInput=${(event) => onInput(event.currentTarget.value)}
  />
</div>`;

export const Progress = ({ done, total, words }) => html`<div class="progress-row">
  <progress class="progress" max=${Math.max(1, total)} value=${done} aria-label=${words}></progress>
  <span class="small number">${words}</span>
</div>`;

export const Numbers = ({ list }) => html`<dl class="numbers">
  ${list.map(
    ({ label, value, live }) => html`<div class="numbers__one" key=${label}>
      <dt class="numbers__label">${label}</dt>
      <dd class=${`numbers__value${live ? " numbers__value--live" : ""}`}>${value ?? "–"}</dd>
    </div>`,
  )}
</dl>`;

const EXAMPLE = /^(Voorbeeld|Example): */;

/** A title where there is little room: the name first, that it is an example after it. */
export const shortTitle = (title) =>
  EXAMPLE.test(title) ? t("{title} (example)", { title: title.replace(EXAMPLE, "") }) : title;
