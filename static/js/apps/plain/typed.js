/** What is typed in the forms of a plain page is there again when the page comes again: in another language, after a
 * reload, on a phone that slept. It stays in this tab, and goes when its form is sent. Without scripts the server does
 * the same for the main form of a page (charrette/web/typed.py).
 */
const KEY = "charrette:typed";
const TYPED = "input:not([type=hidden], [type=submit], [type=password]), textarea, select";

/** @returns {Record<string, [base: string, value: string]>} */
function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
  } catch {
    return {};
  }
}

/** @param {Record<string, [base: string, value: string]>} texts */
function keep(texts) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(texts));
  } catch {
    // Without storage what is typed lasts as long as the page.
  }
}

/** @param {HTMLFormElement} form */
const nameOf = (form) => `${form.getAttribute("action")} `;
/** @param {any} field */
const isTicked = (field) => ["radio", "checkbox"].includes(field.type);
/** @param {any} field */
const fieldOf = (field) => nameOf(field.form) + (isTicked(field) ? `${field.name}=${field.value}` : field.name);
/** @param {any} field */
const valueOf = (field) => (isTicked(field) ? String(field.checked) : field.value);

/** What the server put in a field: words that were typed on other ones do not come back.
 * @param {any} field
 */
function baseOf(field) {
  if (isTicked(field)) return String(field.defaultChecked);
  if (field.localName !== "select") return field.defaultValue;
  return [...field.options].find((option) => option.defaultSelected)?.value ?? field.options[0]?.value ?? "";
}

/** @returns {any[]} */
const fields = () => [...document.querySelectorAll(TYPED)].filter((field) => /** @type {any} */ (field).form);

/** Puts back what was typed here before. */
function putBack() {
  const texts = kept();
  for (const field of fields()) {
    const [base, value] = texts[fieldOf(field)] ?? [];
    if (value === undefined || base !== baseOf(field)) continue;
    if (isTicked(field)) field.checked = value === "true";
    else field.value = value;
    const folded = field.closest("details");
    if (folded && value !== base) folded.open = true;
  }
}

function keepAll() {
  const texts = kept();
  for (const field of fields()) {
    if (valueOf(field) === baseOf(field)) delete texts[fieldOf(field)];
    else texts[fieldOf(field)] = [baseOf(field), valueOf(field)];
  }
  keep(texts);
}

/** What goes with this button: the whole form, or the fields of the one version that it is for ("text-5").
 * @param {SubmitEvent} event
 */
function onSubmit({ target, submitter }) {
  const form = /** @type {HTMLFormElement} */ (target);
  if (form.getAttribute("action") === "/language" || submitter?.hasAttribute("formaction")) return;
  const button = /** @type {HTMLButtonElement | null} */ (submitter);
  const part = form.elements.namedItem(`text-${button?.value}`) ? `-${button?.value}` : "";
  /** @param {string} key */
  const isSent = (key) => key.startsWith(nameOf(form)) && key.split("=")[0].endsWith(part);
  keep(Object.fromEntries(Object.entries(kept()).filter(([key]) => !isSent(key))));
}

putBack();
document.addEventListener("input", keepAll);
document.addEventListener("submit", onSubmit);
