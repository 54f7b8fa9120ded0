/** Words, numbers and times in the page's language.
 *
 *   await loadTexts(lang)           before the first drawing; /i18n/LANG.json = {msgid: msgstr | [forms]}
 *   t("Hello {name}", {name})       the translation; without one, the English words themselves
 *   tn("{n} idea", "{n} ideas", n)  by number; {n} is filled in, written in the language's way
 *   formatNumber(n) formatDuration(seconds) formatAgo(iso, nowMs)
 *   useHall({zone, now})            the clock on the wall of the hall: its time zone, and the server's time in ms
 *   formatTime(iso)                 the time on that clock, with the day when that is not today there
 *   formatMoment(iso)               day and time, always
 * Times for people are made here and nowhere else: a phone may be set to another zone than the hall (eslint.config.js).
 */
import { safeStorage } from "./browser.js";

/** @type {Intl.LDMLPluralRule[]} */
const CATEGORIES = ["zero", "one", "two", "few", "many", "other"];
/** @type {{ lang: string, texts: { [msgid: string]: string | string[] }, plural: Intl.PluralRules }} */
const state = { lang: "en", texts: {}, plural: new Intl.PluralRules("en") };

/** @param {string} lang */
const storageKey = (lang) => `charrette:texts:${lang}`;

/**
 * @param {globalThis.Storage | null} storage
 * @param {string} lang
 * @param {{ [msgid: string]: string | string[] }} texts
 */
function keep(storage, lang, texts) {
  try {
    storage?.setItem(storageKey(lang), JSON.stringify(texts));
  } catch {
    // A full or refused storage only means that we ask the server again next time.
  }
}

/**
 * @param {globalThis.Storage | null} storage
 * @param {string} lang
 */
function kept(storage, lang) {
  try {
    return JSON.parse(storage?.getItem(storageKey(lang)) ?? "{}");
  } catch {
    return {};
  }
}

/** Sets the language and its texts at once (tests, or texts that came with the page).
 * @param {string} lang
 * @param {{ [msgid: string]: string | string[] }} texts
 */
export function useTexts(lang, texts) {
  state.lang = lang;
  state.texts = texts;
  state.plural = new Intl.PluralRules(lang);
}

/** Loads the texts of a language. English needs none. Falls back on what an earlier visit kept, then on English.
 * @param {string} lang
 * @param {{ url?: string, fetcher?: typeof fetch, storage?: globalThis.Storage | null }} [options]
 */
export async function loadTexts(
  lang,
  { url = `/i18n/${lang}.json`, fetcher = globalThis.fetch, storage = safeStorage() } = {},
) {
  /** @type {any} */
  let texts = null;
  try {
    const response = await fetcher(url, { headers: { Accept: "application/json" } });
    if (response.ok && (response.headers.get("content-type") ?? "").includes("json")) texts = await response.json();
  } catch {
    texts = null;
  }
  if (texts) keep(storage, lang, texts);
  useTexts(lang, texts ?? kept(storage, lang));
}

/**
 * @param {string} text
 * @param {{ [name: string]: unknown }} [vars]
 */
function filled(text, vars) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (vars && name in vars ? String(vars[name]) : whole));
}

/**
 * @param {string} msgid
 * @param {{ [name: string]: unknown }} [vars]
 */
export function t(msgid, vars) {
  const found = state.texts[msgid];
  const text = Array.isArray(found) ? found[0] : found;
  return filled(text || msgid, vars);
}

/** A word of a closed list: its context is the name of the list (the catalogue has both, with U+0004 between).
 * @param {string} context
 * @param {string} text
 */
export function word(context, text) {
  const found = state.texts[`${context}\u0004${text}`];
  return (Array.isArray(found) ? found[0] : found) || text;
}

/** The form of a number: two forms are "one" and "other"; more
 * follow the language's own categories, in gettext's order.
 * @param {number} n
 * @param {number} count
 */
function formOf(n, count) {
  if (count <= 2) return n === 1 ? 0 : count - 1;
  const categories = CATEGORIES.filter((category) =>
    state.plural.resolvedOptions().pluralCategories.includes(category),
  );
  return Math.min(count - 1, Math.max(0, categories.indexOf(state.plural.select(n))));
}

/**
 * @param {string} one
 * @param {string} many
 * @param {number} n
 * @param {{ [name: string]: unknown }} [vars]
 */
export function tn(one, many, n, vars) {
  const found = state.texts[one];
  const forms = Array.isArray(found) ? found : [one, many];
  const text = forms[formOf(n, forms.length)] || (n === 1 ? one : many);
  return filled(text, { n: formatNumber(n), ...vars });
}

export const language = () => state.lang;
/** @param {number} n */
export const formatNumber = (n) => new Intl.NumberFormat(state.lang).format(n);

/** @type {{ zone: string | undefined, now: () => number }} */
const hall = { zone: undefined, now: Date.now };

/** @param {{ zone?: string | null, now?: () => number }} given */
export function useHall({ zone, now = Date.now }) {
  hall.now = now;
  try {
    hall.zone = new Intl.DateTimeFormat("en", { timeZone: zone ?? undefined }).resolvedOptions().timeZone;
  } catch {
    hall.zone = undefined; // a zone that this device does not know: then its own
  }
}

/**
 * @param {string | number} when
 * @param {Intl.DateTimeFormatOptions} form
 */
function inHall(when, form) {
  const date = new Date(when);
  if (Number.isNaN(date.getTime())) return "";
  return new Intl.DateTimeFormat(state.lang, { ...form, timeZone: hall.zone }).format(date);
}

/** @type {Intl.DateTimeFormatOptions} */
const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
/** @type {Intl.DateTimeFormatOptions} */
const SHORT_DAY = { day: "numeric", month: "short", year: "numeric" };

/** A moment as programs tell it.
 * @param {number} moment
 */
export const isoOf = (moment) => new Date(moment).toISOString();

/** @param {string | number} when */
export function formatTime(when) {
  const isToday = inHall(when, SHORT_DAY) === inHall(hall.now(), SHORT_DAY);
  return inHall(when, isToday ? CLOCK : { ...CLOCK, day: "numeric", month: "short" });
}

/** @param {string | number} when */
export const formatMoment = (when) => inHall(when, { ...CLOCK, weekday: "long", day: "numeric", month: "long" });

/** A length of time in words: "45 seconds", "3 minutes", "1 hour, 5 minutes".
 * @param {number} seconds
 */
export function formatDuration(seconds) {
  /**
   * @param {any} value
   * @param {string} name
   */
  const unit = (value, name) =>
    new Intl.NumberFormat(state.lang, { style: "unit", unit: name, unitDisplay: "long" }).format(value);
  if (seconds < 60) return unit(Math.max(0, Math.round(seconds)), "second");
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return unit(minutes, "minute");
  const rest = minutes % 60;
  const hours = unit(Math.floor(minutes / 60), "hour");
  return rest === 0 ? hours : `${hours}, ${unit(rest, "minute")}`;
}

/** "3 minutes ago", for the mark of an old picture.
 * @param {string | number} when
 * @param {number} now
 */
export function formatAgo(when, now) {
  const seconds = Math.max(0, (now - (typeof when === "number" ? when : Date.parse(when))) / 1000);
  const format = new Intl.RelativeTimeFormat(state.lang, { numeric: "always" });
  if (seconds < 60) return format.format(-Math.round(seconds), "second");
  if (seconds < 3600) return format.format(-Math.round(seconds / 60), "minute");
  return format.format(-Math.round(seconds / 3600), "hour");
}
