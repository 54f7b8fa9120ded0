/** What stands around every view: the title and the clock above, the page and the way in below.
 *
 *   <Frame scene stage client door title eyebrow clock center counts=node>…</Frame>
 *   <LineMark stage client />    quiet words while the line is down;  <Corner place door client />  the small QR
 *   wayIn(place, door, publicUrl) -> {image, address, code, checksIn}
 */
import { html } from "htm/preact";
import { useLayoutEffect } from "preact/hooks";
import { formatAgo, formatNumber, t } from "../../lib/i18n.js";
import { Timer } from "../../running/card.js";
import { Clamped, LongTitles, useLongTitles } from "./title.js";

/** So many lines stand above the picture; a title that is longer has a page of its own. */
const TITLE_LINES = 3;
const EYEBROW_LINES = 2;

/** A line that is back within this time is not worth a word. */
const WORTH_A_WORD_MS = 2000;
const MINUTE_MS = 60_000;

/**
 * @param {ScenePlace} place
 * @param {DoorCode | null} door
 * @param {string | null | undefined} publicUrl
 */
export function wayIn(place, door, publicUrl) {
  const address = String(publicUrl ?? location.origin).replace(/^https?:\/\//, "");
  const checksIn = Boolean(place.doors && door && door.gathering === place.gathering?.id);
  return {
    image: checksIn && door ? door.image : `/qr.svg?to=${encodeURIComponent(`/j/${place.code}`)}`,
    address,
    code: place.code,
    checksIn,
  };
}

/** @param {{ stage: Stage, client: Client }} props */
export function LineMark({ stage, client }) {
  const since = stage.lost.value;
  void client.tick.value;
  const age = since === null ? 0 : Date.now() - since;
  if (since === null || age < WORTH_A_WORD_MS) return null;
  const words =
    age < MINUTE_MS
      ? t("reconnecting, updated less than a minute ago")
      : t("reconnecting, updated {ago}", { ago: formatAgo(since, Date.now()) });
  return html`<p class="screen__mark"><span aria-hidden="true" class="screen__dot"></span>${words}</p>`;
}

/** @param {{ place: ScenePlace, door: DoorCode | null, client: Client }} props */
export function Corner({ place, door, client }) {
  if (!place.code || place.over) return null;
  const way = wayIn(place, door, client.boot.public_url);
  return html`<div class="corner">
    <p class="corner__words">
      ${way.checksIn ? t("Come in and check in") : t("Join in")}
      <br />
      <span class="corner__address" dir="ltr" translate=${false}>${way.address}</span>
      <br />
      <span class="corner__code" translate=${false}>${way.code}</span>
    </p>
    <img class="corner__qr" src=${way.image} alt=${t("QR code to join in")} />
  </div>`;
}

/** @param {{ stage: Stage }} props */
function Paging({ stage }) {
  const paging = stage.paging.value;
  if (!paging || paging.pages < 2) return null;
  return html`<p class="screen__paging">
    ${t("Page {page} of {pages}", { page: formatNumber(paging.page), pages: formatNumber(paging.pages) })}
  </p>`;
}

/**
 * @param {{
 *   scene: Scene, stage: Stage, client: Client, door: DoorCode | null, title: string,
 *   eyebrow?: string | null, clock?: boolean, center?: boolean, counts: Markup, paged?: boolean, children: Markup,
 * }} props
 */
export function Frame({
  scene,
  stage,
  client,
  door,
  title,
  eyebrow,
  clock = true,
  center = false,
  counts,
  paged = true,
  children,
}) {
  const { place } = scene;
  const [long, noting] = useLongTitles();
  const { Provider } = LongTitles;
  useLayoutEffect(() => {
    if (!paged) stage.pages({ page: 1, pages: 1, asked: scene.page });
  });
  return html`<div class=${`screen screen--${scene.kind}`}>
    <header class="screen__head">
      <div class="screen__titles">
        ${eyebrow && html`<${Clamped}
          tag="p"
          class="screen__eyebrow"
          words=${eyebrow}
          lines=${EYEBROW_LINES}
          onCut=${noting("eyebrow")}
        />`}
        <${Clamped} tag="h1" class="screen__title" words=${title} lines=${TITLE_LINES} onCut=${noting("title")} />
      </div>
      ${clock && place.step && html`<${Timer}
        gathering=${place.gathering}
        step=${place.step}
        now=${client.tick.value}
      />`}
    </header>
    <main class=${`screen__main${center ? " screen__main--center" : ""}`} id="main" tabindex="-1">
      <${Provider} value=${long}>${children}<//>
    </main>
    <footer class="screen__foot">
      <div class="screen__facts">
        ${counts}
        ${paged && html`<${Paging} stage=${stage} />`}
        <${LineMark} stage=${stage} client=${client} />
      </div>
      <${Corner} place=${place} door=${door} client=${client} />
    </footer>
  </div>`;
}
