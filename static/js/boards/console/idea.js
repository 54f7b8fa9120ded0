/** One idea on the board: chosen, hidden with one press, moved, shown, answered. */
import { html } from "htm/preact";
import { t } from "../../lib/i18n.js";
import { showIdea } from "../../projector/console/steer.js";
import { IconButton } from "../../ui/button.js";
import { Chip } from "../../ui/chip.js";
import { useCommand } from "../../ui/command.js";
import { Menu } from "../../ui/menu.js";
import { Trouble } from "../../ui/page.js";
import { Card } from "../card.js";
import { moveItems } from "./moves.js";
import { titleOf, toneOf, wordOf } from "../../ui/words.js";

/** Off every screen first; the reason can be said better afterwards, and the press can be undone. Where somebody else
 * hid it just before, their reason stays.
 * @param {ConsoleApp} app
 * @param {Idea} idea
 * @param {CommandState["send"]} send
 */
export async function hideNow(app, idea, send) {
  const reason = t("Taken off the screen by the facilitator.");
  const answer = await send("hide_idea", { idea: idea.id, reason, before: { reason: "" } });
  if (!answer.ok) return;
  app.say({
    text: t("Idea {n} is off every screen.", { n: idea.number }),
    actions: [{ label: t("Show again"), act: () => send("show_idea", { idea: idea.id }) }],
  });
}

/** @param {Idea} idea */
export function authorWords(idea) {
  if (idea.author)
    return [idea.author.name || t("no name"), idea.author.party_role && titleOf("party_role", idea.author.party_role)]
      .filter(Boolean)
      .join(", ");
  return idea.origin === "paper" ? t("from paper") : t("no name");
}

/**
 * @param {{
 *   app: ConsoleApp, idea: Idea, list: Idea[], picture: BoardPicture, columns: Column[], moves: Moves,
 *   pending: Set<number>, onAnswer: (idea: Idea) => void,
 * }} props
 */
export function IdeaCard({ app, idea, list, picture, columns, moves, pending, onAnswer }) {
  const command = useCommand(app);
  const chosen = app.selection.value.has(idea.id);
  const choose = () => {
    const next = new Set(app.selection.value);
    if (!next.delete(idea.id)) next.add(idea.id);
    app.selection.value = next;
  };
  const onScreen = (app.week.value?.screens ?? []).some((screen) => screen.view === "idea" && screen.idea === idea.id);
  const items = [
    { label: t("Show alone on the screen"), icon: "screen", onSelect: () => showIdea(app, idea) },
    { label: t("Say what happened with it…"), icon: "check", onSelect: () => onAnswer(idea) },
    ...moveItems({ idea, list, picture, columns, moves }),
  ];
  const actions = html`
    <${IconButton}
      icon="hide"
      kind="ghost"
      data-act="hide"
      label=${t("Hide idea {n}", { n: idea.number })}
      onClick=${() => hideNow(app, idea, command.send)}
    />
    <${Menu} label=${t("More for idea {n}", { n: idea.number })} items=${items} />
  `;
  const chips = html`
    ${idea.early && html`<${Chip} kind="waiting">${t("early")}<//>`}
    ${idea.late && html`<${Chip} kind="waiting">${t("late")}<//>`}
    ${idea.fate && html`<${Chip} kind=${toneOf("idea_fate", idea.fate)}>${wordOf("idea_fate", idea.fate)}<//>`}
  `;
  return html`<${Card}
    idea=${idea}
    live=${onScreen}
    selected=${chosen}
    actions=${actions}
    chips=${chips}
    foot=${html`<span class="card__author">${authorWords(idea)}</span>`}
    data-idea=${idea.id}
    aria-busy=${pending?.has(idea.id) ? "true" : undefined}
  >
    <label class="card__choose">
      <input type="checkbox" checked=${chosen} onChange=${choose} />
      <span class="visually-hidden">${t("Choose idea {n}", { n: idea.number })}</span>
    </label>
    <button type="button" hidden data-act="show" onClick=${() => showIdea(app, idea)}></button>
    <${Trouble} text=${command.error} onClose=${command.clear} />
  <//>`;
}
