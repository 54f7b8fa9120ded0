/** What can be done with chosen ideas: group them under a title, make a design item or an agenda topic of them. */
import { html } from "htm/preact";
import { t, tn } from "../../lib/i18n.js";
import { Button } from "../../ui/button.js";
import { useCommand } from "../../ui/command.js";
import { useUnsent, useWords, Writing } from "../../ui/writing.js";

/** Under what the title of a group to be is kept while it is typed.
 * @param {BoardPicture} picture
 */
const titleKey = ({ board }) => `group:${board.id}`;

/** Stays as long as a title stands in it, also when others take the ideas away.
 * @param {{ app: ConsoleApp, picture: BoardPicture }} props
 */
export function SelectionBar({ app, picture }) {
  const typing = useUnsent(app, titleKey(picture));
  const chosen = picture.ideas.filter((idea) => app.selection.value.has(idea.id) && idea.state === "visible");
  if (chosen.length === 0 && !typing) return null;
  return html`<${Chosen} app=${app} picture=${picture} chosen=${chosen} />`;
}

/** @param {{ app: ConsoleApp, picture: BoardPicture, chosen: Idea[] }} props */
function Chosen({ app, picture, chosen }) {
  const title = useWords(app.client, titleKey(picture));
  const command = useCommand(app);
  const clear = () => {
    app.selection.value = new Set();
  };
  /** @param {any} event */
  const group = async (event) => {
    event.preventDefault();
    const answer = await command.send("group_ideas", {
      board: picture.board.id,
      ideas: chosen.map((idea) => idea.id),
      title: title.text,
    });
    if (!answer.ok) return;
    title.settle();
    clear();
    const { group: made, left_out: gone = [], were_in: back = [], stood_in: columns = [] } = answer.result;
    app.say({
      text:
        gone.length > 0
          ? t("The group stands on the board. Taken back just now, so not in it: {numbers}.", {
              numbers: gone.map((/** @type {number} */ number) => `#${number}`).join(" "),
            })
          : t("The group stands on the board."),
      actions: [{ label: t("Undo"), act: () => command.send("dissolve_group", { group: made, back, columns }) }],
    });
  };
  /** @param {string} to */
  const take = (to) => () => {
    app.seeds.value = chosen.map(({ id, number, text }) => ({ id, number, text }));
    app.go(to);
  };
  return html`<section class="selection" aria-label=${t("Chosen ideas")}>
    <p class="selection__count">
      <strong>${tn("{n} idea chosen", "{n} ideas chosen", chosen.length)}</strong>${" "}
      <span class="soft number">${chosen.map((idea) => `#${idea.number}`).join(" ")}</span>
    </p>
    <form noValidate class="selection__form" onSubmit=${group}>
      <${Writing}
        draft=${title}
        name="group-title"
        label=${t("Title of the group")}
        error=${command.error}
        gone=${chosen.length === 0 && t("No ideas are chosen now. Choose some, or put the title away.")}
      />
      <${Button} type="submit" kind="primary" icon="group" busy=${command.busy} disabled=${chosen.length === 0}>
        ${t("Group")}
      <//>
    </form>
    ${chosen.length > 0 && html`<div class="row">
      <${Button} icon="edit" onClick=${take("/console/items/new")}>${t("Make a design item")}<//>
      ${app.isOrganiser && html`<${Button} icon="list" onClick=${take("/console/agendas")}>${t("To an agenda")}<//>`}
      <${Button} kind="ghost" onClick=${clear}>${t("Choose none")}<//>
    </div>`}
  </section>`;
}
