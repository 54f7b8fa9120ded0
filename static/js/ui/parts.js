/** Small pieces that many pages of the console use.
 *
 *   <Go app to="/console/plan" class current>words</Go>     a link within the console; opens a tab of its own as any link
 *   <Trouble text onClose kept />                            a refusal, next to where it belongs
 *   <ReasonForm app label type fields onDone confirm danger />   a button that asks why, in its own place
 *   <LiveTimer app gathering step large />  <StateChip gathering />  <PageTitle>words</PageTitle>  <Progress done total words />
 */
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { focusOn } from "../lib/a11y.js";
import { t } from "../lib/i18n.js";
import { Button, Chip, ErrorNote, Field, Timer } from "../views/index.js";
import { useCommand } from "./context.js";
import { useDraft } from "../screens/phone/follow.js";
import { GATHERING_CHIP, gatheringWords, shortTitle } from "./words.js";

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

export const StateChip = ({ gathering }) =>
  html`<${Chip} kind=${GATHERING_CHIP[gathering.state]}>${gatheringWords(gathering.state)}<//>`;

export const LiveTimer = ({ app, ...rest }) => html`<${Timer} ...${rest} now=${app.client.tick.value} />`;

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

export function ReasonForm({
  app,
  name,
  label,
  ask,
  hint,
  type,
  fields,
  field = "reason",
  onDone,
  danger = false,
  icon,
  confirm,
}) {
  const [open, setOpen] = useState(false);
  const [text, setText, forget] = useDraft(app.client, `reason:${name}`);
  const command = useCommand(app);
  const input = useRef(null);
  useEffect(() => {
    if (open) input.current?.focus();
  }, [open]);
  if (!open)
    return html`<${Button} kind=${danger ? "danger" : undefined} icon=${icon} onClick=${() => setOpen(true)}>
      ${label}
    <//>`;
  const submit = async (event) => {
    event.preventDefault();
    const answer = await command.send(type, { ...fields, [field]: text });
    if (!answer.ok) return;
    forget();
    setOpen(false);
    onDone?.(answer);
  };
  return html`<form noValidate class="ask" onSubmit=${submit}>
    <${Field}
      name=${name}
      label=${ask}
      hint=${hint}
      value=${text}
      onInput=${setText}
      error=${command.error}
      inputRef=${input}
    />
    <div class="row">
      <${Button} type="submit" kind=${danger ? "danger-fill" : "primary"} busy=${command.busy}>${confirm ?? label}<//>
      <${Button} kind="ghost" onClick=${() => setOpen(false)}>${t("Cancel")}<//>
    </div>
  </form>`;
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

export const Diff = ({ pieces }) => html`<p class="diff version__text">
  ${pieces.map(([op, text], at) =>
    op === "added" ? html`<ins key=${at}>${text}</ins>` : op === "removed" ? html`<del key=${at}>${text}</del>` : text,
  )}
</p>`;
