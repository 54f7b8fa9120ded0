/** A rush: phones that joined and voted or posted as no hall does (the rule: crowds/rules/rushes.py). Staff decide.
 *
 *   <Rush app week />                        on every page of the console, as long as the session that it is at goes on
 *   <Rush app week gathering />              at the door of a session that is over: then it stands there only
 *   <SetAside app week people>list</SetAside>   who was set aside stands apart with the reason, and can be put back
 */
import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";
import { formatTime, t, tn } from "../../lib/i18n.js";
import { Button } from "../../ui/button.js";
import { useCommand, wordsOf } from "../../ui/command.js";
import { ConfirmInline } from "../../ui/confirm.js";
import { Icon } from "../../ui/icon.js";
import { Trouble } from "../../ui/page.js";
import { ReasonForm } from "../../ui/reason.js";
import { useOpen } from "../../ui/writing.js";
import { isOver } from "../../week/state.js";

const LOOK_MS = 10_000;
/** @param {Rush} rush */
const keyOf = (rush) => `${rush.people[0]}-${rush.people.at(-1)}`;
/** @param {Rush} rush */
const nameOf = (rush) => `rush-${keyOf(rush)}`;

/** Looks again and again, as long as somebody sees this page; `look` does so at once.
 * @param {ConsoleApp} app
 */
function useRushes(app) {
  const [rushes, setRushes] = useState(/** @type {any[]} */ ([]));
  const look = async () => {
    const answer = await app.client.api.get("/api/rushes");
    if (answer.ok) setRushes(answer.body.rushes);
  };
  useEffect(() => {
    look();
    const timer = setInterval(() => {
      if (document.visibilityState === "visible" && !app.client.ended.value) look();
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, []);
  return { rushes, look };
}

/**
 * @param {ConsoleApp} app
 * @param {SetAsideAct} act
 * @param {() => void} onDone
 */
async function putBack(app, act, onDone) {
  const answer = await app.client.commands.send("put_people_back", { set_aside: act });
  onDone();
  app.say({
    text: answer.ok ? tn("{n} phone counts again.", "{n} phones count again.", answer.result.people) : wordsOf(answer),
  });
}

/** When they came: a machine needs less than the minute that a clock shows.
 * @param {Rush} rush
 */
function when(rush) {
  const [from, until] = [formatTime(rush.from), formatTime(rush.until)];
  return from === until ? t("At {time}.", { time: from }) : t("From {from} to {until}.", { from, until });
}

/** Setting them aside, or leaving it so for all of the team.
 * @param {ConsoleApp} app
 * @param {Rush} rush
 * @param {() => void} onDone
 */
function useActs(app, rush, onDone) {
  const command = useCommand(app);
  const leave = async () => {
    const answer = await command.send("leave_rush", { people: rush.people });
    if (answer.ok) onDone();
  };
  /** @param {Answer} answer */
  const set = (answer) => {
    onDone();
    const act = answer.result.set_aside;
    const back = { label: t("Put them back"), act: () => putBack(app, act, onDone) };
    app.say({
      text: tn(
        "{n} phone was set aside. What it did counts nowhere now.",
        "{n} phones were set aside. What they did counts nowhere now.",
        answer.result.people,
      ),
      actions: [back],
    });
  };
  return { command, leave, set };
}

/** What it is, and what can be done: for who asked to read more.
 * @param {{ app: ConsoleApp, rush: Rush, onDone: () => void }} props
 */
function More({ app, rush, onDone }) {
  const { command, leave, set } = useActs(app, rush, onDone);
  const done = [
    ...(rush.votes > 0 ? [tn("{n} vote", "{n} votes", rush.votes)] : []),
    ...(rush.ideas > 0 ? [tn("{n} idea", "{n} ideas", rush.ideas)] : []),
  ].join(", ");
  return html`
    <p>
      ${t("They joined and voted or posted within seconds, as no hall does.")} ${when(rush)}${" "}
      ${t("Together: {done}.", { done: done || t("remarks") })}
    </p>
    <p class="small soft">
      ${t(
        "It may be one machine. Look around in the hall first: nothing happens by itself. Who is set aside counts nowhere, and you can put them back. If you leave it so, nobody of the team is asked again.",
      )}
    </p>
    <div class="note__actions">
      <${ReasonForm}
        app=${app}
        name=${nameOf(rush)}
        label=${t("Set them aside…")}
        ask=${t("Why?")}
        hint=${t("They read this when they press something, and it stands in the lists.")}
        type="set_people_aside"
        fields=${{ people: rush.people }}
        confirm=${t("Set them aside")}
        danger
        onDone=${set}
      />
      <${Button} kind="ghost" busy=${command.busy} onClick=${leave}>${t("Leave it so")}<//>
    </div>
    <${Trouble} text=${command.error} onClose=${command.clear} />
  `;
}

/** One line, so that the page stays what it is about.
 * @param {{ app: ConsoleApp, rush: Rush, onDone: () => void }} props
 */
function OneRush({ app, rush, onDone }) {
  const [open, setOpen] = useOpen(app.client, `reason:${nameOf(rush)}`);
  return html`<div class="note note--live rush">
    <${Icon} name="warning" />
    <div class="note__body">
      <div class="row row--apart">
        <p class="note__title">
          ${tn("{n} phone came in unusually fast.", "{n} phones came in unusually fast.", rush.people.length)}
        </p>
        <${Button} kind="ghost" aria-expanded=${String(open)} onClick=${() => setOpen(!open)}>
          ${open ? t("Fold") : t("Look at it")}
        <//>
      </div>
      ${open && html`<${More} app=${app} rush=${rush} onDone=${onDone} />`}
    </div>
  </div>`;
}

/** @param {{ app: ConsoleApp, week: WeekPicture | null, gathering?: Gathering }} props */
export function Rush({ app, week, gathering }) {
  const { rushes, look } = useRushes(app);
  const over = week?.charrette.state === "closed";
  /** @param {Rush} rush */
  const goesOn = (rush) =>
    !over && week?.gatherings.some((one) => rush.gatherings.includes(one.id) && !isOver(one)) === true;
  const shown = rushes.filter((rush) => (gathering ? rush.gatherings.includes(gathering.id) : goesOn(rush)));
  if (!week || shown.length === 0) return null;
  return html`<div class="stack" role="status">
    ${shown.map((rush) => html`<${OneRush} key=${keyOf(rush)} app=${app} rush=${rush} onDone=${look} />`)}
  </div>`;
}

/** @param {{ app: ConsoleApp, act: SetAsideAct }} props */
function OneAct({ app, act }) {
  const command = useCommand(app);
  const back = async () => {
    const answer = await command.send("put_people_back", { set_aside: act.id });
    if (answer.ok) app.say({ text: tn("{n} phone counts again.", "{n} phones count again.", answer.result.people) });
  };
  const question = tn(
    "Put {n} phone back? What it did counts again.",
    "Put {n} phones back? What they did counts again.",
    act.people,
  );
  return html`<li class="stack stack--small">
    <p>
      ${tn("{n} phone, set aside at {time}:", "{n} phones, set aside at {time}:", act.people, {
        time: formatTime(act.at),
      })}${" "}
      <span dir="auto">${act.reason}</span>
    </p>
    <div>
      <${ConfirmInline}
        label=${t("Put them back")}
        question=${question}
        confirmLabel=${t("Yes, put back")}
        icon="undo"
        onConfirm=${back}
      />
    </div>
    <${Trouble} text=${command.error} onClose=${command.clear} />
  </li>`;
}

/** @param {{ app: ConsoleApp, week: WeekPicture, count: number, children: Markup }} props */
export function SetAside({ app, week, count, children }) {
  if (week.set_asides.length === 0) return null;
  return html`<details class="more aside">
    <summary>
      ${tn(
        "{n} phone was set aside",
        "{n} phones were set aside",
        week.set_asides.reduce((sum, act) => sum + act.people, 0),
      )}
    </summary>
    <div class="more__body stack">
      <p class="soft">${t("They count nowhere, and neither do their votes, check-ins, ideas and remarks.")}</p>
      <ul class="stack">${week.set_asides.map((act) => html`<${OneAct} key=${act.id} app=${app} act=${act} />`)}</ul>
      ${count > 0 && children}
    </div>
  </details>`;
}
