/** Steering a projector from elsewhere in the console: by keys, from an idea. */
import { announceOwn } from "../../lib/a11y.js";
import { t } from "../../lib/i18n.js";
import { wordsOf } from "../../ui/command.js";
import { screensOf } from "../state/screen.js";

/**
 * @param {ConsoleApp} app
 * @param {string} type
 * @param {Fields} fields
 * @param {string} [done]
 */
export async function send(app, type, fields, done) {
  const answer = await app.client.commands.send(type, fields);
  if (!answer.ok) app.say({ text: wordsOf(answer) });
  else if (done) announceOwn(done);
  return answer;
}

/** The projector that keys steer: the chosen one, else the first in this hall.
 * @param {ConsoleApp} app
 */
export function steered(app) {
  const screens = screensOf(app.week.value, app.focus.value);
  return screens.find((/** @type {Projector} */ screen) => screen.id === app.chosenScreen.value) ?? screens[0] ?? null;
}

/**
 * @param {ConsoleApp} app
 * @param {Fields} fields
 * @param {string} [done]
 */
export function show(app, fields, done) {
  const screen = steered(app);
  if (!screen)
    return app.say({
      text: t("No projector is paired yet."),
      actions: [{ label: t("Pair a projector"), act: () => app.go("/console/screens") }],
    });
  return send(app, "show_on_screen", { screen: screen.id, ...fields }, done);
}

/**
 * @param {ConsoleApp} app
 * @param {Idea} idea
 */
export const showIdea = (app, idea) =>
  show(app, { view: "idea", idea: idea.id }, t("Idea {n} is on the screen.", { n: idea.number }));
