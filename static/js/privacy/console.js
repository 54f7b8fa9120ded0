/** Removing somebody who asks for it, a walk-in too. For organisers; says first what goes and what stays. */
import { html } from "htm/preact";
import { t } from "../lib/i18n.js";
import { Button } from "../ui/button.js";
import { useCommand } from "../ui/command.js";
import { Dialog, DialogActions } from "../ui/dialog.js";
import { Trouble } from "../ui/page.js";

/** @param {{ app: ConsoleApp, person: Person, name: string, onClose: () => void }} props */
export function RemoveDialog({ app, person, name, onClose }) {
  const command = useCommand(app);
  const remove = async () => {
    const answer = await command.send("erase_person", { person: person.id });
    if (!answer.ok) return;
    onClose();
    app.say({ text: t("Removed. What they wrote stays, without a name.") });
  };
  return html`<${Dialog} title=${t("Remove {name}?", { name })} open=${true} onClose=${onClose}>
    <div class="stack stack--small">
      <p>${t("Do this when they ask for it. It cannot be undone.")}</p>
      <dl class="facts">
        <dt>${t("Goes")}</dt>
        <dd>${t("Name, role and area, their phone, and their access. Also from the copies on this computer.")}</dd>
        <dt>${t("Stays")}</dt>
        <dd>${t("Their notes and remarks, without a name. Votes and counts stay as they are.")}</dd>
      </dl>
      <p class="small soft">${t("Does a note itself say who they are? Hide that note on the board.")}</p>
    </div>
    <${Trouble} text=${command.error} onClose=${command.clear} />
    <${DialogActions}>
      <${Button} kind="ghost" onClick=${onClose}>${t("Cancel")}<//>
      <${Button} kind="danger-fill" busy=${command.busy} onClick=${remove}>${t("Yes, remove")}<//>
    <//>
  <//>`;
}
