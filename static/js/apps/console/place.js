/** What the console works out from the pictures. All pure.
 *
 *   placeOf(path) -> {view, gathering?, board?, item?, round?, area?}    the page of an address under /console
 *   daysOf(week) -> [{day, gatherings}]       gatherings in the order of the programme
 *   weekMoves(state) -> [state]                where a charrette can go from here; as the server allows
 *   liveOf(week) -> gathering | null          the one that is open now; running before doors open
 *   focusOf(place, week) -> gathering id | null   whose steps and script stand beside the page
 *   traysOf(picture) -> {waiting, late, hidden}   ideas that need a look
 *   found(idea, query) -> bool                by number or by words, accents and case aside
 *   placeMoves(list, id, index) -> [{idea, position}]   the fewest moves that bring an idea to that place in its list
 *   peopleOf(people, query) -> [person]       present first, then who was, then the rest
 *   itemsByState(items) -> [{state, items}]   in the order of the loop, without empty states
 *   couldBeRemarkedOn(rounds, version) -> bool    it was in a round that has been open, so the hall had its say on it
 *   agendaOf(week, area) -> {topics, complete}
 *   screensOf(week, gathering) -> [screen]    those in this hall first
 */

const LIVE = ["running", "paused", "doors_open"];
const HELD = ["closed", "answered", "reported_back"];
const number = (text) => (/^\d{1,15}$/.test(text ?? "") ? Number(text) : undefined);
const inProgramme = (a, b) => a.day - b.day || (a.position ?? 0) - (b.position ?? 0) || a.id - b.id;

export function placeOf(path) {
  const [, first = "", id, part] = path.split("/").filter(Boolean);
  if (first === "gatherings" && number(id)) return { view: part === "door" ? "door" : "run", gathering: number(id) };
  if (first === "boards" && number(id)) return { view: "board", board: number(id) };
  if (first === "items")
    return id === "new" ? { view: "new_item" } : number(id) ? { view: "item", item: number(id) } : { view: "plan" };
  if (first === "rounds" && number(id)) return { view: "round", round: number(id) };
  if (first === "agendas") return id ? { view: "agenda", area: decodeURIComponent(id) } : { view: "agendas" };
  if (["plan", "screens", "access"].includes(first)) return { view: first };
  return { view: "week" };
}

export function daysOf(week) {
  const days = new Map();
  for (const gathering of [...(week?.gatherings ?? [])].sort(inProgramme)) {
    if (!days.has(gathering.day)) days.set(gathering.day, []);
    days.get(gathering.day).push(gathering);
  }
  return [...days].map(([day, gatherings]) => ({ day, gatherings }));
}

const WEEK_MOVES = {
  preparation: ["week"],
  week: ["preparation", "aftercare"],
  aftercare: ["week", "closed"],
  closed: ["aftercare"],
};
export const weekMoves = (state) => WEEK_MOVES[state] ?? [];

export const isLive = (gathering) => LIVE.includes(gathering?.state);

export function liveOf(week) {
  const all = [...(week?.gatherings ?? [])].sort(inProgramme);
  return LIVE.map((state) => all.find((gathering) => gathering.state === state)).find(Boolean) ?? null;
}

export function focusOf(place, week) {
  if (place.gathering) return place.gathering;
  if (place.board) return week?.boards?.find((board) => board.id === place.board)?.gathering ?? null;
  if (place.round) return week?.rounds?.find((round) => round.id === place.round)?.gathering ?? null;
  return liveOf(week)?.id ?? null;
}

const byNumber = (a, b) => a.number - b.number;

export function traysOf(picture) {
  const ideas = [...(picture?.ideas ?? [])].sort(byNumber);
  return {
    waiting: ideas.filter((idea) => idea.state === "waiting"),
    late: ideas.filter((idea) => idea.late && idea.state === "visible" && !idea.group && !idea.fate),
    hidden: ideas.filter((idea) => idea.state === "hidden"),
  };
}

const plain = (text) =>
  String(text ?? "")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase();

export function found(idea, query) {
  const wanted = plain(query).trim();
  if (wanted === "") return true;
  if (/^#?\d+$/.test(wanted))
    return String(idea.number).startsWith(wanted.replace("#", "")) || plain(idea.text).includes(wanted);
  const text = `${plain(idea.text)} ${plain(idea.author?.name)}`;
  return wanted.split(/\s+/).every((word) => text.includes(word));
}

const GAP = 100;

/** Positions are whole numbers; where there is room between two neighbours one move is enough, else those behind make room. */
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

const PRESENCE = { present: 0, left: 1, absent: 2 };

export function peopleOf(people, query = "") {
  const wanted = plain(query).trim();
  return (people ?? [])
    .filter((person) => !wanted || plain(person.name).includes(wanted))
    .sort(
      (a, b) =>
        PRESENCE[a.status] - PRESENCE[b.status] ||
        !a.name - !b.name ||
        plain(a.name).localeCompare(plain(b.name)) ||
        a.id - b.id,
    );
}

export const ITEM_STATES = ["draft", "in_review", "remarks_in", "revising", "agreed", "in_framework", "dropped"];
export const REVIEWABLE = ["draft", "remarks_in", "revising"];

export function itemsByState(items) {
  return ITEM_STATES.map((state) => ({
    state,
    items: (items ?? []).filter((item) => item.state === state).sort(byNumber),
  })).filter((row) => row.items.length > 0);
}

export const couldBeRemarkedOn = (rounds, version) =>
  (rounds ?? []).some((round) => round.versions.includes(version) && HELD.includes(round.state));

export function agendaOf(week, area) {
  const topics = (week?.topics ?? []).filter((topic) => topic.area === area).sort(byNumber);
  return { topics, complete: topics.filter((topic) => topic.complete).length };
}

/** Framework items that may stand on the agenda of an area. */
export const itemsFor = (week, area) =>
  (week?.items ?? []).filter(
    (item) => item.state === "in_framework" && (item.areas === "all" || item.areas?.includes(area)),
  );

export function screensOf(week, gathering) {
  const here = (screen) => (screen.gathering === gathering ? 0 : 1);
  return (week?.screens ?? []).filter((screen) => screen.paired).sort((a, b) => here(a) - here(b) || a.id - b.id);
}

/** Words of two texts, side by side: [op, text] with op same, added or removed. For texts of a page or so. */
export function wordDiff(before, after) {
  const [a, b] = [before, after].map((text) => text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? []);
  if (a.length * b.length > 4e6)
    return [
      ["removed", before],
      ["added", after],
    ];
  const width = b.length + 1;
  const longest = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      longest[i * width + j] =
        a[i] === b[j]
          ? longest[(i + 1) * width + j + 1] + 1
          : Math.max(longest[(i + 1) * width + j], longest[i * width + j + 1]);
    }
  }
  const pieces = [];
  const put = (op, text) => (pieces.at(-1)?.[0] === op ? (pieces.at(-1)[1] += text) : pieces.push([op, text]));
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      put("same", a[i]);
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && longest[(i + 1) * width + j] >= longest[i * width + j + 1])) {
      put("removed", a[i]);
      i += 1;
    } else {
      put("added", b[j]);
      j += 1;
    }
  }
  return pieces;
}
