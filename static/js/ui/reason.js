/** A button that asks why, in its own place.
 *
 *   <ReasonForm app name label ask hint type fields field onDone confirm danger icon />
 */
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { Button } from "./button.js";
import { ChangeActions } from "./change.js";
import { useCommand } from "./command.js";
import { useOpen, useWords, Writing } from "./writing.js";

/** Why, in the words of who is asked. The focus goes in when it was opened here, not when words waited.
 * @param {any} props
 */
function Asking({ app, name, draftKey, ask, hint, type, fields, field, label, danger, asked, onSent, onClose }) {
  const text = useWords(app.client, draftKey);
  const command = useCommand(app);
  const input = useRef(/** @type {any} */ (null));
  useEffect(() => {
    if (asked) input.current?.focus();
  }, []);
  /** @param {any} event */
  const submit = async (event) => {
    event.preventDefault();
    const answer = await command.send(type, { ...fields, [field]: text.text });
    if (!answer.ok) return;
    if (text.settle()) onClose();
    onSent?.(answer);
  };
  return html`<form noValidate class="ask" onSubmit=${submit}>
    <${Writing} draft=${text} name=${name} label=${ask} hint=${hint} error=${command.error} inputRef=${input} />
    <${ChangeActions}
      changes=${[text]}
      label=${label}
      kind=${danger ? "danger-fill" : "primary"}
      busy=${command.busy}
      onDone=${onClose}
    />
  </form>`;
}

/**
 * @param {{
 *   app: ConsoleApp, name: string, label: Markup, ask: string, hint?: Markup, type: string, fields: Fields,
 *   field?: string,
 *   onDone?: ((answer: Answer) => void), danger?: boolean | undefined, icon?: string, confirm?: string,
 * }} props
 */
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
  const draftKey = `reason:${name}`;
  const [open, setOpen] = useOpen(app.client, draftKey);
  const asked = useRef(false);
  const begin = () => {
    asked.current = true;
    setOpen(true);
  };
  if (!open) return html`<${Button} kind=${danger ? "danger" : undefined} icon=${icon} onClick=${begin}>${label}<//>`;
  return html`<${Asking}
    ...${{ app, name, draftKey, ask, hint, type, fields, field, danger, asked: asked.current }}
    label=${confirm ?? label}
    onSent=${onDone}
    onClose=${() => setOpen(false)}
  />`;
}
