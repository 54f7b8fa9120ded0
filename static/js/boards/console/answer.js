/** What happened with an idea: the author reads it. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { t } from "../../lib/i18n.js";
import { Button } from "../../ui/button.js";
import { useCommand } from "../../ui/command.js";
import { Dialog, DialogActions } from "../../ui/dialog.js";
import { Choices, Field, Textarea } from "../../ui/field.js";
import { useDraft } from "../../ui/hooks.js";
import { Trouble } from "../../ui/page.js";
import { fateWords } from "../words.js";

const FATES = ["used", "partly", "parked", "not_used", "passed_on", "duplicate"];

export function Answer({ app, idea, picture, onClose }) {
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
