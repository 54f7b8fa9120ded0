/** A red banner as long as the server cannot save: what is wrong, that phones keep what is written, and what to do.
 *
 *   const {storeTrouble, storeAgain} = watchStore(live)
 *       storeTrouble   signal: a code of the store, or null. The server says it again every few seconds while it lasts,
 *                      so a new line to the server begins without
 *       storeAgain     signal: how often the store was well again after trouble; what was said of the trouble goes then
 */
import { signal } from "@preact/signals";
import { html } from "htm/preact";
import { announceError, announceOwn } from "../../lib/a11y.js";
import { t } from "../../lib/i18n.js";
import { Icon } from "../../ui/icon.js";

/** @param {Live} live */
export function watchStore(live) {
  const storeTrouble = signal(/** @type {any} */ (null));
  const storeAgain = signal(0);
  live.on("store", (message) => {
    const before = storeTrouble.value;
    storeTrouble.value = message?.trouble ?? null;
    if (!before || storeTrouble.value) return;
    storeAgain.value += 1;
    announceError("");
    announceOwn(t("The server saves again."));
  });
  live.onUp(() => {
    storeTrouble.value = null;
  });
  return { storeTrouble, storeAgain };
}

/** @type {{ [key: string]: any }} */
const WORDS = {
  storage_full: () => [
    t("The disk of the server is full."),
    t("Make room on the computer of the server: empty the bin, or move large files away."),
  ],
  store_gone: () => [
    t("The server has lost its database."),
    t("Stop the server with Ctrl-C, type what the last line in its window says, and start it again."),
  ],
  store_read_only: () => [
    t("The server may not write to its disk."),
    t("Look at the computer of the server: is the disk locked or broken? Then start the server again."),
  ],
  store_busy: () => [
    t("The database does not answer."),
    t("Another program may hold it: close database browsers, and wait for copies that are being made."),
  ],
};

/** @param {{ app: ConsoleApp }} props */
export function StoreBanner({ app }) {
  const code = app.storeTrouble.value;
  const [what, todo] = code ? (WORDS[code] ?? WORDS.store_busy)() : [];
  return html`<div class="console__trouble" role="alert">
    ${code && html`<div class="note note--error">
      <${Icon} name="warning" />
      <div class="note__body">
        <p class="note__title">${what}</p>
        <p>${t("New things are not saved now. Phones keep what people write and send it by themselves.")} ${todo}</p>
      </div>
    </div>`}
  </div>`;
}
