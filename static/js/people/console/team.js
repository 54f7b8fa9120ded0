/** Who has access: people, projectors, and links that are out. For organisers; asked for while somebody looks. */
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { formatMoment, t } from "../../lib/i18n.js";
import { Button } from "../../ui/button.js";
import { Chip } from "../../ui/chip.js";
import { useCommand, wordsOf } from "../../ui/command.js";
import { ConfirmInline } from "../../ui/confirm.js";
import { Icon } from "../../ui/icon.js";
import { Trouble } from "../../ui/page.js";
import { useSteadyOrder } from "../../ui/steady.js";
import { wordOf } from "../../ui/words.js";

const AGAIN_MS = 10_000;

/** {team, error, load}: the newest answer; asked for again now and then, because a used link tells nobody.
 * @param {ConsoleApp} app
 */
export function useTeam(app) {
  const [held, setHeld] = useState(/** @type {{ team: any, error: string | null }} */ ({ team: null, error: null }));
  const load = useRef(async () => {});
  useEffect(() => {
    /** @type {any} */
    let timer = null;
    let stopped = false;
    load.current = async () => {
      clearTimeout(timer);
      const answer = await app.client.api.get("/api/team");
      if (stopped) return;
      setHeld((before) => (answer.ok ? { team: answer.body, error: null } : { ...before, error: wordsOf(answer) }));
      clearTimeout(timer);
      timer = setTimeout(load.current, AGAIN_MS);
    };
    load.current();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, []);
  return { ...held, load: () => load.current() };
}

/**
 * @param {{
 *   app: ConsoleApp, name: string | null, nameless?: string, chips?: Markup, facts: string, children: any,
 *   act: any, onDone: () => void,
 * }} props
 */
function Row({ app, name, nameless, chips, facts, children, act, onDone }) {
  const command = useCommand(app);
  const press = async () => {
    const answer = await command.send(act.type, act.fields);
    if (answer.ok) app.say({ text: act.done });
    onDone();
  };
  return html`<li class="team__one">
    <div class="team__who">
      <p>
        <span class=${name ? "person__name" : "soft"} dir="auto" translate=${!name}>
          ${name || nameless}
        </span>${" "}
        ${chips}
      </p>
      <p class="small soft">${facts}</p>
      ${children}
      <${Trouble} text=${command.error} onClose=${command.clear} />
    </div>
    ${act.label && html`<${ConfirmInline}
      label=${act.label}
      of=${name || nameless}
      question=${act.question}
      confirmLabel=${act.confirm}
      danger
      onConfirm=${press}
    />`}
  </li>`;
}

/** @param {{ app: ConsoleApp, person: any, onDone: () => void }} props */
function Member({ app, person, onDone }) {
  const nameless = t("No name yet · number {n}", { n: person.id });
  const name = person.name ?? nameless;
  const act = person.last_organiser
    ? {}
    : {
        type: "revoke_access",
        fields: { person: person.id },
        label: t("Take away access"),
        confirm: t("Yes, take it away"),
        question: person.you
          ? t("This is your own access. Without it you need a new link from another organiser. Take it away?")
          : t("Take away the access of {name}? Their console closes at once.", { name }),
        done: t("The access of {name} is taken away.", { name }),
      };
  const kind = person.role === "organiser" ? "given" : undefined;
  const chips = html`<${Chip} kind=${kind}>${wordOf("role", person.role)}<//>${" "}
  ${person.you && html`<${Chip} kind="good">${t("you")}<//>`}`;
  return html`<${Row}
    app=${app}
    name=${person.name}
    nameless=${nameless}
    chips=${chips}
    facts=${t("since {moment}", { moment: formatMoment(person.since) })}
    act=${act}
    onDone=${onDone}
  >
    ${person.last_organiser && html`<p class="small">
      ${t("The only organiser, so this access cannot be taken away.")}
    </p>`}
    ${person.you && !person.name && html`<p class="small"><a href="/me">${t("Fill in your name")}</a></p>`}
  <//>`;
}

/** @param {{ app: ConsoleApp, screen: any, onDone: () => void }} props */
function Projector({ app, screen, onDone }) {
  const name = screen.name || t("Projector {n}", { n: screen.id });
  const act = {
    type: "unpair_screen",
    fields: { screen: screen.id },
    label: t("Take away"),
    confirm: t("Yes, take away"),
    question: t("Take this projector away?"),
    done: t("{name} is taken away.", { name }),
  };
  return html`<${Row}
    app=${app}
    name=${name}
    facts=${t("since {moment}", { moment: formatMoment(screen.since) })}
    act=${act}
    onDone=${onDone}
  />`;
}

/** @param {{ app: ConsoleApp, link: any, onDone: () => void }} props */
function LinkOut({ app, link, onDone }) {
  const act = {
    type: "withdraw_invitation",
    fields: { invitation: link.id },
    label: t("Withdraw"),
    confirm: t("Yes, withdraw"),
    question: t("Withdraw this link? Nobody can use it any more."),
    done: t("The link is withdrawn."),
  };
  return html`<${Row}
    app=${app}
    name=${link.name}
    nameless=${link.at_start ? t("Printed by the server at its start") : t("Without a name")}
    chips=${html`<${Chip} kind="waiting">${wordOf("role", link.role)}<//>`}
    facts=${t("made on {made}, works until {until}", {
      made: formatMoment(link.made_at),
      until: formatMoment(link.expires_at),
    })}
    act=${act}
    onDone=${onDone}
  />`;
}

/** A row each; the newest link comes first, but not under a finger.
 * @param {{ title: string, hint?: string, list: any[], row: (one: any) => Markup, empty: any }} props
 */
function List({ title, hint, list, row, empty }) {
  const { rows, grip } = useSteadyOrder(list);
  return html`<section class="stack stack--small">
    <h2>${title}</h2>
    ${hint && html`<p class="soft">${hint}</p>`}
    ${rows.length === 0 ? html`<p>${empty}</p>` : html`<ul class="people team" ...${grip}>${rows.map(row)}</ul>`}
  </section>`;
}

/** The lists, with what the page puts between them: people first, then the way to add one, then what is out.
 * @param {{ app: ConsoleApp, team: any, error: string | null, load: () => void, children: any }} props
 */
export function Team({ app, team, error, load, children }) {
  if (!team)
    return error
      ? html`<div class="stack">
          <${Trouble} text=${error} />
          <div><${Button} onClick=${load}>${t("Try again")}<//></div>
        </div>`
      : html`<p class="soft">${t("One moment, the console is loading.")}</p>`;
  return html`
    ${error && html`<p class="note"><${Icon} name="offline" /><span class="note__body">${error}</span></p>`}
    <${List}
      title=${t("Team")}
      empty=${t("Nobody yet")}
      list=${team.people}
      row=${(/** @type {any} */ person) =>
        html`<${Member} key=${person.id} app=${app} person=${person} onDone=${load} />`}
    />
    ${children}
    <${List}
      title=${t("Links not used yet")}
      hint=${t("Who has such a link can still come in. The one that the server prints at its start works for an hour.")}
      empty=${t("None. All links were used, withdrawn or too old.")}
      list=${team.links}
      row=${(/** @type {any} */ link) => html`<${LinkOut} key=${link.id} app=${app} link=${link} onDone=${load} />`}
    />
    <${List}
      title=${t("Projectors")}
      empty=${t("No projector yet")}
      list=${team.screens}
      row=${(/** @type {any} */ screen) =>
        html`<${Projector} key=${screen.id} app=${app} screen=${screen} onDone=${load} />`}
    />
  `;
}
