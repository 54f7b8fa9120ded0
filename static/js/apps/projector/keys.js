/** Keys on the projector itself: for a presenter's clicker, or when the console is far away.
 *
 * They change this picture only, and the next word from the console ends what they did. `?` shows them.
 */
import { signal } from "@preact/signals-core";
import { html } from "htm/preact";
import { t } from "../../lib/i18n.js";
import { bindKeys } from "../../lib/shortcuts.js";

export const help = signal(false);
export const sound = signal(false);

/**
 * @param {Stage} stage
 * @param {any} chime
 */
export function bindScreenKeys(stage, chime) {
  const next = () => stage.turn(1);
  const previous = () => stage.turn(-1);
  const black = () => stage.black();
  const fullscreen = () =>
    (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen?.())?.catch(
      () => {},
    );
  const toggleSound = () => {
    sound.value = !sound.value;
    if (sound.value) chime.play();
  };
  const escape = () => (help.value ? (help.value = false) : stage.back());
  return bindKeys({
    ArrowRight: next,
    PageDown: next,
    " ": next,
    ArrowLeft: previous,
    PageUp: previous,
    b: black,
    ".": black,
    f: fullscreen,
    s: toggleSound,
    Escape: escape,
    "?": () => {
      help.value = !help.value;
    },
  });
}

/** @param {{ staysAwake: boolean }} props */
export function Help({ staysAwake }) {
  if (!help.value) return null;
  const rows = [
    ["→  PageDown", t("next page")],
    ["←  PageUp", t("previous page")],
    ["B  .", t("black, and back")],
    ["Esc", t("back to what the console shows")],
    ["F", t("full screen")],
    ["S", sound.value ? t("sound off (now on)") : t("soft sound when time is up (now off)")],
    ["?", t("hide this list")],
  ];
  return html`<section class="help" aria-label=${t("Keys")}>
    <h2 class="help__title">${t("Keys on this screen")}</h2>
    <dl class="help__list">
      ${rows.map(([key, words]) => html`<dt key=${key}><kbd>${key}</kbd></dt><dd>${words}</dd>`)}
    </dl>
    <p>${staysAwake ? t("This computer stays awake by itself.") : t("Switch sleep off on this computer.")}</p>
  </section>`;
}
