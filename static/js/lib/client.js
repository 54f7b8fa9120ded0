/** Everything a screen needs, put together once.
 *
 *   const client = await startClient({outbox: true, withSaved?, lang?, as?})
 *       as: "screen" for the projector, which has its own cookie
 *   client.boot  client.api  client.clock  client.live  client.commands  client.keeper
 *   client.outbox, client.drafts (when asked for)     client.forget() wipes this device after "remove me"
 *   client.ended  signal: null, or the code with which the rights of this page ended: signed out here or in
 *                 another tab, taken away, removed, run out. It stays: what the page showed is taken away, and
 *                 when the server knows this browser again the page is loaded anew, for whoever that is now
 *   client.tick  signal: server time in ms, new each second (only while somebody reads it), for timers
 */
import { signal } from "@preact/signals-core";
import { io } from "socket.io-client";
import { streamOf } from "../spine/outbox.js";
import { createApi } from "./api.js";
import { readBoot } from "./boot.js";
import { watchSleep } from "./awake.js";
import { createAsking, createClock } from "./clock.js";
import { createCommands } from "./command.js";
import { createDrafts } from "./drafts.js";
import { loadTexts, useHall } from "./i18n.js";
import { createKeeper } from "./keep.js";
import { createLine } from "./line.js";
import { createLive } from "./live.js";
import { createOutbox } from "./outbox.js";
import { createSole, createTabs } from "./sole.js";
import { openStore } from "./store.js";
import { followTranslator } from "./translated.js";

/** The websocket first; polling where a network blocks it. The session cookie says who we are.
 * @param {object} auth
 */
function makeSocket(auth) {
  const socket = io({
    autoConnect: false,
    reconnection: false,
    timeout: 8000,
    auth,
    withCredentials: true,
    transports: ["websocket", "polling"],
    tryAllTransports: true,
  });
  // Some networks let a websocket in and say nothing through it: then try once the other way round. Once, because where
  // several workers share a hall only a websocket stays with one of them.
  let roundabout = false;
  socket.on("connect_error", (error) => {
    if (!roundabout && error?.message !== "timeout") return;
    roundabout = !roundabout;
    socket.io.opts.transports?.reverse();
  });
  return socket;
}

/** A signal with the server's time, each second; it ticks only while it is read.
 * @param {Clock} clock
 */
function createTick(clock) {
  /** @type {any} */
  let timer = null;
  const tick = signal(clock.now(), {
    watched() {
      tick.value = clock.now();
      timer = setInterval(() => {
        tick.value = clock.now();
      }, 1000);
    },
    unwatched: () => clearInterval(timer),
  });
  return tick;
}

const ENDED = new Set(["signed_out", "not_signed_in", "session_expired"]);

/** Once ended the page does not come back to life: the browser may be somebody else's by then.
 * @param {Line} line
 * @param {{ reload?: () => void }} [options]
 */
function watchRights(line, { reload = () => location.reload() } = {}) {
  const ended = signal(/** @type {any} */ (null));
  line.refused.subscribe((code) => {
    if (ended.value || !code || !ENDED.has(code)) return;
    ended.value = code;
    // What was said aloud and what the page came with name people as well.
    for (const id of ["announce-polite", "announce-assertive", "boot"]) document.getElementById(id)?.replaceChildren();
  });
  line.onUp(() => {
    if (ended.value) reload();
  });
  return ended;
}

/**
 * @param {{
 *   outbox?: boolean, withSaved?: (mine: any, entry: any) => any, lang?: string, as?: string | null
 * }} [options]
 * @returns {Promise<Client>}
 */
export async function startClient({ outbox: withOutbox = false, withSaved = () => null, lang, as = null } = {}) {
  const boot = readBoot();
  const clock = createClock();
  if (boot.now) clock.heard(boot.now);
  useHall({ zone: boot.timezone, now: clock.now });
  const line = createLine({ makeSocket: () => makeSocket(as ? { client: as } : {}) });
  const api = createApi({
    clock,
    as,
    /** @param {string} code */
    onRefused: (code) => {
      if (ENDED.has(code)) line.refuse(code);
    },
  });
  watchSleep(createAsking(() => api.get("/healthz")));
  const live = createLive({ line, api, clock });
  const commands = createCommands({ live, api });
  // At once, so that a store that hangs holds a screen up once.
  const [pictures, outbox, drafts] = await Promise.all([
    openStore("pictures"),
    withOutbox ? openStore("outbox") : null,
    withOutbox ? openStore("drafts") : null,
    loadTexts(lang ?? boot.lang, { url: boot.urls?.texts }),
  ]);
  /** @type {any} */
  const client = {
    boot,
    api,
    clock,
    line,
    live,
    commands,
    tick: createTick(clock),
    keeper: createKeeper(pictures),
    outbox: null,
    drafts: null,
    ended: as ? signal(/** @type {any} */ (null)) : watchRights(line),
  };
  if (outbox && drafts) await addWriting(client, withSaved, outbox, drafts);
  client.forget = async () => {
    await Promise.all([client.outbox?.clear(), client.drafts?.clearAll(), client.keeper.forget()]);
  };
  live.start();
  followTranslator(/** @type {HTMLElement} */ (document.getElementById("app")));
  return client;
}

/**
 * @param {Client} client
 * @param {(mine: any, entry: any) => any} withSaved
 * @param {Store} store
 * @param {Store} draftStore
 */
async function addWriting(client, withSaved, store, draftStore) {
  const owner = client.boot.me?.id ?? null;
  client.drafts = await createDrafts({ scope: String(owner ?? ""), store: draftStore }).load();
  const outbox = createOutbox({
    store,
    commands: client.commands,
    live: client.live,
    owner,
    sole: createSole("outbox"),
    tabs: createTabs("outbox"),
  });
  client.outbox = outbox;
  // What was just saved belongs to the person's own list, which the events do not carry. Where the answer tells
  // enough, nothing is asked: on a slow line that would bring all of the list each time.
  outbox.onSaved((entry) => {
    const stream = streamOf(entry.lane);
    if (!client.live.changeOwn(stream, (mine) => withSaved(mine, entry))) client.live.refreshMine(stream);
  });
  await outbox.start();
}
