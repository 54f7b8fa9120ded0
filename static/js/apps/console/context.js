/** What all pages of the console share.
 *
 *   const app = createConsole(client)
 *     app.client, app.week (signal: picture of the week), app.place (signal), app.go(path), app.notice (signal)
 *     app.isOrganiser, app.base (where the exports are)
 *   app.say({text, actions: [{label, act}]})          one line at the bottom; stays until it is closed or replaced
 */
import { computed, signal } from "@preact/signals";
import { announceOwn } from "../../lib/a11y.js";
import { focusOf, placeOf } from "./place.js";
import { watchStore } from "./store.js";

/** @param {Client} client */
export function createConsole(client) {
  const { charrette, me } = client.boot;
  const followed = client.live.follow(client.boot.stream);
  const path = signal(location.pathname);
  const place = computed(() => placeOf(path.value));
  const notice = signal(/** @type {any} */ (null));
  const pane = signal("main");
  /**
   * @param {string} to
   * @param {{ keepPane?: boolean }} [options]
   */
  const go = (to, { keepPane = false } = {}) => {
    if (to !== location.pathname) history.pushState(null, "", to);
    path.value = to;
    if (!keepPane) pane.value = "main";
  };
  addEventListener("popstate", () => {
    path.value = location.pathname;
  });
  return {
    client,
    me,
    charrette,
    place,
    path,
    notice,
    pane,
    go,
    week: followed.picture,
    weekError: followed.error,
    focus: computed(() => focusOf(place.value, followed.picture.value)),
    isOrganiser: me?.role === "organiser",
    base: `/exports/${charrette?.slug}`,
    helpOpen: signal(false),
    chosenScreen: signal(/** @type {any} */ (null)),
    ...watchStore(client.live),
    selection: signal(new Set()),
    seeds: signal(/** @type {any} */ (null)),
    /** @param {any} message */
    say(message) {
      if (client.ended.value) return;
      notice.value = message;
      if (message) announceOwn(message.text);
    },
  };
}
