/** Finding ideas and putting them in their place: what only the console reads from a picture. All pure.
 *
 *   traysOf(picture) -> {waiting, late, hidden}   ideas that need a look
 *   found(idea, query) -> bool                by number, or by words of the text and its author
 *   changedSettings(board, typed) -> [{type, fields}]   the commands that set it to what was typed; none when it is so
 *   placeMoves(list, id, index) -> [{idea, position}]   the fewest moves that bring an idea to that place in its list
 */
import { findsInside } from "../../spine/finding.js";
import { byNumber } from "../../spine/lists.js";

/** @param {BoardPicture | null} picture */
export function traysOf(picture) {
  const ideas = [...(picture?.ideas ?? [])].sort(byNumber);
  return {
    waiting: ideas.filter((idea) => idea.state === "waiting"),
    late: ideas.filter((idea) => idea.late && idea.state === "visible" && !idea.group && !idea.fate),
    hidden: ideas.filter((idea) => idea.state === "hidden"),
  };
}

/**
 * @param {any} idea
 * @param {string} query
 */
export const found = (idea, query) => findsInside(query, idea.text, idea.author?.name, idea.number);

const GAP = 100;

/** Positions are whole numbers; where there is room between two
 * neighbours one move is enough, else those behind make room.
 * @param {Idea[]} list
 * @param {number} id
 * @param {number} index
 */
export function placeMoves(list, id, index) {
  const others = list.filter((idea) => idea.id !== id);
  const at = Math.max(0, Math.min(index, others.length));
  const before = others[at - 1]?.position;
  const after = others[at]?.position;
  if (before === undefined && after === undefined) return [{ idea: id, position: GAP }];
  if (after === undefined) return [{ idea: id, position: before + GAP }];
  if (before === undefined) return [{ idea: id, position: after - GAP }];
  if (after - before >= 2) return [{ idea: id, position: before + Math.floor((after - before) / 2) }];
  const moves = [{ idea: id, position: before + 1 }];
  for (let last = before + 1, next = at; next < others.length && others[next].position <= last; next += 1) {
    last += GAP;
    moves.push({ idea: others[next].id, position: last });
  }
  return moves;
}

/** A number as it was typed; nothing that could be one is 0, which the server refuses with the bounds there are.
 * @param {string} text
 */
const numberOf = (text) => (/^\s*-?\d{1,9}\s*$/.test(text) ? Number.parseInt(text, 10) : 0);

/** Empty votes are no limit, which has a command of its own: null in `set_board` means that it stays as it is.
 * @param {Board} board
 * @param {{ moderated?: boolean, concealed?: boolean, votes_per_person?: string, text_limit?: string }} typed
 */
export function changedSettings(board, typed) {
  const { votes_per_person: votes, text_limit: letters, ...switches } = typed;
  const unlimited = votes !== undefined && votes.trim() === "";
  const wanted = {
    ...switches,
    ...(votes === undefined || unlimited ? {} : { votes_per_person: numberOf(votes) }),
    ...(letters === undefined ? {} : { text_limit: numberOf(letters) }),
  };
  const known = /** @type {Record<string, any>} */ (board);
  const changed = Object.entries(wanted).filter(([name, value]) => value !== known[name]);
  return [
    ...(changed.length > 0 ? [{ type: "set_board", fields: Object.fromEntries(changed) }] : []),
    ...(unlimited && board.votes_per_person !== null ? [{ type: "set_vote_limit", fields: { votes: null } }] : []),
  ];
}
