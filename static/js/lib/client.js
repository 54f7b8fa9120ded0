/** Everything a screen needs, put together once.
 *
 *   const client = await startClient({outbox: true, lang?, as?})      as: "screen" for the projector, which has its own cookie
 *   client.boot  client.api  client.clock  client.live  client.commands  client.keeper
 *   client.outbox, client.drafts (when asked for)     client.forget() wipes this device after "remove me"
 *   client.tick  signal: server time in ms, new each second (only while somebody reads it), for timers
 */
import { io } from "socket.io-client";
import { signal } from "@preact/signals-core";
import { createApi } from "./api.js";
import { readBoot } from "./boot.js";
import { createClock } from "./clock.js";
import { createCommands } from "./command.js";
import { createDrafts } from "./drafts.js";
import { loadTexts } from "./i18n.js";
import { createKeeper } from "./keep.js";
import { createLine } from "./line.js";
import { createLive } from "./live.js";
import { createOutbox } from "./outbox.js";
import { createSole, createTabs } from "./sole.js";
import { openStore } from "./store.js";

/** The websocket first; polling where a network blocks it. The session cookie says who we are. */
function makeSocket(auth) {
  const socket = io({
    autoConnect: false, reconnection: false, timeout: 8000, auth, withCredentials: true,
    transports: ["websocket", "polling"], tryAllTransports: true,
  });
  // Some networks let a websocket in and say nothing through it: then try once the other way round. Once, because where
  // several workers share a hall only a websocket stays with one of them.
  let roundabout = false;
  socket.on("connect_error", (error) => {
    if (!roundabout && error?.message !== "timeout") return;
    roundabout = !roundabout;
    socket.io.opts.transports.reverse();
  });
  return socket;
}

/** A signal with the server's time, each second; it ticks only while it is read. */
function createTick(clock) {
  let timer = null;
  const tick = signal(clock.now(), {
    watched() {
      tick.value = clock.now();
      timer = setInterval(() => { tick.value = clock.now(); }, 1000);
    },
    unwatched: () => clearInterval(timer),
  });
  return tick;
}

export async function startClient({ outbox: withOutbox = false, lang, as = null } = {}) {
  const boot = readBoot();
  const clock = createClock();
  if (boot.now) clock.heard(boot.now);
  const api = createApi({ clock, as });
  const line = createLine({ makeSocket: () => makeSocket(as ? { client: as } : {}) });
  const live = createLive({ line, api, clock });
  const commands = createCommands({ live, api });
  const [pictures] = await Promise.all([openStore("pictures"), loadTexts(lang ?? boot.lang, { url: boot.urls?.texts })]);
  const client = { boot, api, clock, line, live, commands, tick: createTick(clock), keeper: createKeeper(pictures), outbox: null, drafts: null };
  if (withOutbox) await addWriting(client);
  client.forget = async () => {
    await Promise.all([client.outbox?.clear(), client.drafts?.clearAll(), client.keeper.forget()]);
  };
  live.start();
  return client;
}

async function addWriting(client) {
  const owner = client.boot.me?.id ?? null;
  const [store, draftStore] = await Promise.all([openStore("outbox"), openStore("drafts")]);
  client.drafts = await createDrafts({ scope: String(owner ?? ""), store: draftStore }).load();
  client.outbox = createOutbox({ store, commands: client.commands, live: client.live, owner, sole: createSole("outbox"), tabs: createTabs("outbox") });
  // What was just saved belongs to the person's own list, which the events do not carry.
  client.outbox.onSaved((entry) => client.live.refreshMine(entry.lane));
  await client.outbox.start();
}
