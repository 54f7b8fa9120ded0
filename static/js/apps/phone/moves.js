/** What the phone does by itself while the session goes on and somebody walks through the views. */
import { useEffect, useRef, useState } from "preact/hooks";
import { announce, announceOwn, focusOn } from "../../lib/a11y.js";
import { sameScene, sceneOf } from "../../running/state.js";
import { moodOf } from "../../week/state.js";
import { savedWords } from "./words.js";

/** Whether these words are typed in a field of this scene: an idea or a change of one, a remark or what could be done
 * instead. Of a change it is kept beside it on which board its idea stands.
 * @param {{ key: string, chosen?: Record<string, any> }} draft
 * @param {any} scene
 */
export function isOf({ key, chosen }, scene) {
  if (!scene?.step) return false;
  const [kind, place, round] = key.split(":");
  if (scene.kind === "round") return ["remark", "alternative"].includes(kind) && round === String(scene.round);
  if (scene.board === null) return false;
  return String(kind === "edit" ? chosen?.board : kind === "idea" && place) === String(scene.board);
}

/** The words that stand unsent in a field of this scene: when each was typed last.
 * @param {Client} client
 * @param {any} scene
 */
function typedAt(client, scene) {
  return client.drafts
    .unsent()
    .filter((draft) => !draft.away && isOf(draft, scene))
    .map(({ at }) => at);
}

/** Draws anew when what was typed in this scene is sent or put away, and when somebody begins; not at each key press.
 * @param {Client} client
 * @param {any} scene
 * @param {number} count
 */
function useDrawnWhenSent(client, scene, count) {
  const [, draw] = useState(0);
  const drawn = useRef({ scene, count });
  drawn.current = { scene, count };
  useEffect(
    () =>
      client.drafts.watch("", () => {
        if (typedAt(client, drawn.current.scene).length !== drawn.current.count) draw((times) => times + 1);
      }),
    [client],
  );
}

/** The scene that is drawn: that of the session, unless somebody is in the middle of a text. Who went along is not,
 * until they type on (`gone`: their words wait).
 * @param {Client} client
 * @param {GatheringPicture | null} picture
 */
export function useScene(client, picture) {
  const wanted = picture ? sceneOf(picture) : null;
  const [shown, show] = useState(wanted);
  const [wentAt, went] = useState(0);
  const written = typedAt(client, shown);
  useDrawnWhenSent(client, shown, written.length);
  const typing = written.some((at) => at > wentAt);
  const moved = !sameScene(shown, wanted);
  const on = ["on", "break"].includes(moodOf(picture?.gathering));
  useEffect(() => went(0), [on]);
  useEffect(() => {
    if (wanted && moved && !typing) show(wanted);
  });
  const current = moved && !typing ? wanted : shown;
  return {
    scene: current && wanted && sameScene(current, wanted) ? wanted : current,
    held: typing && (moved || !on),
    gone: written.length > 0 && !typing,
    typing,
    go: () => {
      show(wanted);
      went(Math.max(0, ...written));
    },
  };
}

/** Says aloud what the server has, when it has it.
 * @param {{ outbox: Outbox }} parts
 */
export function useSavedWords({ outbox }) {
  useEffect(
    () =>
      outbox.onSaved((entry) => {
        const words = outbox.awaited(entry.id) ? null : savedWords(entry.type);
        if (words) announceOwn(words);
      }),
    [],
  );
}

/** True from the server's goodbye until the line is back.
 * @param {Client} client
 */
export function useStopping(client) {
  const [stopping, setStopping] = useState(false);
  useEffect(() => {
    client.line.on("server_stop", () => setStopping(true));
    const up = () => setStopping(false);
    client.line.onUp(up);
  }, [client]);
  return stopping;
}

/** Somebody went to another view: the focus goes to its heading, as soon as that is there.
 * @param {any} route
 */
export function useFocusOnView(route) {
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return undefined;
    }
    const main = /** @type {HTMLElement} */ (document.getElementById("main"));
    const arrive = () => {
      const heading = main.querySelector("h1:not(.visually-hidden)");
      if (heading) focusOn(heading, { preventScroll: true });
      return Boolean(heading);
    };
    scrollTo({ top: 0 });
    if (arrive()) return undefined;
    focusOn(main, { preventScroll: true });
    const watching = new MutationObserver(() => {
      const elsewhere = document.activeElement !== main && document.activeElement !== document.body;
      if (elsewhere || arrive()) watching.disconnect();
    });
    watching.observe(main, { childList: true, subtree: true });
    return () => watching.disconnect();
  }, [route.view, route.id]);
}

/** The session went on and this phone went along: begin at the top, and say what is asked now.
 * @param {any} scene
 * @param {any} shown
 */
export function useNewScene(scene, shown) {
  const before = useRef(/** @type {any} */ (undefined));
  useEffect(() => {
    const step = scene?.step?.id ?? null;
    if (before.current !== undefined && before.current !== step && shown) {
      scrollTo({ top: 0 });
      if (scene?.step) announce(scene.step.prompt || scene.step.title, { topic: "step" });
    }
    before.current = step;
  }, [scene?.step?.id, shown]);
}
