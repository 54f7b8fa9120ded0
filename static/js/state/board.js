/** What the screens read from a board's picture. All pure; see the picture convention in picture.js.
 *
 *   columnsOf(picture) -> [{column, ideas, groups: [{group, ideas}]}]   in order; ideas outside a group in `ideas`
 *   readable(idea) -> bool                    its text may be read by this audience and it stands on the board
 *   ideasInOrder(picture) -> [idea]           column by column, as one reads
 *   myIdeas(mine, entries) -> [{key, number, text, state, idea?, entry?}]   newest first: the server's and the outbox's
 *   votesOf(mine, board) -> {limit, left, used, has(id)}
 *   resultsOf(picture) -> [{kind: "group"|"idea", id, title, number, votes, ideas}]   sorted once, by votes
 *   roomUnder(title) -> room;  screenPages(cards, room?) -> [{columns: [[card]], wide}]     pages for the projector, never more than fits
 */

const byPosition = (a, b) => (a.position ?? 0) - (b.position ?? 0) || (a.number ?? a.id) - (b.number ?? b.id);

export const readable = (idea) => idea.state === "visible" && typeof idea.text === "string";

function gathered(ideas, key) {
  const lists = new Map();
  for (const idea of ideas) {
    if (!lists.has(idea[key])) lists.set(idea[key], []);
    lists.get(idea[key]).push(idea);
  }
  return lists;
}

/** The board as columns. `show(idea)` chooses which ideas count; by default those one can read. Ideas whose column is
 * unknown stand in the first column. A board without columns gives one column with id null. */
export function columnsOf(picture, show = readable) {
  const columns = [...(picture?.columns ?? [])].sort(byPosition);
  if (columns.length === 0) columns.push({ id: null, key: "", title: "", position: 0 });
  const known = new Set(columns.map((column) => column.id));
  const home = (thing) => (known.has(thing.column) ? thing.column : columns[0].id);
  const groups = [...(picture?.groups ?? [])].sort(byPosition);
  const groupIds = new Set(groups.map((group) => group.id));
  const shown = (picture?.ideas ?? []).filter(show).sort(byPosition);
  const inGroup = gathered(shown.filter((idea) => groupIds.has(idea.group)), "group");
  return columns.map((column) => ({
    column,
    ideas: shown.filter((idea) => !groupIds.has(idea.group) && home(idea) === column.id),
    groups: groups.filter((group) => home(group) === column.id).map((group) => ({ group, ideas: inGroup.get(group.id) ?? [] })),
  }));
}

export function ideasInOrder(picture, show = readable) {
  return columnsOf(picture, show).flatMap(({ ideas, groups }) => [...groups.flatMap((group) => group.ideas), ...ideas]);
}

/** My ideas: what the server holds, and what is still on this phone. An entry disappears when the server's list has it. */
export function myIdeas(mine, entries = []) {
  const stored = mine?.ideas ?? [];
  const known = new Set(stored.map((idea) => idea.id));
  const posts = entries.filter((entry) => entry.type === "post_idea" && !(entry.state === "saved" && known.has(entry.result?.idea)));
  return [
    ...posts.map((entry) => ({ key: entry.id, number: entry.result?.number ?? null, text: entry.text, state: entry.state, entry })).reverse(),
    ...[...stored].sort((a, b) => b.number - a.number).map((idea) => ({ key: `idea-${idea.id}`, number: idea.number, text: idea.text, state: idea.state, idea })),
  ];
}

export function votesOf(mine, board) {
  const votes = new Set(mine?.votes ?? []);
  const limit = board?.votes_per_person ?? null;
  const left = mine?.votes_left ?? (limit === null ? null : Math.max(0, limit - votes.size));
  return { limit, left, used: votes.size, has: (id) => votes.has(id) };
}

/** Groups and loose ideas by votes; equal votes keep the order of the board. */
export function resultsOf(picture) {
  const rows = columnsOf(picture).flatMap(({ ideas, groups }) => [
    ...groups.map(({ group, ideas: members }) => ({ kind: "group", id: group.id, title: group.title, number: null, votes: group.votes ?? members.reduce((sum, idea) => sum + (idea.votes ?? 0), 0), ideas: members })),
    ...ideas.map((idea) => ({ kind: "idea", id: idea.id, title: idea.text, number: idea.number, votes: idea.votes ?? 0, ideas: [idea] })),
  ]);
  return rows.map((row, at) => ({ row, at })).sort((a, b) => b.row.votes - a.row.votes || a.at - b.at).map(({ row }) => row);
}

/** Room on a projector page at the sizes of layout-screen.css: careful, so that nothing is ever cut off. */
export const SCREEN_ROOM = Object.freeze({ columns: 3, linesPerColumn: 12.6, lettersPerLine: 22, most: 12, overhead: 1.85 });
const TITLE_LETTERS = 38;
const TITLE_LINES = 1.25;

/** The room under a title: one that wraps takes lines from the cards. */
export function roomUnder(title) {
  const extra = Math.max(0, linesOf(title, TITLE_LETTERS) - 1);
  return { ...SCREEN_ROOM, linesPerColumn: SCREEN_ROOM.linesPerColumn - extra * TITLE_LINES };
}

/** Lines that a text takes when words wrap. */
export function linesOf(text, letters) {
  let lines = 0;
  for (const paragraph of String(text ?? "").split("\n")) {
    let used = 0;
    lines += 1;
    for (const word of paragraph.split(/\s+/)) {
      const size = [...word].length;
      if (used > 0 && used + 1 + size > letters) { lines += 1; used = 0; }
      lines += Math.max(0, Math.ceil(size / letters) - 1);
      used += (used > 0 ? 1 : 0) + (size > letters ? size % letters : size);
    }
  }
  return lines;
}

/** Pages of cards: read down, then across, in the given order; at most 12 on a page; a card that no column can hold
 * has a page of its own (`wide`). `card.text` is what is measured. */
export function screenPages(cards, room = SCREEN_ROOM) {
  const pages = [];
  let page = null;
  const turn = () => { page = { columns: [[]], wide: false, count: 0, used: 0 }; pages.push(page); };
  for (const card of cards) {
    const lines = linesOf(card.text, room.lettersPerLine) + room.overhead;
    if (lines > room.linesPerColumn) {
      pages.push({ columns: [[card]], wide: true, count: 1, used: 0 });
      page = null;
      continue;
    }
    if (!page || page.count >= room.most) turn();
    if (page.used + lines > room.linesPerColumn) {
      if (page.columns.length >= room.columns) turn();
      else { page.columns.push([]); page.used = 0; }
    }
    page.columns.at(-1).push(card);
    page.count += 1;
    page.used += lines;
  }
  return pages.map(({ columns, wide }) => ({ columns, wide }));
}

/** The page that holds this card, or 0. */
export function pageOf(pages, id) {
  return Math.max(0, pages.findIndex(({ columns }) => columns.some((cards) => cards.some((card) => card.id === id))));
}
