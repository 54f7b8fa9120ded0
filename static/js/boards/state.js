/** What the screens read from a board's picture. All pure; see the picture convention in picture.js.
 *
 *   columnsOf(picture) -> [{column, ideas, groups: [{group, ideas}]}]   in order; ideas outside a group in `ideas`
 *   readable(idea) -> bool                    its text may be read by this audience and it stands on the board
 *   ideasInOrder(picture) -> [idea]           column by column, as one reads
 *   myIdeas(mine, entries) -> [{key, number, text, state, idea?, entry?}]   newest first: the server's and the outbox's
 *   votesOf(mine, board) -> {limit, left, used, has(id)}
 *   resultsOf(picture) -> [{kind: "group"|"idea", id, title, number, votes, ideas}]   sorted once, by votes
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
  const inGroup = gathered(
    shown.filter((idea) => groupIds.has(idea.group)),
    "group",
  );
  return columns.map((column) => ({
    column,
    ideas: shown.filter((idea) => !groupIds.has(idea.group) && home(idea) === column.id),
    groups: groups
      .filter((group) => home(group) === column.id)
      .map((group) => ({ group, ideas: inGroup.get(group.id) ?? [] })),
  }));
}

export function ideasInOrder(picture, show = readable) {
  return columnsOf(picture, show).flatMap(({ ideas, groups }) => [...groups.flatMap((group) => group.ideas), ...ideas]);
}

/** My ideas: what the server holds, and what is still on this phone. An entry disappears when the server's list has it. */
export function myIdeas(mine, entries = []) {
  const stored = mine?.ideas ?? [];
  const known = new Set(stored.map((idea) => idea.id));
  const posts = entries.filter(
    (entry) => entry.type === "post_idea" && !(entry.state === "saved" && known.has(entry.result?.idea)),
  );
  return [
    ...posts
      .map((entry) => ({
        key: entry.id,
        number: entry.result?.number ?? null,
        text: entry.text,
        state: entry.state,
        entry,
      }))
      .reverse(),
    ...[...stored]
      .sort((a, b) => b.number - a.number)
      .map((idea) => ({ key: `idea-${idea.id}`, number: idea.number, text: idea.text, state: idea.state, idea })),
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
    ...groups.map(({ group, ideas: members }) => ({
      kind: "group",
      id: group.id,
      title: group.title,
      number: null,
      votes: group.votes ?? members.reduce((sum, idea) => sum + (idea.votes ?? 0), 0),
      ideas: members,
      late: false,
    })),
    ...ideas.map((idea) => ({
      kind: "idea",
      id: idea.id,
      title: idea.text,
      number: idea.number,
      votes: idea.votes ?? 0,
      ideas: [idea],
      late: Boolean(idea.late),
    })),
  ]);
  return rows
    .map((row, at) => ({ row, at }))
    .sort((a, b) => b.row.votes - a.row.votes || a.at - b.at)
    .map(({ row }) => row);
}
