/** The projector: gets its name, follows what it is told, draws one scene. */
import "@preact/signals";
import { effect } from "@preact/signals-core";
import { html } from "htm/preact";
import { Component, render } from "preact";
import { createDoor } from "../../attendance/projector.js";
import { Board, Idea, Results } from "../../boards/projector.js";
import { createApi } from "../../lib/api.js";
import { readBoot } from "../../lib/boot.js";
import { startClient } from "../../lib/client.js";
import { Report, Round } from "../../plan/projector.js";
import { Join, Pairing } from "../../projector/projector/join.js";
import { Black, Step } from "../../running/projector.js";
import { timerOf } from "../../running/state.js";
import { keepAwake } from "./awake.js";
import { createChime } from "./chime.js";
import { bindScreenKeys, Help, sound } from "./keys.js";
import { ownStream, startAnew } from "./pairing.js";
import { createStage } from "./stage.js";

const AGAIN_MS = 3000;
/** @type {{ [key: string]: any }} */
const VIEWS = {
  pairing: Pairing,
  join: Join,
  board: Board,
  idea: Idea,
  results: Results,
  step: Step,
  round: Round,
  report: Report,
  black: Black,
};
const SIGNED_OUT = new Set(["signed_out", "not_signed_in", "session_expired"]);

/** Draws the scene; should a view break on it, the last good one stays. */
class Wall extends Component {
  /** @type {Scene | null} */
  broken = null;
  /** @type {Scene | null} */
  good = null;

  /**
   * @param {unknown} error
   * @override
   */
  componentDidCatch(error) {
    console.warn("charrette: the view of before stays:", error);
    this.broken = this.props.scene;
    this.setState({});
  }

  /**
   * @param {{ scene: Scene, [more: string]: any }} parts
   * @override
   */
  render({ scene, ...around }) {
    const shown = this.broken === scene ? this.good : scene;
    if (!shown) return null;
    queueMicrotask(() => {
      if (this.broken !== shown) this.good = shown;
    });
    return html`<${VIEWS[shown.kind]} key=${shown.kind} scene=${shown} ...${around} />`;
  }
}

/** @param {{ stage: Stage, client: Client, door: any, awake: { held: Signal<boolean> } }} props */
function App({ stage, client, door, awake }) {
  const scene = stage.scene.value;
  const around = { stage, client, door: door.code.value, staysAwake: awake.held.value };
  return scene && html`<${Wall} scene=${scene} ...${around} /><${Help} staysAwake=${around.staysAwake} />`;
}

const KEPT = /^\/(static\/|i18n\/|qr\.svg)/;

/** What this page is made of and came from our server. */
function ownParts() {
  const addresses = performance.getEntriesByType("resource").map((entry) => new URL(entry.name));
  return [...new Set(addresses.filter((one) => one.origin === location.origin && KEPT.test(one.pathname)).map(String))];
}

/** @param {ServiceWorkerContainer} keeper */
const keeperAtWork = (keeper) =>
  new Promise((resolve) => {
    if (keeper.controller) resolve(true);
    else keeper.addEventListener("controllerchange", () => resolve(true), { once: true });
  });

/** The laptop keeps the page itself where the browser allows
 * it; on a first visit all of it came before its keeper did. */
async function keepPage() {
  const keeper = navigator.serviceWorker;
  if (!keeper) return;
  const isFirst = !keeper.controller;
  try {
    await keeper.register("/screen-worker.js", { scope: "/screen" });
    await keeperAtWork(keeper);
    const parts = isFirst ? ownParts() : [];
    await Promise.allSettled([
      fetch("/screen", { headers: { Accept: "text/html" } }),
      ...parts.map((one) => fetch(one)),
    ]);
  } catch (error) {
    console.info("charrette: this browser does not keep the page:", /** @type {Error} */ (error).message);
  }
}

/** @param {{ client: Client, stage: Stage, door: any, chime: any }} parts */
function attend({ client, stage, door, chime }) {
  effect(() => {
    const scene = stage.scene.value;
    if (!scene) return;
    document.documentElement.dataset.theme = scene.theme ?? "light";
    door.of((scene.place?.doors && scene.place.gathering?.id) || null);
  });
  effect(() => {
    const place = stage.scene.value?.place;
    chime.watch(place ? timerOf(place.gathering, place.step, client.tick.value)?.phase : null, sound.value);
  });
  effect(() => {
    const code = client.live.refused.value;
    if (SIGNED_OUT.has(code ?? "")) startAnew(client);
    else if (code)
      setTimeout(() => {
        client.live.stop();
        client.live.start();
      }, AGAIN_MS);
  });
}

/** Says on the page that waits why the server says no, such as that this browser keeps no cookies.
 * @param {string} sentence
 */
function onRefused(sentence) {
  document.querySelector("#main h1")?.replaceChildren(sentence);
}

/** Asks until the server knows us. A server that answers and still says no wants a fresh page. */
async function named() {
  const api = createApi({ as: "screen" });
  for (;;) {
    const stream = await ownStream({ boot: readBoot(), api, onRefused });
    if (stream) return stream;
    await new Promise((resolve) => {
      setTimeout(resolve, AGAIN_MS);
    });
    if ((await api.get("/healthz")).ok) location.reload();
  }
}

async function main() {
  const stream = await named();
  const client = await startClient({ as: "screen" });
  const stage = createStage({ client, stream });
  const door = createDoor(client);
  const chime = createChime();
  const awake = keepAwake({ navigator, document });
  await stage.start();
  attend({ client, stage, door, chime });
  bindScreenKeys(stage, chime);
  const app = /** @type {HTMLElement} */ (document.getElementById("app"));
  const undo = effect(() => {
    if (!stage.scene.value) return;
    app.replaceChildren();
    render(html`<${App} stage=${stage} client=${client} door=${door} awake=${awake} />`, app);
    queueMicrotask(() => undo());
  });
  keepPage();
}

main();
