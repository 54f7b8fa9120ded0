/** A crowd at the door: the word that people are held up there, and who came in and did nothing since.
 *
 *   <Crowd app week />                 on every page of the console, as long as people are held up
 *   useIdle(app, people) -> Set        the ids of those of the session's list who did nothing
 *   <Idle app count>list</Idle>        they stand apart, folded, and are removed at once
 */
import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";
import { t, tn } from "../../lib/i18n.js";
import { Button } from "../../ui/button.js";
import { useCommand } from "../../ui/command.js";
import { ConfirmInline } from "../../ui/confirm.js";
import { Icon } from "../../ui/icon.js";
import { Trouble } from "../../ui/page.js";

/** @param {{ app: ConsoleApp, week: WeekPicture }} props */
export function Crowd({ app, week }) {
  const command = useCommand(app);
  const [closed, setClosed] = useState(/** @type {any} */ (null));
  const entrance = week?.entrance;
  if (!entrance?.crowded || closed === entrance.let_in) return null;
  const press = async () => {
    const answer = await command.send("let_more_in", {});
    if (answer.ok) app.say({ text: t("The door is open for a full hall again.") });
  };
  return html`<div class="note note--live crowd" role="status">
    <${Icon} name="door" />
    <div class="note__body">
      <p>
        ${t(
          "People cannot come in: more than 1,500 phones joined from one network in a short time. Now one a second comes in.",
        )}
      </p>
      <p class="small">
        ${t(
          "Is it your hall? Let more in. Is nobody waiting at the door? Then leave it so: somebody is playing with the code.",
        )}
      </p>
      <div class="note__actions">
        <${Button} kind="primary" busy=${command.busy} onClick=${press}>${t("Let more people in")}<//>
        <${Button} kind="ghost" onClick=${() => setClosed(entrance.let_in)}>${t("Leave it so")}<//>
      </div>
      <${Trouble} text=${command.error} onClose=${command.clear} />
    </div>
  </div>`;
}

/** Who did nothing since they joined: asked when the list is opened and whenever it grows or shrinks.
 * @param {ConsoleApp} app
 * @param {Person[]} people
 */
export function useIdle(app, people) {
  const [ids, setIds] = useState(/** @type {Set<number>} */ (new Set()));
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    let here = true;
    const timer = setTimeout(
      async () => {
        const answer = await app.client.api.get("/api/idle-people");
        if (here && answer.ok) setIds(new Set(answer.body.people));
      },
      asked === 0 ? 0 : 500,
    );
    setAsked(asked + 1);
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [people?.length]);
  return ids;
}

/** @param {{ app: ConsoleApp, count: number, children: Markup }} props */
export function Idle({ app, count, children }) {
  const command = useCommand(app);
  if (count === 0) return null;
  const remove = async () => {
    const answer = await command.send("remove_idle_people", {});
    if (answer.ok)
      app.say({
        text: tn(
          "{n} person was removed. Who comes back simply joins again.",
          "{n} people were removed. Who comes back simply joins again.",
          answer.result.removed,
        ),
      });
  };
  const words = tn("{n} phone joined and did nothing since", "{n} phones joined and did nothing since", count);
  const question = tn(
    "Remove {n} phone that did nothing? Whoever it is can simply join again.",
    "Remove {n} phones that did nothing? Whoever it is can simply join again.",
    count,
  );
  return html`<details class="more idle">
    <summary>${words}</summary>
    <div class="more__body stack stack--small">
      <p class="soft">
        ${t("No check-in, no idea, no vote, no remark and no name. They may still be on their way in.")}
      </p>
      <div>
        <${ConfirmInline}
          label=${t("Remove them all")}
          question=${question}
          confirmLabel=${t("Yes, remove")}
          danger
          icon="close"
          onConfirm=${remove}
        />
      </div>
      <${Trouble} text=${command.error} onClose=${command.clear} />
      ${children}
    </div>
  </details>`;
}
