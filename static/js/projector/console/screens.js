/** Projectors: pairing one by its code, and choosing what each shows. */
import { html } from "htm/preact";
import { t } from "../../lib/i18n.js";
import { Button } from "../../ui/button.js";
import { useCommand } from "../../ui/command.js";
import { ConfirmInline } from "../../ui/confirm.js";
import { Select } from "../../ui/field.js";
import { PageTitle, Trouble } from "../../ui/page.js";
import { EmptyState } from "../../ui/status.js";
import { useSteadyOrder } from "../../ui/steady.js";
import { screensOf } from "../state/screen.js";
import { Pages } from "./pages.js";
import { mayBePaged, Preview } from "./preview.js";
import { LISTS } from "../../staff-lists.js";
import { titleOf, valuesOf } from "../../ui/words.js";
import { useWords, Writing } from "../../ui/writing.js";
import { hasText } from "../../spine/texts.js";

/** What can be chosen for any projector; the rest is shown from where it stands, such as one idea. */
const VIEWS = valuesOf("show_view").filter((view) => LISTS.show_view[view].key);

/** Only on its own machine a browser may keep a page that came over plain http. */
function ownAddress() {
  return location.protocol === "https:"
    ? location.origin
    : `http://localhost${location.port ? `:${location.port}` : ""}`;
}

/** @param {{ app: ConsoleApp, gathering: GatheringPicture | null }} props */
function Pair({ app, gathering }) {
  const code = useWords(app.client, "pair:code");
  const name = useWords(app.client, "pair:name");
  const command = useCommand(app);
  /** @param {any} event */
  const submit = async (event) => {
    event.preventDefault();
    const answer = await command.send("pair_screen", {
      code: code.text,
      ...(hasText(name.text) ? { name: name.text } : {}),
      ...(gathering ? { gathering: gathering.gathering.id } : {}),
    });
    if (!answer.ok) return;
    app.say({ text: t("The projector is paired.") });
    code.settle();
    name.settle();
  };
  return html`<form noValidate class="panel panel--given pair" onSubmit=${submit}>
    <h2>${t("Pair a projector")}</h2>
    <p>
      ${t("Open {url} on the computer of the projector. Type the code that it shows.", {
        url: `${location.host}/screen`,
      })}
    </p>
    <p class="small soft">
      ${t(
        "If that is the computer of the server itself, open {url} there: then the picture stays, also when you reload it while the server is away.",
        { url: `${ownAddress()}/screen` },
      )}
    </p>
    <div class="pair__fields">
      <${Writing}
        draft=${code}
        name="pair-code"
        label=${t("Code on the projector")}
        code
        error=${command.error}
        maxlength="7"
      />
      <${Writing}
        draft=${name}
        name="pair-name"
        label=${t("Name of the place")}
        required=${false}
        placeholder=${t("Large hall")}
      />
    </div>
    <div>
      <${Button} type="submit" kind="primary" busy=${command.busy} disabled=${code.text.trim().length < 6}>
        ${t("Pair")}
      <//>
    </div>
  </form>`;
}

/** @param {{ screen: Projector, show: (fields: Fields) => void }} props */
function ViewChoice({ screen, show }) {
  const views = [...VIEWS, ...(screen.view === "idea" ? ["idea"] : [])];
  return html`<div class="button-group" role="group" aria-label=${t("What it shows")}>
    ${views.map(
      (view) => html`<${Button} key=${view} pressed=${screen.view === view} onClick=${() => show({ view })}>
        ${titleOf("show_view", view)}
      <//>`,
    )}
  </div>`;
}

/** Which board, which round, which session; those of its own session stand first.
 * @param {{ week: WeekPicture, screen: Projector, show: (fields: Fields) => void }} props
 */
function Targets({ week, screen, show }) {
  /** @param {any} list */
  const here = (list) =>
    [...list].sort((a, b) => (a.gathering === screen.gathering ? 0 : 1) - (b.gathering === screen.gathering ? 0 : 1));
  const found = screen.round === null && ["round", "report"].includes(screen.view);
  return html`<div class="two">
    <${Select}
      name=${`board-of-${screen.id}`}
      label=${t("Board")}
      value=${screen.board}
      empty=${t("None")}
      options=${here(week.boards).map((board) => [board.id, board.title])}
      onChange=${(/** @type {number} */ id) => id && show({ view: "board", board: Number(id), page: 1 })}
    />
    <${Select}
      name=${`round-of-${screen.id}`}
      label=${t("Review round")}
      value=${screen.round}
      empty=${found ? t("That of the session") : t("None")}
      options=${here(week.rounds).map((round) => [round.id, `${round.number}. ${round.title}`])}
      onChange=${(/** @type {number} */ id) => id && show({ view: "round", round: Number(id) })}
    />
    <${Select}
      name=${`session-of-${screen.id}`}
      label=${t("Session")}
      value=${screen.gathering}
      empty=${t("None")}
      options=${week.gatherings.map((gathering) => [gathering.id, gathering.title])}
      onChange=${(/** @type {number} */ id) => id && show({ gathering: Number(id) })}
    />
  </div>`;
}

/** @param {{ screen: Projector, show: (fields: Fields) => void, onUnpair: () => void }} props */
function Switches({ screen, show, onUnpair }) {
  const dark = screen.theme === "dark";
  return html`<div class="row">
    <${Button} pressed=${screen.follows_steps} onClick=${() => show({ follows_steps: !screen.follows_steps })}>
      ${t("Follows the script")}
    <//>
    <${Button} pressed=${screen.frozen} onClick=${() => show({ frozen: !screen.frozen })}>${t("Frozen")}<//>
    <${Button} pressed=${screen.show_counts} onClick=${() => show({ show_counts: !screen.show_counts })}>
      ${t("Shows numbers")}
    <//>
    <${Button} pressed=${dark} onClick=${() => show({ theme: dark ? "light" : "dark" })}>${t("Dark")}<//>
    <span class="grow"></span>
    <${ConfirmInline}
      label=${t("Take away")}
      question=${t("Take this projector away?")}
      confirmLabel=${t("Yes, take away")}
      danger
      onConfirm=${onUnpair}
    />
  </div>`;
}

/** @param {{ app: ConsoleApp, week: WeekPicture, screen: Projector }} props */
function ScreenPanel({ app, week, screen }) {
  const command = useCommand(app);
  /** @param {Fields} fields */
  const show = (fields) => command.send("show_on_screen", { screen: screen.id, ...fields });
  const chosen = app.chosenScreen.value ?? screensOf(week, app.focus.value)[0]?.id;
  const steer = () => {
    app.chosenScreen.value = screen.id;
  };
  return html`<section class="panel projector">
    <div class="row row--apart">
      <h2>${screen.name || t("Projector {n}", { n: screen.id })}</h2>
      <${Button} pressed=${chosen === screen.id} onClick=${steer}>${t("Keys steer this one")}<//>
    </div>
    <div class="projector__body">
      <${Preview} app=${app} week=${week} screen=${screen} />
      <div class="stack">
        <${ViewChoice} screen=${screen} show=${show} />
        ${mayBePaged(screen) && html`<${Pages} screen=${screen} show=${show} />`}
      </div>
    </div>
    <${Trouble} text=${command.error} onClose=${command.clear} />
    <${Targets} week=${week} screen=${screen} show=${show} />
    <${Switches} screen=${screen} show=${show} onUnpair=${() => command.send("unpair_screen", { screen: screen.id })} />
  </section>`;
}

/** @param {{ app: ConsoleApp, week: WeekPicture, gathering: GatheringPicture | null }} props */
export function Screens({ app, week, gathering }) {
  const { rows: screens, grip } = useSteadyOrder(/** @type {Projector[]} */ (screensOf(week, gathering?.gathering.id)));
  return html`
    <${PageTitle} app=${app}>${t("Projectors")}<//>
    ${screens.length === 0 && html`<${EmptyState}
      title=${t("No projector yet")}
      text=${t("Pair the first one below.")}
    />`}
    <div class="stack" ...${grip}>
      ${screens.map((screen) => html`<${ScreenPanel} key=${screen.id} app=${app} week=${week} screen=${screen} />`)}
    </div>
    <${Pair} app=${app} gathering=${gathering} />
  `;
}
