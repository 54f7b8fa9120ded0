/** What happened to my text. Silent when all is well; never a dialog.
 *
 *   <StatusLine status="live|connecting|reconnecting|offline"
 *       standing={waiting, late, failed} durable refused onRetry />
 *   statusWords(...) -> {kind: "quiet"|"saving"|"problem"|"failed", words, icon?, retry?}
 *   <ErrorNote title error onRetry onDismiss kept="the text" />    a refused text, kept and ready to copy
 *   <EmptyState title text icon>action</EmptyState>
 */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { announceOwn } from "../lib/a11y.js";
import { t, tn } from "../lib/i18n.js";
import { Button } from "./button.js";
import { Icon } from "./icon.js";

const QUIET = { waiting: 0, texts: 0, late: false, failed: 0 };

/** What waits is a text, or nothing but presses of a button. */
const TEXT = {
  refused: () => t("You are signed out. Your text is kept on this phone."),
  refusedOpen: () => t("You are signed out. Keep this page open, or your text is lost."),
  away: () => t("No connection. Your text is kept on this phone."),
  awayOpen: () => t("No connection. Keep this page open, or your text is lost."),
  late: () => t("Not saved yet. Your text is kept, we keep trying."),
  lateOpen: () => t("Not saved yet. Keep this page open."),
};
const PRESS = {
  refused: () => t("You are signed out. What you pressed is kept on this phone."),
  refusedOpen: () => t("You are signed out. Keep this page open, or what you pressed is lost."),
  away: () => t("No connection. What you pressed is kept on this phone."),
  awayOpen: () => t("No connection. Keep this page open, or what you pressed is lost."),
  late: () => t("Not saved yet. What you pressed is kept, we keep trying."),
  lateOpen: () => t("Not saved yet. Keep this page open."),
};

/** @param {{ status: string, standing?: Standing, durable?: boolean, refused?: string | null }} parts */
export function statusWords({ status, standing = QUIET, durable = true, refused = null }) {
  const { waiting, texts = waiting, late, failed } = standing;
  const say = texts > 0 ? TEXT : PRESS;
  const kept = durable ? say.refused : say.refusedOpen;
  if (refused) return { kind: "failed", icon: "warning", words: waiting > 0 ? kept() : t("You are signed out.") };
  if (failed > 0)
    return {
      kind: "failed",
      icon: "warning",
      words: durable
        ? tn("{n} text was not accepted. It is kept.", "{n} texts were not accepted. They are kept.", failed)
        : tn(
            "{n} text was not accepted. Keep this page open, or it is lost.",
            "{n} texts were not accepted. Keep this page open, or they are lost.",
            failed,
          ),
    };
  const away = status === "offline" || status === "reconnecting";
  if (away && waiting > 0)
    return { kind: "problem", icon: "offline", retry: true, words: durable ? say.away() : say.awayOpen() };
  if (status === "offline")
    return {
      kind: "problem",
      icon: "offline",
      retry: true,
      words: t("No connection. You can go on reading and writing."),
    };
  if (late) return { kind: "problem", icon: "clock", retry: true, words: durable ? say.late() : say.lateOpen() };
  if (status === "reconnecting") return { kind: "saving", words: t("Connecting again…") };
  if (waiting > 0) return { kind: "saving", words: t("Saving…") };
  return { kind: "quiet", words: "" };
}

/**
 * @param {{
 *   onRetry?: () => void, status: string, standing?: Standing, durable?: boolean, refused?: string | null,
 * }} props
 */
export function StatusLine({ onRetry, ...facts }) {
  const { kind, words, icon, retry } = statusWords(facts);
  const modifier = kind === "problem" ? " status-line--problem" : kind === "failed" ? " status-line--failed" : "";
  return html`<div class=${`status-line${modifier}`} role="status">
    ${words && html`${icon && html`<${Icon} name=${icon} />`}<span class="grow">${words}</span>`}
    ${words && retry && onRetry && html`<${Button} kind="ghost" onClick=${onRetry}>${t("Try now")}<//>`}
  </div>`;
}

/** Copies text; over plain http the clipboard is withheld, then the text is selected for the person to copy.
 * @param {string} text
 * @param {Element | null} element a field, or what the text stands in
 */
async function copyText(text, element) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    if (element && "select" in element) /** @type {HTMLTextAreaElement} */ (element).select();
    else if (element) getSelection()?.selectAllChildren(element);
    return false;
  }
}

/** `place` finds, from the button, where the text stands.
 * @param {{ text: string, place: (button: Element) => Element | null, wide?: boolean }} props
 */
export function CopyButton({ text, place, wide = false }) {
  const [copied, setCopied] = useState(false);
  /** @param {any} event */
  const copy = async (event) => {
    const done = await copyText(text, place(event.currentTarget));
    setCopied(done);
    announceOwn(done ? t("Copied.") : t("The text is selected. Copy it now."));
  };
  return html`<${Button} icon="copy" wide=${wide} onClick=${copy}>${copied ? t("Copied") : t("Copy the text")}<//>`;
}

/**
 * @param {{
 *   title: Markup, error?: string | null, kept?: string,
 *   onRetry?: (() => void), onDismiss?: (() => void), retryLabel?: string, children?: Markup,
 * }} props
 */
export function ErrorNote({ title, error, kept, onRetry, onDismiss, retryLabel, children }) {
  /** @param {Element} button */
  const place = (button) => button.closest(".note")?.querySelector(".note__kept") ?? null;
  return html`<div class="note note--error">
    <${Icon} name="warning" />
    <div class="note__body">
      <p class="note__title">${title}</p>
      ${error && html`<p>${error}</p>`}
      ${kept && html`<p class="note__kept" dir="auto">${kept}</p>`}
      ${children}
      ${(onRetry || kept || onDismiss) && html`<div class="note__actions">
        ${onRetry && html`<${Button} onClick=${onRetry}>${retryLabel ?? t("Try again")}<//>`}
        ${kept && html`<${CopyButton} text=${kept} place=${place} />`}
        ${onDismiss && html`<${Button} kind="ghost" onClick=${onDismiss}>${kept ? t("Remove") : t("Close")}<//>`}
      </div>`}
    </div>
  </div>`;
}

/** Nothing here yet: a blank tile, what will stand here, and the one thing to do.
 * @param {{ title: Markup, text: Markup, children?: Markup }} props
 */
export function EmptyState({ title, text, children }) {
  return html`<div class="empty">
    <svg
      class="empty__tile"
      viewBox="0 0 48 48"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      aria-hidden="true"
    >
      <rect x="2" y="2" width="44" height="44" rx="5" />
      <path d="M4 14a10 10 0 0 0 10-10M34 4a10 10 0 0 0 10 10M44 34a10 10 0 0 0-10 10M14 44a10 10 0 0 0-10-10" />
    </svg>
    <p class="empty__title">${title}</p>
    ${text && html`<p>${text}</p>`}
    ${children}
  </div>`;
}
