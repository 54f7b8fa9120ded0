/** The step that runs: its prompt very large, the clock, what comes next. And black, on purpose. */
import { html } from "htm/preact";
import { t } from "../lib/i18n.js";
import { Fit } from "../projector/projector/fit.js";
import { Frame } from "../projector/projector/frame.js";
import { Clamped } from "../projector/projector/title.js";
import { Timer } from "./card.js";

const PROMPT_SIZES = ["prompt--xl", "prompt--l", "prompt--m", "prompt--s"];

/** @param {{ scene: Scene, [more: string]: any }} props */
export function Step({ scene, ...around }) {
  const { place } = scene;
  const following = place.next && t("Next: {title}", { title: place.next.title });
  const next = following && html`<${Clamped} tag="p" class="screen__next" words=${following} lines=${2} />`;
  return html`<${Frame}
    ...${around}
    scene=${scene}
    title=${scene.title}
    eyebrow=${place.title}
    clock=${false}
    counts=${next}
  >
    <div class="step">
      <${Fit}
        key=${place.step?.id}
        class="prompt"
        sizes=${PROMPT_SIZES}
        stage=${around.stage}
        page=${scene.page}
        words=${scene.prompt}
      />
      <div class="step__clock">
        <${Timer} gathering=${place.gathering} step=${place.step} now=${around.client.tick.value} large />
      </div>
    </div>
  <//>`;
}

export const Black = () => html`<div class="screen screen--black">
  <main class="screen__main" id="main" tabindex="-1">
    <h1 class="visually-hidden">${t("The screen is black on purpose.")}</h1>
  </main>
</div>`;
