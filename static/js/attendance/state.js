/** Who is in, read from the pictures. All pure.
 *
 *   peopleOf(people, query) -> [person]       present first, then who was, then the rest
 *   alike(people, name) -> [person]           whose name has all words of this one, or the other way round
 *   checkInOf(gathering, mine) -> "none" | "button" | "door" | "in" | "left"
 */
import { plain } from "../spine/lists.js";
import { isLive } from "../week/state.js";

const PRESENCE = { present: 0, left: 1, absent: 2 };

/**
 * @param {Person[] | undefined} people
 * @param {string} [query]
 */
export function peopleOf(people, query = "") {
  const wanted = plain(query).trim();
  return (people ?? [])
    .filter((person) => !wanted || plain(person.name).includes(wanted))
    .sort(
      (a, b) =>
        PRESENCE[a.status] - PRESENCE[b.status] ||
        Number(!a.name) - Number(!b.name) ||
        plain(a.name).localeCompare(plain(b.name)) ||
        a.id - b.id,
    );
}

/** @param {string | null} name */
const wordsIn = (name) => /** @type {string[]} */ (plain(name).match(/[\p{L}\p{N}]+/gu) ?? []);

/** Who may be the same person: "Truus" and "Truus Bakker" are, "Truus" and "Geertruus" are not.
 * @param {Person[] | undefined} people
 * @param {string} name
 */
export function alike(people, name) {
  const typed = wordsIn(name);
  return peopleOf(people).filter((person) => {
    const words = wordsIn(person.name);
    if (person.removed || typed.length === 0 || words.length === 0) return false;
    return typed.every((word) => words.includes(word)) || words.every((word) => typed.includes(word));
  });
}

/**
 * @param {Gathering} gathering
 * @param {Mine | null} mine
 */
export function checkInOf(gathering, mine) {
  const status = mine?.attendance?.status;
  if (!isLive(gathering)) return "none"; // closing checks everybody out
  if (status === "present") return "in";
  if (gathering.door_required) return "door";
  return status === "left" ? "left" : "button";
}
