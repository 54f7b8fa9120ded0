/** The shapes that scripts share. The server makes most of them: `<subject>/picture.py`, and docs/live-events.md. */

type Signal<T> = import("@preact/signals-core").Signal<T>;
type Markup = import("preact").ComponentChildren;
type Ref<T> = import("preact/hooks").MutableRef<T | null>;

// --- what a picture holds

interface Author {
  id: number;
  name: string | null;
  party_role?: string | null;
}

interface Idea {
  id: number;
  number: number;
  state: string;
  column: number | null;
  position: number;
  at: string;
  early?: true;
  late: boolean;
  revision: number;
  /** From here on: only where the audience may read it. */
  text?: string;
  kind?: string;
  grain?: string | null;
  area?: number | null;
  group?: number | null;
  votes?: number | null;
  fate?: string | null;
  /** For staff. */
  hidden_reason?: string | null;
  origin?: string;
  fate_reason?: string | null;
  author?: Author | null;
}

interface Column {
  id: number | null;
  key: string;
  title: string;
  position: number;
}

interface Group {
  id: number;
  title: string;
  position: number;
  column: number;
  votes: number | null;
}

interface Board {
  id: number;
  key: string;
  title: string;
  question: string;
  gathering: number;
  phase: string;
  concealed: boolean;
  moderated: boolean;
  youth: boolean;
  votes_per_person: number | null;
  text_limit: number;
  read_only: boolean;
  early: boolean;
  results: boolean;
  /** The number of the ballot that is held or was held last; 0 before the first. */
  ballot: number;
}

interface BoardTally {
  ideas: number;
  people: number;
  votes: number;
  voters: number;
  votes_aside: number;
  waiting: number;
}

interface ResultLine {
  kind: "group" | "idea";
  id: number;
  /** Null: the idea was taken off the board since. */
  title: string | null;
  /** Of a group. */
  position?: number;
  /** Of an idea. */
  number: number | null;
  votes: number;
  ideas: { id: number; number: number }[];
  late: boolean;
}

interface BoardPicture {
  board: Board;
  columns: Column[];
  ideas: Idea[];
  groups: Group[];
  tally: BoardTally;
  results: { votes: any; groups: { id: number; ideas: number[] }[] };
  former_groups: { groups: { id: number; title: string; position: number }[] };
  /** What the ballots before this one came to; of a server that knows none it is not there. */
  former_results?: {
    ballots: { number: number; votes: any; groups: { id: number; title: string; position: number; ideas: number[] }[] }[];
  };
}

interface Round {
  id: number;
  number: number;
  gathering: number;
  title: string;
  state: string;
  /** For staff. */
  cancelled_reason?: string | null;
}

type DiffPiece = [op: string, text: string];

interface Version {
  id: number;
  item: number;
  item_number: number;
  item_title: string;
  kind: string;
  grain: string;
  number: number;
  text: string;
  why: string;
  hash: string | null;
  diff: DiffPiece[] | null;
  remarks: number;
}

interface Remark {
  id: number;
  number: number;
  version: number;
  kind: string;
  text: string;
  alternative: string | null;
  outcome: string | null;
  answer: string | null;
  /** For staff. */
  origin?: string;
  author?: Author | null;
}

interface RoundTally {
  remarks: number;
  people: number;
  answered: number;
}

interface RoundPicture {
  round: Round;
  tally: RoundTally;
  versions: Version[];
  remarks: Remark[];
}

interface Gathering {
  id: number;
  key: string;
  day: number;
  kind: string;
  title: string;
  state: string;
  code: string | null;
  expected: number | null;
  planned_start: string | null;
  planned_is_example: boolean;
  /** In the picture of the week. */
  opened_at?: string | null;
  position?: number;
  invited?: boolean;
  stream?: string;
  who?: string;
  outcome?: string;
  /** In its own picture. */
  step?: number | null;
  step_started_at?: string | null;
  step_extra_seconds?: number;
  paused_at?: string | null;
  youth?: boolean;
  door_required?: boolean;
}

interface Step {
  id: number;
  key: string;
  position: number;
  title: string;
  minutes: number;
  prompt: string;
  board: number | null;
  round: number | null;
  shows: string;
  /** For staff. */
  say?: string;
}

interface Attendance {
  expected: number | null;
  attendances: number;
  present: number;
  heads: number | null;
}

interface Person {
  id: number;
  name: string | null;
  party_role: string | null;
  area: number | null;
  staff: boolean;
  walk_in: boolean;
  set_aside: number | null;
  removed: boolean;
  status: "present" | "left" | "absent";
  since: string;
  sources: string[];
  flags: string[];
  entries: number[];
  annulled: string[];
}

interface GatheringPicture {
  gathering: Gathering;
  steps: Step[];
  attendance: Attendance;
  /** For staff. */
  people: Person[];
}

interface Projector {
  id: number;
  name: string | null;
  charrette: number | null;
  paired: boolean;
  pairing_code?: string | null;
  view: string;
  gathering: number | null;
  board: number | null;
  idea: number | null;
  round: number | null;
  page: number;
  /** As the projector said itself; null while it has not. */
  pages: number | null;
  frozen: boolean;
  follows_steps: boolean;
  show_counts: boolean;
  theme: string;
}

interface Charrette {
  id: number;
  slug: string;
  title: string;
  place: string;
  code: string;
  state: string;
  goal: string;
}

interface WeekBoard {
  id: number;
  key: string;
  gathering: number;
  title: string;
  question: string;
  phase: string;
  stream: string;
}

interface WeekRound extends Round {
  stream: string;
  versions: number[];
}

interface Area {
  id: number;
  slug: string;
  name: string;
}

interface Party {
  id: number;
  key: string;
  name: string;
}

interface DesignItem {
  /** Of the list loop_warning; for staff only. */
  warnings?: string[];
  id: number;
  number: number;
  title: string;
  kind: string;
  grain: string;
  state: string;
  version: { id: number; number: number; text: string; why: string; hash: string | null };
  /** The versions before this one; for staff only. */
  earlier?: { id: number; number: number }[] | null;
  from_ideas: number[];
  /** The number of the version that the framework holds. */
  adopted: number | null;
  framework: { title: string; why: string } | null;
  areas: "all" | number[] | null;
  dropped_reason: string | null;
}

type TritsPart = "ourselves" | "with_help" | "to_others";

interface Trits {
  text: string;
  not_applicable: boolean;
  party: string | null;
  state: string | null;
  party_text: string | null;
}

interface Topic {
  id: number;
  number: number;
  area: number;
  title: string;
  why: string;
  from_item: number | null;
  from_ideas: number[];
  trits: Record<TritsPart, Trits>;
  complete: boolean;
}

interface RemovedTopic {
  id: number;
  number: number;
  area: number;
  title: string;
  reason: string;
  at: string;
}

interface GivenReason {
  id: number;
  act: string;
  gathering: number | null;
  item: number | null;
  text: string;
  by: string | null;
  at: string;
}

interface SetAsideAct {
  id: number;
  reason: string;
  at: string;
  people: number;
}

interface WeekPicture {
  charrette: Charrette;
  gatherings: Gathering[];
  boards: WeekBoard[];
  rounds: WeekRound[];
  areas: Area[];
  /** By the id of an area: how many topics its agenda has; areas without one are not among them. */
  agendas: { id: number; topics: number }[];
  parties: Party[];
  items: DesignItem[];
  topics: Topic[];
  /** For staff. */
  screens: Projector[];
  attendance: { attendances: number; unique: number };
  entrance: { crowded: boolean; let_in: number };
  set_asides: SetAsideAct[];
  reasons: GivenReason[];
  removed_topics: RemovedTopic[];
}

interface ScreenPicture {
  screen: Projector;
}

/** Any picture, for what does not look into it. */
type Picture = { [part: string]: any };

interface MyIdea {
  id: number;
  number: number;
  revision: number;
  text: string;
  state: string;
  hidden_reason: string | null;
  column: number | null;
  late: boolean;
  may_change: boolean;
  fate: { outcome?: string; reason?: string } | null;
}

/** What of a stream is somebody's own. */
interface Mine {
  ideas?: MyIdea[];
  votes?: number[];
  votes_left?: number | null;
  remarks?: Remark[];
  attendance?: { status: string; since: string } | null;
  admitted?: number[];
}

// --- live streams

interface StreamEvent {
  seq: number;
  type: string;
  at?: string;
  data?: { changes?: { [part: string]: any } };
}

/** What events leave out of the things of one collection; see spine/usual.js. */
interface Usual {
  fields?: { [field: string]: any };
  with?: { [anchor: string]: { [field: string]: any } };
  times?: { [field: string]: [string, number] };
  moment?: string;
}

interface StreamState {
  stream: string;
  open: boolean;
  seq: number | null;
  picture: Picture | null;
  mine: Mine | null;
  ask: { number: number; since: number | null } | null;
  asked: number;
  early: StreamEvent[];
  usual: { [part: string]: Usual } | null;
  apart: { [part: string]: any };
  problems: Error[];
  applied: StreamEvent[];
}

interface Kept {
  seq: number;
  picture: Picture;
  mine?: Mine | null;
  at?: number;
  wall?: number;
}

type OnPicture = (picture: any, news: { events: StreamEvent[]; mine: Mine | null; seq: number | null }) => void;

interface Followed<P = any> {
  stream: string;
  picture: Signal<P | null>;
  mine: Signal<Mine | null>;
  error: Signal<string | null>;
  heardAt: Signal<number | null>;
  seq(): number | null;
  refreshMine(): Promise<void>;
  changeMine(change: (mine: any) => any, sent?: Promise<unknown> | null): void;
  unfollow(): void;
}

/** A followed stream whose picture has come. */
interface Shown<P> extends Followed<P> {
  picture: Signal<P>;
}

// --- the network

/** What a command answers, and what an address of the server does; `ok` says which half counts. */
interface Answer {
  ok: boolean;
  id?: string;
  seq?: number;
  result?: any;
  body?: any;
  status?: number;
  error?: string | null;
  message?: string | null;
  field?: string | null;
  retryable?: boolean;
  retry?: boolean;
  retry_after?: number;
}

type Fields = { [name: string]: unknown };

interface Api {
  get(url: string): Promise<Answer>;
  post(url: string, body: unknown): Promise<Answer>;
}

interface Clock {
  heard(time: number | string | undefined): void;
  now(): number;
  known(): boolean;
}

interface Line {
  status: Signal<string>;
  refused: Signal<string | null>;
  probe: () => Promise<boolean>;
  connected(): boolean;
  request(event: string, payload: unknown, timeoutMs?: number): Promise<any>;
  on(event: string, fn: (message: any) => void): void;
  onUp(fn: () => void): void;
  onDown(fn: () => void): void;
  refuse(code: string): void;
  start(): void;
  stop(): void;
  wake(): Promise<void>;
}

/** What of the page a line listens to. */
interface PageSigns {
  isOnline(): boolean;
  onWake(wake: () => void): void;
  onOffline?(told: () => void): void;
}

interface Live extends Omit<Line, "probe" | "onDown" | "refuse"> {
  follow(stream: string, onPicture?: OnPicture | null, options?: { initial?: Kept; pace?: number }): Followed;
  refreshMine(stream: string): void;
  changeOwn(stream: string, change: (mine: any) => any): boolean;
  streams(): string[];
}

interface Commands {
  send(type: string, fields?: Fields, options?: { id?: string; timeoutMs?: number }): Promise<Answer>;
}

// --- what is kept on the device

interface Store {
  durable(): boolean;
  all(): Promise<[IDBValidKey, any][]>;
  put(key: string, value: unknown): Promise<void>;
  remove(key: string): Promise<void>;
  clear(): Promise<void>;
}

interface Keeper {
  last(stream: string): Promise<Kept | null>;
  keep(stream: string, value: Kept, options?: { now?: boolean }): void;
  forget(): Promise<void>;
}

/** Half-typed words. `base`: the words they are to take the place of. */
interface Draft {
  text: string;
  at: number;
  base?: string;
  /** What was chosen beside the words, by the name of its field. */
  chosen?: Record<string, any>;
  /** On the console: the path of the page and the label of the field it was typed in, and where the cursor stood. */
  where?: string;
  label?: string;
  caret?: number | null;
}

interface Unsent extends Draft {
  key: string;
  away: boolean;
  open: boolean;
}

interface Drafts {
  about: (key: string) => object;
  get(key: string): string;
  of(key: string): Draft | null;
  set(key: string, text: string, on?: { base?: string }): void;
  chosen(key: string): Record<string, any>;
  choose(key: string, name: string, value: any): void;
  putAway(key: string): void;
  away(key: string): Draft | null;
  takeUp(key: string): void;
  throwAway(key: string): void;
  clear(key: string): void;
  watch(key: string, heard: () => void): () => void;
  unsent(): Unsent[];
  kept(): string[];
  clearAll(): Promise<void>;
}

/** A text or a press that waits on this phone (spine/outbox.js says what each means). */
interface Entry {
  id: string;
  owner: number | null;
  lane: string;
  type: string;
  fields: any;
  text: string;
  press: boolean;
  order: number;
  state: "on_phone" | "sending" | "saved" | "failed";
  since: number;
  tries: number;
  not_before: number;
  error: string | null;
  message: string | null;
  result: any;
}

interface Standing {
  waiting: number;
  texts: number;
  late: boolean;
  failed: number;
}

type Post = { type: string; fields: Fields; lane: string; text: string; press?: boolean };

interface Outbox {
  entries: Signal<Entry[]>;
  standing: Signal<Standing>;
  durable: Signal<boolean>;
  refusals: Signal<Entry[]>;
  orphans: Signal<Entry[]>;
  post(post: Post): string;
  press(press: { type: string; fields: Fields; lane: string }): Promise<Answer>;
  awaited(id: string): boolean;
  forgive(id: string): void;
  onSaved(fn: (entry: Entry) => void): () => void;
  adopt(id: string): Promise<void>;
  dismiss(id: string): Promise<void>;
  retry(id: string, changes?: { fields?: Fields; text?: string }): Promise<void>;
  nudge(): void;
  clear(): Promise<void>;
}

interface Sole {
  onGain: () => void;
  held(): boolean;
  start(): void;
  insist(): void;
  stop(): void;
}

interface TabLine {
  post(message: unknown): void;
  onMessage(fn: (message: any) => void): void;
  close(): void;
}

type SetTimer = (work: () => void, ms: number) => any;
type ClearTimer = (timer: any) => void;

// --- the screens

interface Boot {
  lang: string;
  now?: string;
  me: { id: number; name: string | null; role: string } | null;
  charrette: { id: number; slug: string; title: string; code: string } | null;
  stream: string;
  urls: { [name: string]: string };
  /** The phone. */
  gathering?: number | null;
  admitted?: number[];
  chosen?: boolean;
  note?: { told?: string; text?: string; kind?: string } | null;
  asks_alternative?: string[];
  needs_no_text?: string[];
  /** The projector. */
  public_url?: string | null;
}

interface Client {
  boot: Boot;
  api: Api;
  clock: Clock;
  line: Line;
  live: Live;
  commands: Commands;
  tick: Signal<number>;
  keeper: Keeper;
  ended: Signal<string | null>;
  outbox: Outbox;
  drafts: Drafts;
  forget(): Promise<void>;
}

/** A change of words that stand somewhere, half-typed (ui/hooks.js useChange). */
interface Change {
  text: string;
  /** The words it was begun on. */
  base: string;
  changed: boolean;
  /** Words of somebody else that came in meanwhile: both are there to choose from. */
  theirs: string | null;
  /** An earlier change that was put away unsent. */
  away: Draft | null;
  set(text: string): void;
  keepMine(): void;
  putAway(): void;
  takeUp(): void;
  throwAway(): void;
  clear(): void;
  /** What it says was kept: true, or false when the person typed on meanwhile; those words stay, as a new change. */
  settle(): boolean;
}

/** An address of the console, read. */
interface Place {
  view: string;
  gathering?: number;
  board?: number;
  item?: number;
  round?: number;
  area?: string;
}

type Seed = Pick<Idea, "id" | "number" | "text">;

interface Notice {
  text: string;
  actions?: { label: string; act: () => void }[];
}

/** What all pages of the console share (apps/console/context.js). */
interface ConsoleApp {
  client: Client;
  me: Boot["me"];
  charrette: Boot["charrette"];
  place: { readonly value: Place };
  path: Signal<string>;
  notice: Signal<Notice | null>;
  pane: Signal<string>;
  go(to: string, options?: { keepPane?: boolean }): void;
  week: { readonly value: WeekPicture | null };
  weekError: { readonly value: string | null };
  streamOf(kind: string): string;
  focus: { readonly value: number | null };
  isOrganiser: boolean;
  base: string;
  helpOpen: Signal<boolean>;
  chosenScreen: Signal<number | null>;
  storeTrouble: Signal<string | null>;
  storeAgain: Signal<number>;
  selection: Signal<Set<number>>;
  seeds: Signal<Seed[] | null>;
  say(message: Notice): void;
  /** Whether a page was left for another one since the console came. */
  moved?: boolean;
  gathering?: GatheringPicture | null;
  /** Going through the steps (running/console/going.js). */
  going: {
    busy: Signal<boolean>;
    saw(gathering: Gathering | null): void;
    go(
      picture: GatheringPicture,
      to: number | string,
      send: (type: string, fields: Fields) => Promise<Answer>,
    ): Promise<Answer | null>;
  };
}

/** A command that answers while somebody looks (ui/command.js). */
interface CommandState {
  send(type: string, fields: Fields): Promise<Answer>;
  error: string | null;
  field: string | null;
  busy: boolean;
  clear(): void;
}

/** Where an idea is put down. */
interface Spot {
  idea: number;
  list: Idea[];
  index: number;
  column?: number | null;
  group?: number | null;
}

/** Moving ideas on a board (boards/console/drag.js). */
interface Moves {
  pending: Set<number>;
  place(spot: Spot): Promise<void>;
  spots: Map<Element, { ideas: Idea[]; column: number | null; group: number | null }>;
  setDragging(on: boolean): void;
  hold(picture: BoardPicture | null): BoardPicture | null;
}

interface MenuItem {
  label?: string;
  key?: string;
  heading?: string;
  icon?: string;
  danger?: boolean;
  current?: boolean;
  disabled?: boolean;
  onSelect?: () => unknown;
}

/** A part of a page of the projector, measured before it is laid out (projector/state/flow.js). */
/** Which part of a text, of how many. */
type Part = { n: number; of: number };

type DrawPart = (from: number, to: number, part: Part | null) => Markup;

interface Block {
  key: string;
  height?: any;
  heading?: boolean;
  fresh?: boolean;
  wide?: boolean;
  starts?: boolean;
  ends?: boolean;
  sig?: string;
  node?: Markup;
  words?: string;
  draw?: DrawPart;
  reserve?: DrawPart;
  pieces?: Block[];
}

/** What of a block has to be measured: as it is in a column, over the whole width, or in parts of at most `height`. */
interface Unmeasured {
  block: Block;
  how: string;
  height: number;
  /** Of the column it will stand in, in pixels. */
  width: number;
  measure(asked: Unmeasured, element: HTMLElement): void;
}

interface FlowPage {
  columns: Block[][];
  wide: boolean;
  /** As many columns as this page has room for, when those are not the columns of the others. */
  count?: number;
}

interface FlowOptions {
  height: number;
  gap: number;
  columns?: number;
  most?: number;
  newestFirst?: boolean;
}

/** What every view of the projector shows around it. */
interface ScenePlace {
  title: string;
  code: string | null;
  gathering: Gathering | null;
  attendance: Attendance | null;
  doors: boolean;
  over: boolean;
  step: Step | null;
  next: Step | null;
  counts: boolean;
}

interface SceneExtra {
  place: ScenePlace;
  theme: string;
  page: number;
  walk: number;
  fresh?: Set<number>;
}

/** What the projector draws: `kind` says which of the others it has. */
interface Scene {
  kind: string;
  place: ScenePlace;
  theme: string;
  page: number;
  [more: string]: any;
}

/** The picture of a stream; null while it has not come, undefined when we may not have it. */
type Look = (stream: string) => any;

/** The projector's driver (apps/projector/stage.js). */
interface Stage {
  scene: Signal<Scene | null>;
  lost: Signal<number | null>;
  paging: Signal<{ page: number; pages: number } | null>;
  turn(by: number): void;
  black(): void;
  back(): void;
  pages(paging: { page: number; pages: number; asked: number }): void;
}

interface DoorCode {
  gathering: number;
  image: string;
  url: string;
  expires: number;
}

/** Phones that joined and acted as no hall does (`/api/rushes`). */
interface Rush {
  people: number[];
  /** The sessions at which they voted, posted or remarked. */
  gatherings: number[];
  from: string;
  until: string;
  votes: number;
  ideas: number;
}

// --- the page

/** What our own selectors find in our own markup are HTML elements. */
interface ParentNode {
  querySelector(selectors: string): HTMLElement | null;
  querySelectorAll(selectors: string): NodeListOf<HTMLElement>;
}
interface Element {
  closest(selectors: string): HTMLElement | null;
}
