/** One idea on the board: chosen, hidden with one press, moved, shown, answered. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { t } from "../lib/i18n.js";
import { columnsOf } from "../state/board.js";
import {
  Button,
  Card,
  Chip,
  Choices,
  Dialog,
  DialogActions,
  Field,
  IconButton,
  Menu,
  Textarea,
} from "../views/index.js";
import { useCommand } from "./context.js";
import { useDraft } from "../screens/phone/follow.js";
import { showIdea } from "./keys.js";
import { Trouble } from "./parts.js";
import { fateWords, roleWords } from "./words.js";

const FATES = ["used", "partly", "parked", "not_used", "passed_on", "duplicate"];
const FATE_CHIP = {
  used: "good",
  partly: "good",
  parked: "waiting",
  not_used: "bad",
  passed_on: "given",
  duplicate: undefined,
};

/** Off every screen first; the reason can be said better afterwards, and the press can be undone. */
export async function hideNow(app, idea, send) {
  const answer = await send("hide_idea", { idea: idea.id, reason: t("Taken off the screen by the facilitator.") });
  if (!answer.ok) return;
  app.say({
    text: t("Idea {n} is off every screen.", { n: idea.number }),
    actions: [{ label: t("Show again"), act: () => send("show_idea", { idea: idea.id }) }],
  });
}

export function authorWords(idea) {
  if (idea.author)
    return [idea.author.name || t("no name"), idea.author.party_role && roleWords(idea.author.party_role)]
      .filter(Boolean)
      .join(", ");
  return idea.origin === "paper" ? t("from paper") : t("no name");
}

/** "Move to…": the twin of every drag. */
export function moveItems({ idea, list, picture, columns, moves }) {
  const at = list.findIndex((one) => one.id === idea.id);
  const loose = (column) =>
    columnsOf(picture, (one) => one.state === "visible").find((row) => row.column.id === column)?.ideas ?? [];
  const members = (group) =>
    picture.ideas
      .filter((one) => one.group === group && one.state === "visible")
      .sort((a, b) => a.position - b.position || a.number - b.number);
  const toColumn = (column) => {
    const to = loose(column.id);
    moves.place({ idea: idea.id, list: to, index: to.length, column: column.id, group: null });
  };
  const toGroup = (group) => {
    const to = members(group.id);
    moves.place({ idea: idea.id, list: to, index: to.length, column: group.column, group: group.id });
  };
  const step = (index) => moves.place({ idea: idea.id, list, index, column: idea.column, group: idea.group });
  return [
    { heading: t("Move to…") },
    ...(at > 0 ? [{ label: t("Up"), onSelect: () => step(at - 1) }] : []),
    ...(at >= 0 && at < list.length - 1 ? [{ label: t("Down"), onSelect: () => step(at + 1) }] : []),
    ...columns.map((column) => ({
      key: `c${column.id}`,
      label: column.title,
      current: idea.column === column.id && !idea.group,
      onSelect: () => toColumn(column),
    })),
    ...(picture.groups.length > 0 ? [{ heading: t("Into the group") }] : []),
    ...picture.groups.map((group) => ({
      key: `g${group.id}`,
      label: group.title,
      icon: "group",
      current: idea.group === group.id,
      onSelect: () => toGroup(group),
    })),
    ...(idea.group
      ? [{ label: t("Out of the group"), icon: "undo", onSelect: () => toColumn({ id: idea.column }) }]
      : []),
  ];
}

function Answer({ app, idea, picture, onClose }) {
  const [outcome, setOutcome] = useState(idea.fate ?? null);
  const [missed, setMissed] = useState(false);
  const [reason, setReason, forget] = useDraft(app.client, `fate:${idea.id}`, idea.fate_reason ?? "");
  const [other, setOther] = useState("");
  const command = useCommand(app);
  const save = async () => {
    setMissed(!outcome);
    if (!outcome) return;
    const twin = picture.ideas.find((one) => String(one.number) === other.replace("#", "").trim());
    const fields = {
      idea: idea.id,
      outcome,
      ...(reason.trim() ? { reason } : {}),
      ...(outcome === "duplicate" && twin ? { duplicate_of: twin.id } : {}),
    };
    const answer = await command.send("answer_idea", fields);
    if (!answer.ok) return;
    forget();
    onClose();
  };
  return html`<${Dialog} title=${t("What happened with idea {n}?", { n: idea.number })} open=${true} onClose=${onClose}>
    <div class="stack">
      <p class="note__kept" dir="auto">${idea.text}</p>
      <${Choices}
        name="fate"
        label=${t("Answer")}
        row
        options=${FATES.map((key) => [key, fateWords(key)])}
        value=${outcome}
        onChange=${setOutcome}
        error=${missed && !outcome ? t("Choose one of these.") : null}
      />
      ${outcome === "duplicate" && html`<${Field}
        name="duplicate-of"
        label=${t("Double of idea number")}
        value=${other}
        onInput=${setOther}
        inputmode="numeric"
        error=${command.field === "duplicate_of" ? command.error : null}
      />`}
      <${Textarea}
        name="fate-reason"
        label=${outcome === "not_used" ? t("Why not?") : t("What the author should know")}
        required=${outcome === "not_used"}
        value=${reason}
        onInput=${setReason}
        error=${command.field === "reason" ? command.error : null}
        hint=${t("The author reads this.")}
      />
      <${Trouble}
        text=${["reason", "duplicate_of"].includes(command.field) ? null : command.error}
        onClose=${command.clear}
      />
    </div>
    <${DialogActions}>
      <${Button} onClick=${onClose}>${t("Cancel")}<//>
      <${Button} kind="primary" busy=${command.busy} onClick=${save}>${t("Keep the answer")}<//>
    <//>
  <//>`;
}

export function IdeaCard({ app, idea, list, picture, columns, moves, pending }) {
  const command = useCommand(app);
  const [answering, setAnswering] = useState(false);
  const chosen = app.selection.value.has(idea.id);
  const choose = () => {
    const next = new Set(app.selection.value);
    if (!next.delete(idea.id)) next.add(idea.id);
    app.selection.value = next;
  };
  const onScreen = (app.week.value?.screens ?? []).some((screen) => screen.view === "idea" && screen.idea === idea.id);
  const items = [
    { label: t("Show alone on the screen"), icon: "screen", onSelect: () => showIdea(app, idea) },
    { label: t("Say what happened with it…"), icon: "check", onSelect: () => setAnswering(true) },
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
    ${idea.late && html`<${Chip} kind="waiting">${t("late")}<//>`}
    ${idea.fate && html`<${Chip} kind=${FATE_CHIP[idea.fate]}>${fateWords(idea.fate)}<//>`}
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
    ${answering && html`<${Answer} app=${app} idea=${idea} picture=${picture} onClose=${() => setAnswering(false)} />`}
  <//>`;
}
