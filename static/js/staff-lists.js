/** What the console and the projector read besides lists.js. Made by tools/lists.py. */
import { LISTS } from "./lists.js";

Object.assign(LISTS, {
  attendance_flag: {
    clock_off: { words: "clock of the phone was wrong" },
    set_aside: { words: "set aside by the team" },
    exit_without_entry: { words: "left without coming in" },
    entered_later: { words: "typed in after the session" },
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
  item_kind: {
    framework: { words: "framework" },
    building_block: { words: "building block" },
    solution: { words: "solution" },
    scenario: { words: "scenario" },
    rule: { words: "rule of the game" },
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
  role: {
    participant: { words: "participant" },
    screen: { words: "projector" },
    facilitator: { words: "facilitator" },
    organiser: { words: "organiser" },
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
});

export { LISTS };
