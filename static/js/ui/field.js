/** Fields: a label in words, help, a counter when there is a limit, the mistake next to it, the text kept.
 *
 *   <Field name label value onInput(text) hint error required type autocomplete maxlength code question heading />
 *   <Textarea name label value onInput(text) hint error limit rows question heading large onSubmit inputRef />
 *     `question` writes the label large; `heading` makes it the h1 of the view (one question, one input);
 *     `limit` (letters) shows a counter near the end and lets a person type over it, so that nothing is cut off;
 *     onSubmit is called on Ctrl/Cmd+Enter (and on Enter with `enterSends`, for the keyboard's Done key).
 *   <Choices name label options=[[value, words]] value onChange(value) kind="radio|checkbox" row hint error />
 *   <Select name label options value onChange(value) empty hint error inputRef />
 */
import { html } from "htm/preact";
import { keyOf } from "../lib/keys.js";
import { t, tn } from "../lib/i18n.js";
import { lettersIn } from "../spine/texts.js";
import { Icon } from "./icon.js";

/**
 * @param {string} name
 * @param {Markup | undefined} hint
 * @param {string | null | undefined} error
 * @param {unknown} [counter]
 */
const describedBy = (name, hint, error, counter) =>
  [hint && `${name}-hint`, error && `${name}-error`, counter && `${name}-counter`].filter(Boolean).join(" ") ||
  undefined;

/** @param {{ heading: boolean, [more: string]: any }} props */
const Label = ({ heading, ...rest }) =>
  heading ? html`<h1 class="field__heading"><${PlainLabel} ...${rest} /></h1>` : html`<${PlainLabel} ...${rest} />`;
/** @param {{ name: string, label: Markup, question: boolean, optional: boolean }} props */
const PlainLabel = ({ name, label, question, optional }) =>
  html`<label class=${`field__label${question ? " field__label--question" : ""}`} for=${name}>
    <span>${label}</span>
    ${optional && html` <span class="field__optional">${t("(not required)")}</span>`}
  </label>`;
/** @param {{ name: string, hint?: Markup }} props */
const Hint = ({ name, hint }) => hint && html`<p class="field__hint" id=${`${name}-hint`}>${hint}</p>`;
/** @param {{ name: string, error?: string | null }} props */
const Mistake = ({ name, error }) =>
  error && html`<p class="field__error" id=${`${name}-error`}><${Icon} name="warning" /><span>${error}</span></p>`;

/**
 * @param {{
 *   name: string, label: Markup, value?: any,
 *   onInput: (text: string) => void, hint?: Markup, error?: string | null, required?: boolean, type?: string,
 *   code?: boolean, question?: boolean, heading?: boolean, autocomplete?: string, inputRef?: Ref<any>,
 *   [more: string]: any,
 * }} props
 */
export function Field({
  name,
  label,
  value = "",
  onInput,
  hint,
  error,
  required = true,
  type = "text",
  code = false,
  question = false,
  heading = false,
  autocomplete = "off",
  inputRef,
  ...rest
}) {
  return html`<div class="field">
    <${Label} name=${name} label=${label} question=${question} heading=${heading} optional=${!required} />
    <${Hint} name=${name} hint=${hint} />
    <input
      ...${rest}
      ref=${inputRef}
      class=${`input${code ? " input--code" : ""}`}
      id=${name}
      name=${name}
      type=${type}
      value=${value}
      dir="auto"
      autocomplete=${autocomplete}
      required=${required}
      autocapitalize=${code ? "characters" : undefined}
      spellcheck=${code ? false : undefined}
      aria-invalid=${error ? "true" : undefined}
      aria-describedby=${describedBy(name, hint, error)}
      onInput=${(/** @type {any} */ event) => onInput?.(event.currentTarget.value)}
    />
    <${Mistake} name=${name} error=${error} />
  </div>`;
}

/** Letters left, as people count them; said only when it matters.
 * @param {any} value
 * @param {number | undefined} limit
 */
export function counterOf(value, limit) {
  if (!limit) return null;
  const left = limit - lettersIn(value);
  if (left < 0) return { words: tn("{n} letter too many", "{n} letters too many", -left), kind: "over" };
  if (left <= Math.max(20, limit / 10)) return { words: tn("{n} letter left", "{n} letters left", left), kind: "near" };
  return null;
}

/**
 * @param {{
 *   name: string, label: Markup, value?: any,
 *   onInput: (text: string) => void, hint?: Markup, error?: string | null, limit?: number, rows?: number,
 *   question?: boolean, heading?: boolean, large?: boolean, required?: boolean,
 *   onSubmit?: ((event: Event) => void), enterSends?: boolean, inputRef?: Ref<any>, [more: string]: any,
 * }} props
 */
export function Textarea({
  name,
  label,
  value = "",
  onInput,
  hint,
  error,
  limit,
  rows = 3,
  question = false,
  heading = false,
  large = false,
  required = true,
  onSubmit,
  enterSends = false,
  inputRef,
  ...rest
}) {
  const counter = counterOf(value, limit);
  /** @param {any} event */
  const onKeyDown = (event) => {
    const sends = keyOf(event) === "Enter" && (event.ctrlKey || event.metaKey || (enterSends && !event.shiftKey));
    if (!sends || !onSubmit) return;
    event.preventDefault();
    if (!event.repeat) onSubmit(event);
  };
  return html`<div class="field">
    <${Label} name=${name} label=${label} question=${question} heading=${heading} optional=${!required} />
    <${Hint} name=${name} hint=${hint} />
    <textarea
      ...${rest}
      ref=${inputRef}
      class=${`input${large ? " input--large" : ""}`}
      id=${name}
      name=${name}
      rows=${rows}
      value=${value}
      dir="auto"
      enterkeyhint=${enterSends ? "send" : undefined}
      aria-invalid=${error || counter?.kind === "over" ? "true" : undefined}
      aria-describedby=${describedBy(name, hint, error, counter)}
      onInput=${(/** @type {any} */ event) => onInput?.(event.currentTarget.value)}
      onKeyDown=${onKeyDown}
    ></textarea>
    ${counter && html`<p class="field__foot" id=${`${name}-counter`}>
      <span class=${`field__counter field__counter--${counter.kind}`}>${counter.words}</span>
    </p>`}
    <${Mistake} name=${name} error=${error} />
  </div>`;
}

/**
 * @param {{
 *   name: string, label: Markup, options: [key: any, words: Node][], value: any, onChange: any,
 *   kind?: string | undefined, row?: boolean, hint?: Markup, error?: string | null,
 * }} props
 */
export function Choices({ name, label, options, value, onChange, kind = "radio", row = false, hint, error }) {
  /** @param {string} key */
  const chosen = (key) => (Array.isArray(value) ? value.includes(key) : value === key);
  /**
   * @param {string} key
   * @param {boolean} on
   */
  const pick = (key, on) =>
    onChange?.(
      kind === "radio"
        ? key
        : on
          ? [...(value ?? []), key]
          : (value ?? []).filter((/** @type {any} */ other) => other !== key),
    );
  return html`<fieldset class="field" aria-describedby=${describedBy(name, hint, error)}>
    <legend class="field__label">${label}</legend>
    <${Hint} name=${name} hint=${hint} />
    <div class=${`choices${row ? " choices--row" : ""}`}>
      ${options.map(
        ([key, words]) => html`<label class="choice" key=${key}>
          <input
            type=${kind}
            name=${name}
            value=${key}
            checked=${chosen(key)}
            onChange=${(/** @type {any} */ event) => pick(key, event.currentTarget.checked)}
          />
          <span dir="auto">${words}</span>
        </label>`,
      )}
    </div>
    <${Mistake} name=${name} error=${error} />
  </fieldset>`;
}

/**
 * @param {{
 *   name: string, label: Markup, options: [key: any, words: Node][], value: any, onChange: any, empty?: string,
 *   hint?: Markup, error?: string | null, required?: boolean, inputRef?: Ref<any>,
 * }} props
 */
export function Select({ name, label, options, value, onChange, empty, hint, error, required = true, inputRef }) {
  return html`<div class="field">
    <${Label} name=${name} label=${label} optional=${!required} />
    <${Hint} name=${name} hint=${hint} />
    <select
      ref=${inputRef}
      class="input"
      id=${name}
      name=${name}
      value=${value ?? ""}
      aria-invalid=${error ? "true" : undefined}
      aria-describedby=${describedBy(name, hint, error)}
      onChange=${(/** @type {any} */ event) => onChange?.(event.currentTarget.value)}
    >
      ${empty !== undefined && html`<option value="">${empty}</option>`}
      ${options.map(([key, words]) => html`<option key=${key} value=${key}>${words}</option>`)}
    </select>
    <${Mistake} name=${name} error=${error} />
  </div>`;
}
