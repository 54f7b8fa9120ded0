/** The way in: the pairing code of a new projector, and the large join screen of the room. */
import { html } from "htm/preact";
import { t, tn } from "../../lib/i18n.js";
import { LineMark, wayIn } from "./frame.js";
import { Clamped } from "./title.js";

/** The way in has no pages: a longer title stands whole beside the step. */
const TITLE_LINES = 3;

/** @param {{ scene: Scene, stage: Stage, client: Client, staysAwake: boolean }} props */
export function Pairing({ scene, stage, client, staysAwake }) {
  const address = `${String(client.boot.public_url ?? location.origin).replace(/^https?:\/\//, "")}/console`;
  return html`<div class="screen screen--pairing">
    <main class="screen__main screen__main--center" id="main" tabindex="-1">
      <h1 class="screen__title">${t("Type this code in the console, under Projectors.")}</h1>
      <p class="pairing__code" translate=${false}>${scene.code}</p>
      <p class="pairing__where" translate=${false}>${address}</p>
      ${!staysAwake && html`<p class="screen__help">${t("Switch sleep off on this computer.")}</p>`}
    </main>
    <footer class="screen__foot">
      <div class="screen__facts"><${LineMark} stage=${stage} client=${client} /></div>
    </footer>
  </div>`;
}

/** @param {{ scene: Scene, stage: Stage, client: Client, door: DoorCode | null }} props */
export function Join({ scene, stage, client, door }) {
  const { place } = scene;
  const way = wayIn(place, door, client.boot.public_url);
  const present = place.attendance?.present ?? 0;
  return html`<div class="screen screen--join">
    <main class="screen__main screen__main--center" id="main" tabindex="-1">
      <div class="join">
        <img class="join__qr" src=${way.image} alt=${t("QR code to join in")} />
        <div class="join__words">
          <${Clamped} tag="h1" class="screen__title" words=${place.title} lines=${TITLE_LINES} />
          <p class="join__what">${way.checksIn ? t("Scan to come in and check in") : t("Scan and join in")}</p>
          <p class="join__or">${t("Or go to")}</p>
          <p class="join__url" translate=${false}>${way.address}</p>
          <p class="join__or">${t("and type")}</p>
          <p class="join__code" translate=${false}>${way.code}</p>
        </div>
      </div>
    </main>
    <footer class="screen__foot">
      <div class="screen__facts">
        ${place.counts && place.doors && present > 0 && html`<p>
          ${tn("{n} person is here", "{n} people are here", present)}
        </p>`}
        <${LineMark} stage=${stage} client=${client} />
      </div>
    </footer>
  </div>`;
}
