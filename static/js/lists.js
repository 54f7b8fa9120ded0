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
  attendance_flag: {
    clock_off: { words: "clock of the phone was wrong" },
    set_aside: { words: "set aside by the team" },
    exit_without_entry: { words: "left without coming in" },
    auto_exit: { words: "left automatically" },
  },
  board_phase: {
    collecting: { words: "collecting", tone: "live" },
    grouping: { words: "grouping", tone: "live" },
    voting: { words: "voting", tone: "live" },
    closed: { words: "closed" },
  },
  charrette_state: {
    preparation: { words: "preparation" },
    week: { words: "the week" },
    aftercare: { words: "aftercare" },
    closed: { words: "closed" },
  },
  entry_source: {
    room_qr: { words: "code in the room" },
    phone: { words: "own phone" },
    badge_scan: { words: "badge" },
    manual: { words: "added by hand" },
    paper: { words: "paper" },
    kiosk: { words: "table device" },
    headcount: { words: "head count" },
    system: { words: "automatic" },
  },
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
  grain: {
    coarse: { words: "coarse: the big story" },
    fine: { words: "fine: every day" },
  },
  idea_fate: {
    used: { words: "used", tone: "good" },
    partly: { words: "partly used", tone: "good" },
    parked: { words: "parked", tone: "waiting" },
    not_used: { words: "not used", tone: "bad" },
    passed_on: { words: "passed on", tone: "given" },
    duplicate: { words: "double" },
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
  item_kind: {
    framework: { words: "framework" },
    building_block: { words: "building block" },
    solution: { words: "solution" },
    scenario: { words: "scenario" },
    rule: { words: "rule of the game" },
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
  loop_warning: {
    fewer_than_three_loops: { words: "Fewer than three rounds of remarks." },
    loops_less_than_a_day_apart: { words: "Two rounds were less than a day apart." },
  },
  party_answer: {
    asked: { words: "asked", tone: "waiting" },
    accepted: { words: "takes it on", tone: "good" },
    declined: { words: "does not take it on", tone: "given" },
  },
  party_role: {
    resident: { words: "resident" },
    planner: { words: "planner" },
    investor: { words: "investor" },
    decision_maker: { words: "decision maker" },
    policy_maker: { words: "policy maker" },
    user: { words: "user" },
    caretaker: { words: "caretaker" },
    worker: { words: "worker" },
  },
  reasoned_act: {
    state_set: { words: "the state of the charrette was changed" },
    doors_opened: { words: "the doors were opened" },
    started: { words: "the session was started" },
    paused: { words: "there was a break" },
    closed: { words: "the session was closed" },
    reopened: { words: "the session was reopened" },
    agreement_taken_back: { words: "the agreement was taken back" },
    areas_changed: { words: "the areas were changed" },
  },
  remark_kind: {
    support: { words: "support", participants: "I support this" },
    improvement: { words: "improvement", participants: "This can be better" },
    objection: { words: "objection", participants: "This cannot be done" },
    question: { words: "question", participants: "I have a question" },
    critical_point: { words: "critical point", participants: "Mind this point" },
  },
  remark_outcome: {
    adopted: { words: "adopted", participants: "taken over", tone: "good" },
    partly: { words: "partly adopted", participants: "partly taken over", tone: "good" },
    not_adopted: { words: "not adopted", participants: "not taken over", tone: "bad" },
    passed_on: { words: "passed on", tone: "given" },
  },
  role: {
    participant: { words: "participant" },
    screen: { words: "projector" },
    facilitator: { words: "facilitator" },
    organiser: { words: "organiser" },
  },
  round_state: {
    planned: { words: "planned" },
    open: { words: "open", tone: "live" },
    closed: { words: "closed, waiting for answers", tone: "given" },
    answered: { words: "answered", tone: "given" },
    reported_back: { words: "reported back", tone: "good" },
    cancelled: { words: "cancelled" },
  },
  show_view: {
    join: { words: "join", key: "j" },
    board: { words: "board", needs: "board", key: "b", paged: true },
    idea: { words: "one idea", needs: "board" },
    results: { words: "results", needs: "board", key: "r", paged: true },
    step: { words: "step", key: "s" },
    round: { words: "review round", needs: "round", key: "o", paged: true },
    report: { words: "report back", needs: "round", key: "e", paged: true },
    black: { words: "black", key: "x" },
  },
  trits_part: {
    ourselves: { words: "We do this ourselves" },
    with_help: { words: "We need help with this" },
    to_others: { words: "We leave this to others" },
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
