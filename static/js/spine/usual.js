/** What the server left out of the things in an event, because it is usual; the answer to `follow` tells what is.
 *
 *   complete(event, usual) -> event     whole again; one in which nothing is left out comes back as it is
 *
 * `usual` has by collection: `fields` (a value each), `with` (by a field: the values that come with it), `times` (a
 * field that is another one times a number) and `moment` (the field that is the moment of the event).
 */

/**
 * @param {any} thing
 * @param {Usual} usual
 * @param {any} at
 */
function filled(thing, { fields = {}, with: together = {}, times = {}, moment }, at) {
  const whole = { ...fields };
  for (const [anchor, more] of Object.entries(together)) if (anchor in thing) Object.assign(whole, more);
  if (moment) whole[moment] = at;
  Object.assign(whole, thing);
  for (const [name, [other, number]] of Object.entries(times)) whole[name] ??= whole[other] * number;
  return whole;
}

/**
 * @param {StreamEvent} event
 * @param {Record<string, Usual>} usual
 * @returns {StreamEvent}
 */
export function complete(event, usual) {
  const changes = /** @type {any} */ (event).data?.changes;
  const names = Object.keys(usual).filter((name) => Array.isArray(changes?.[name]));
  if (names.length === 0) return event;
  const whole = names.map((name) => [
    name,
    changes[name].map((/** @type {any} */ thing) =>
      typeof thing === "object" && thing !== null ? filled(thing, usual[name], event.at) : thing,
    ),
  ]);
  return { ...event, data: { ...event.data, changes: { ...changes, ...Object.fromEntries(whole) } } };
}
