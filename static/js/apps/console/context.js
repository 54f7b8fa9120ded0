/** What all pages of the console share.
 *
 *   const app = createConsole(client)
 *     app.client, app.week (signal: picture of the week), app.place (signal), app.go(path), app.notice (signal)
 *     app.isOrganiser, app.base (where the exports are), app.csrf
 *   useCommand(app) -> {send(type, fields) -> answer, error, clear, busy}    the refusal stays next to where it belongs
 *   app.say({text, actions: [{label, act}]})          one line at the bottom; stays until it is closed or replaced
 */
import { computed, signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { announceError, announceOwn } from "../lib/a11y.js";
import { t } from "../lib/i18n.js";
import { focusOf, placeOf } from "../state/console.js";
import { STORE_CODES, watchStore } from "./store.js";

export function createConsole(client) {
  const { charrette, me } = client.boot;
  const followed = client.live.follow(client.boot.stream);
  const path = signal(location.pathname);
  const place = computed(() => placeOf(path.value));
  const notice = signal(null);
  const pane = signal("main");
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
    chosenScreen: signal(null),
    ...watchStore(client.live),
    selection: signal(new Set()),
    seeds: signal(null),
    say(message) {
      if (client.ended.value) return;
      notice.value = message;
      if (message) announceOwn(message.text);
    },
  };
}

/** Words for a refusal; the server's own sentence when there is one. */
export function wordsOf(answer) {
  if (answer.message) return answer.message;
  return (
    {
      offline: t("No connection. Nothing was changed. Try again."),
      timeout: t("The server did not answer. Nothing is lost. Try again."),
      captive_portal: t("The wifi asks you to sign in first. Nothing was changed."),
    }[answer.error] ?? t("That did not work. Nothing was changed. Try again.")
  );
}

const QUIET = { error: null, field: null, busy: false };

/** What was refused because the store was in trouble is of yesterday when the store is well again. */
export function useCommand(app) {
  const [state, setState] = useState(QUIET);
  const here = useRef(true);
  const code = useRef(null);
  useEffect(
    () => () => {
      here.current = false;
    },
    [],
  );
  useEffect(
    () =>
      app.storeAgain.subscribe(() => {
        if (!STORE_CODES.has(code.current)) return;
        code.current = null;
        set(QUIET);
      }),
    [],
  );
  const set = (next) => {
    if (here.current) setState(next);
  };
  async function send(type, fields) {
    code.current = null;
    set({ error: null, field: null, busy: true });
    const answer = await app.client.commands.send(type, fields);
    const error = answer.ok ? null : wordsOf(answer);
    if (error) announceError(error);
    code.current = answer.ok ? null : answer.error;
    set({ error, field: answer.field ?? null, busy: false });
    return answer;
  }
  return { send, ...state, clear: () => set(QUIET) };
}
