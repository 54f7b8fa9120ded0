/** What a projector shows, small. */
import { html } from "htm/preact";
import { t } from "../../lib/i18n.js";
import { usePicture } from "../../ui/hooks.js";
import { viewWords } from "../words.js";

/** What stands on the wall, small: the kind of view and its own words. */
function lineOf(week, screen, idea) {
  if (screen.view === "idea") return idea?.text ?? (screen.idea ? "" : t("No idea chosen"));
  if (["board", "results"].includes(screen.view))
    return week?.boards.find((board) => board.id === screen.board)?.title ?? t("No board chosen");
  if (["round", "report"].includes(screen.view))
    return (
      (
        week?.rounds.find((round) => round.id === screen.round) ??
        week?.rounds.findLast((round) => round.gathering === screen.gathering)
      )?.title ?? t("No round yet")
    );
  if (screen.view === "black") return "";
  return week?.gatherings.find((gathering) => gathering.id === screen.gathering)?.title ?? "";
}

export function Preview({ app, week, screen }) {
  const { picture } = usePicture(app.client, screen.view === "idea" && screen.board ? `board:${screen.board}` : null);
  const idea = picture?.ideas.find((one) => one.id === screen.idea);
  return html`<div class=${`preview preview--${screen.view === "black" ? "black" : screen.theme}`}>
    <p class="preview__view">
      ${viewWords(screen.view)}
      ${PAGED.includes(screen.view) && screen.page > 1 ? ` · ${t("page {n}", { n: screen.page })}` : ""}
      ${screen.view === "idea" && idea ? ` · #${idea.number}` : ""}
    </p>
    <p class="preview__line" dir="auto">${lineOf(week, screen, idea)}</p>
  </div>`;
}

/** Views that may need more than one page. How many depends on the size of the picture, so only the projector knows. */
export const PAGED = ["board", "results", "round", "report"];
