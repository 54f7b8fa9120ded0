/** The closed lists with their words: {list: {value: {words, participants?, tone?, ...}}}.
 *
 * Made by tools/lists.py from the lists of the subjects (charrette/<subject>/lists.py); change them there.
 * The context of a word in the catalogue is the name of its list; see ui/words.js.
 *
 * @typedef {object} Told
 * @property {string} words
 * @property {string} [participants]
 * @property {string} [tone]
 * @property {string} [needs] of a view: the kind of stream that it shows
 * @property {string} [key] of a view: the key by which the console shows it
 * @property {boolean} [paged] of a view: it may be more than one page
 */

/** @type {Record<string, Record<string, Told>>} */
export const LISTS = {
  gathering_state: {
    planned: { words: "planned", participants: "not begun yet" },
    doors_open: { words: "doors open", tone: "live" },
    running: { words: "running", participants: "going on now", tone: "live" },
    paused: { words: "break", tone: "waiting" },
    closed: { words: "closed" },
    minutes_drafted: { words: "minutes drafted", participants: "closed" },
    minutes_agreed: { words: "minutes agreed", participants: "closed" },
    cancelled: { words: "cancelled" },
    moved: { words: "moved", participants: "moved to another day" },
  },
  idea_outcome: {
    withdrawn: { words: "withdrawn", participants: "You took this idea back." },
    hidden: { words: "hidden", participants: "The facilitator took this idea off the board." },
    used: { words: "used", participants: "Used." },
    partly: { words: "partly used", participants: "Partly used." },
    parked: { words: "parked", participants: "Kept for later." },
    not_used: { words: "not used", participants: "Not used." },
    passed_on: { words: "passed on", participants: "Passed on." },
    duplicate: { words: "double", participants: "The same as another idea." },
    on_agenda: { words: "on an area agenda", participants: "It is on an area agenda." },
    dropped: { words: "dropped with its design item", participants: "The design item it was used in was dropped." },
    off_agenda: { words: "taken off the area agenda", participants: "It was taken off the area agenda." },
    grouped: { words: "grouped", participants: "Put together with other ideas." },
    not_handled_yet: { words: "nothing decided yet", participants: "Nothing has been decided yet." },
  },
  item_state: {
    draft: { words: "draft" },
    in_review: { words: "in review", tone: "live" },
    remarks_in: { words: "remarks are in", participants: "waiting for answers to its remarks", tone: "given" },
    revising: { words: "being revised", tone: "given" },
    agreed: { words: "agreed", tone: "good" },
    in_framework: { words: "in the framework", tone: "good" },
    dropped: { words: "dropped" },
  },
  remark_kind: {
    support: { words: "support", participants: "I support this" },
    improvement: { words: "improvement", participants: "This can be better" },
    objection: { words: "objection", participants: "This cannot be done" },
    question: { words: "question", participants: "I have a question" },
    critical_point: { words: "critical point", participants: "Mind this point" },
  },
  remark_outcome: {
    adopted: { words: "adopted", tone: "good" },
    partly: { words: "partly adopted", tone: "good" },
    not_adopted: { words: "not adopted", tone: "bad" },
    passed_on: { words: "passed on", tone: "given" },
    answered: { words: "answered", tone: "good" },
  },
  round_state: {
    planned: { words: "planned" },
    open: { words: "open", tone: "live" },
    closed: { words: "closed, waiting for answers", tone: "given" },
    answered: { words: "answered", tone: "given" },
    reported_back: { words: "reported back", tone: "good" },
    cancelled: { words: "cancelled" },
  },
};

/** Named sets of values, in their order where that says something.
 *
 * @type {Record<string, string[]>}
 */
export const SETS = {
  live_states: ["running", "paused", "doors_open"],
  over_states: ["closed", "minutes_drafted", "minutes_agreed", "cancelled", "moved"],
};
