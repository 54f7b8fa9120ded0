/** Team and access: sign-in links for facilitators, organisers and projectors (each works once), and who has access. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { t } from "../../lib/i18n.js";
import { Button } from "../../ui/button.js";
import { useCommand } from "../../ui/command.js";
import { Choices } from "../../ui/field.js";
import { Icon } from "../../ui/icon.js";
import { useChoice } from "../../ui/hooks.js";
import { PageTitle, Trouble } from "../../ui/page.js";
import { Team, useTeam } from "./team.js";
import { wordOf } from "../../ui/words.js";
import { useWords, Writing } from "../../ui/writing.js";
import { isAlike } from "../../spine/alike.js";
import { hasText } from "../../spine/texts.js";

/** @param {{ made: any }} props */
function Link({ made }) {
  const [copied, setCopied] = useState(false);
  /** @param {any} event */
  const copy = async (event) => {
    const field = event.currentTarget.closest(".panel").querySelector("input");
    field.select();
    try {
      await navigator.clipboard.writeText(made.url);
      setCopied(true);
    } catch {
      setCopied(false);
    }
  };
  return html`<section class="panel panel--given stack">
    <h2>${t("The link for a {role}", { role: made.words })}</h2>
    <p>${t("It works once, for seven days. Send it to one person. You see it only now.")}</p>
    <label class="field">
      <span class="field__label">${t("Link")}</span>
      <input
        class="input"
        readonly
        value=${made.url}
        onFocus=${(/** @type {any} */ event) => event.currentTarget.select()}
      />
    </label>
    <div><${Button} icon="copy" onClick=${copy}>${copied ? t("Copied") : t("Copy")}<//></div>
  </section>`;
}

/** Who bears such a name already: perhaps no link is needed.
 * @param {{ name: string, team: any }} props
 */
function Known({ name, team }) {
  /** @param {any} one */
  const same = (one) => isAlike(one.name, name);
  const people = (team?.people ?? []).filter(same);
  const links = (team?.links ?? []).filter(same);
  if (people.length + links.length === 0) return null;
  return html`<div class="note" role="status">
    <${Icon} name="info" />
    <div class="note__body">
      <p class="note__title">${t("Is it one of these?")}</p>
      <ul>
        ${people.map(
          (/** @type {any} */ one) => html`<li key=${`person-${one.id}`}>
            <bdi>${one.name}</bdi> ${t("has access already: {role}", { role: wordOf("role", one.role) })}
          </li>`,
        )}
        ${links.map(
          (/** @type {any} */ one) => html`<li key=${`link-${one.id}`}>
            <bdi>${one.name}</bdi> ${t("has a link that was not used yet: {role}", { role: wordOf("role", one.role) })}
          </li>`,
        )}
      </ul>
    </div>
  </div>`;
}

/** @param {{ app: ConsoleApp, team: any, onMade: () => void }} props */
function MakeLink({ app, team, onMade }) {
  const [role, setRole] = useChoice(app.client, "invite:name", "role", "facilitator");
  const name = useWords(app.client, "invite:name");
  const [made, setMade] = useState(/** @type {any} */ (null));
  const command = useCommand(app);
  const roles = ["facilitator", "organiser", "screen"].map((key) => [key, wordOf("role", key)]);
  /** @param {any} event */
  const make = async (event) => {
    event.preventDefault();
    const answer = await command.send("invite", { role, ...(hasText(name.text) ? { name: name.text } : {}) });
    if (!answer.ok) return;
    setMade({ url: answer.result.url, words: wordOf("role", role) });
    name.settle();
    onMade();
  };
  return html`
    <form noValidate class="panel stack" onSubmit=${make}>
      <h2>${t("Give somebody access")}</h2>
      <p>${t("Participants need no link: they scan the code. A facilitator, an organiser or a projector gets one.")}</p>
      <${Choices} name="invite-role" label=${t("For whom?")} row options=${roles} value=${role} onChange=${setRole} />
      <${Writing}
        draft=${name}
        name="invite-name"
        label=${role === "screen" ? t("Name of the place") : t("Name")}
        required=${false}
        hint=${t("Then you see here whose link it is.")}
        error=${command.field === "name" ? command.error : null}
      />
      ${role !== "screen" && html`<${Known} name=${name.text} team=${team} />`}
      <${Trouble} text=${command.field === "name" ? null : command.error} onClose=${command.clear} />
      <div><${Button} type="submit" kind="primary" busy=${command.busy}>${t("Make a link")}<//></div>
    </form>
    ${made && html`<${Link} key=${made.url} made=${made} />`}
  `;
}

/** @param {{ app: ConsoleApp }} props */
function OrganisersPage({ app }) {
  const { team, error, load } = useTeam(app);
  return html`
    <${PageTitle} app=${app}>${t("Team and access")}<//>
    <${Team} app=${app} team=${team} error=${error} load=${load}>
      <${MakeLink} app=${app} team=${team} onMade=${load} />
    <//>
  `;
}

/** @param {{ app: ConsoleApp }} props */
export function Access({ app }) {
  if (app.isOrganiser) return html`<${OrganisersPage} app=${app} />`;
  return html`<${PageTitle} app=${app}>${t("Team and access")}<//><p>${t("Only an organiser can see this.")}</p>`;
}
