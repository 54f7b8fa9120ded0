/** What all pages of the console share.
 *
 *   const app = createConsole(client)
 *     app.client, app.week (signal: picture of the week and of what its team sees), app.streamOf("plan") -> its name
 *     app.place (signal), app.go(path), app.notice (signal)
 *     app.going -> going through the steps (running/console/going.js)
 *     app.isOrganiser, app.base (where the exports are)
 *   app.say({text, actions: [{label, act}]})          one line at the bottom; stays until it is closed or replaced
 */
import { computed, signal } from "@preact/signals";
import { announceOwn } from "../../lib/a11y.js";
import { createGoing } from "../../running/console/going.js";
import { focusOf, placeOf } from "./place.js";
import { watchStore } from "./store.js";
import { together } from "./streams.js";
import { aboutDraft } from "./unsent.js";

/** The ideas that a design item or a topic is to be made of, with their words; kept, as a page may be loaded anew. */
const SEEDS = "choice:seeds";

/** @param {Drafts} drafts */
function seedsIn(drafts) {
  try {
    return JSON.parse(drafts.get(SEEDS) || "null");
  } catch {
    return null;
  }
}

/** @param {Client} client */
export function createConsole(client) {
  const { charrette, me } = client.boot;
  /** @param {string} kind */
  const streamOf = (kind) => `${kind}:${charrette?.id}`;
  const followed = client.live.follow(client.boot.stream);
  const team = client.live.follow(streamOf("team"));
  const week = computed(() => together([followed.picture.value, team.picture.value]));
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
  client.drafts.about = aboutDraft({ client, path });
  const seeds = signal(seedsIn(client.drafts));
  seeds.subscribe((chosen) => client.drafts.set(SEEDS, chosen ? JSON.stringify(chosen) : ""));
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
    week,
    weekError: computed(() => followed.error.value ?? team.error.value),
    streamOf,
    focus: computed(() => focusOf(place.value, week.value)),
    isOrganiser: me?.role === "organiser",
    base: `/exports/${charrette?.slug}`,
    helpOpen: signal(false),
    chosenScreen: signal(/** @type {any} */ (null)),
    ...watchStore(client.live),
    selection: signal(new Set()),
    going: createGoing(),
    seeds,
    /** @param {any} message */
    say(message) {
      if (client.ended.value) return;
      notice.value = message;
      if (message) announceOwn(message.text);
    },
  };
}
