/** A button that asks why, in its own place.
 *
 *   <ReasonForm app name label ask hint type fields field onDone confirm danger icon />
 */
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../lib/i18n.js";
import { Button } from "./button.js";
import { useCommand } from "./command.js";
import { Field } from "./field.js";
import { useDraft } from "./hooks.js";

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
  const [open, setOpen] = useState(false);
  const [text, setText, forget] = useDraft(app.client, `reason:${name}`);
  const command = useCommand(app);
  const input = useRef(/** @type {any} */ (null));
  useEffect(() => {
    if (open) input.current?.focus();
  }, [open]);
  if (!open)
    return html`<${Button} kind=${danger ? "danger" : undefined} icon=${icon} onClick=${() => setOpen(true)}>
      ${label}
    <//>`;
  /** @param {any} event */
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
