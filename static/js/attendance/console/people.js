/** The list at the door, read from the picture. All pure.
 *
 *   peopleOf(people, lang, query) -> [person]    present first, then who was, then the rest; by name, found by words
 *   alikeOf(people, lang, name) -> [person]      who may be the one of this name; who bears just that name first
 */
import { isAlike } from "../../spine/alike.js";
import { finds, foldedOf } from "../../spine/finding.js";
import { compareNames } from "../../spine/sorting.js";

const PRESENCE = { present: 0, left: 1, absent: 2 };

/**
 * @param {Person[] | undefined} people
 * @param {string} lang
 * @param {string} [query]
 */
export function peopleOf(people, lang, query = "") {
  const compare = compareNames(lang);
  return (people ?? [])
    .filter((person) => finds(query, person.name))
    .sort((a, b) => PRESENCE[a.status] - PRESENCE[b.status] || compare(a.name, b.name) || a.id - b.id);
}

/**
 * @param {Person[] | undefined} people
 * @param {string} lang
 * @param {string} name
 */
export function alikeOf(people, lang, name) {
  /** @param {Person} person */
  const other = (person) => Number(foldedOf(person.name) !== foldedOf(name));
  return peopleOf(people, lang)
    .filter((person) => !person.removed && isAlike(person.name, name))
    .sort((a, b) => other(a) - other(b));
}
