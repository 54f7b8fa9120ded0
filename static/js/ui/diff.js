/** What changed between two texts, word by word. */
import { html } from "htm/preact";

/** @param {{ pieces: DiffPiece[] }} props */
export const Diff = ({ pieces }) => html`<p class="diff version__text">
  ${pieces.map(([op, text], at) =>
    op === "added" ? html`<ins key=${at}>${text}</ins>` : op === "removed" ? html`<del key=${at}>${text}</del>` : text,
  )}
</p>`;
