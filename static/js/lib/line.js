/** The line to the server: one Socket.IO connection that comes back by itself.
 *
 *   const line = createLine({makeSocket, page?})
 *   line.start(); line.stop(); line.wake()
 *   line.status      signal: "connecting" | "live" | "reconnecting" | "offline"
 *   line.refused     signal: null, or the code with which the server refuses us (signed out, unknown)
 *   line.refuse(code)    the server said so another way: in an answer over HTTP
 *   line.connected() -> bool
 *   line.request(event, payload, timeoutMs) -> the server's answer, or {ok: false, error: "timeout" | "offline"}
 *   line.on(event, fn); line.onUp(fn); line.onDown(fn)
 *   line.probe = async () => bool    set by live.js: is an open line still alive? asked after a sleep
 *
 * We do the waiting ourselves (the library's own back-off cannot be cut short): 0.5 s, doubling to 2.5 s, with chance
 * added so that a hall does not come back in one blow; waking up, coming online or coming into view starts at once.
 * Nothing is ever given to a closed socket: the library would keep it and may lose it.
 */
import { signal } from "@preact/signals-core";
import { judge } from "./command.js";

export const FIRST_WAIT_MS = 500;
export const LAST_WAIT_MS = 2500;

/** After so many tries the server is really away, and knocking slower spares the battery. */
export const MANY_TRIES = 30;
export const LONG_WAIT_MS = 5000;

/** A line that is away this long is called offline. */
export const OFFLINE_AFTER_MS = 4000;

/** What of the page we listen to; tests give their own. */
export function realPage() {
  return {
    isOnline: () => globalThis.navigator?.onLine !== false,
    onWake(wake) {
      addEventListener("online", wake);
      addEventListener("pageshow", wake);
      addEventListener("focus", wake);
      document.addEventListener("resume", wake);
      document.addEventListener("visibilitychange", () => {
        if (document.visibilityState === "visible") wake();
      });
    },
    onOffline: (told) => addEventListener("offline", told),
  };
}

export function createLine({
  makeSocket,
  page = realPage(),
  random = Math.random,
  setTimer = setTimeout,
  clearTimer = clearTimeout,
}) {
  const status = signal("connecting");
  const refused = signal(null);
  const socket = makeSocket();
  const ups = new Set();
  const downs = new Set();
  let tries = 0;
  let retry = null;
  let dimming = null;
  let running = false;
  let wasUp = false;
  let probing = false;

  const line = {
    status,
    refused,
    probe: async () => true,
    connected: () => socket.connected,
    on: (event, fn) => socket.on(event, fn),
    onUp: (fn) => ups.add(fn),
    onDown: (fn) => downs.add(fn),
    request,
    start,
    stop,
    wake,
    refuse,
  };

  function request(event, payload, timeoutMs = 5000) {
    if (!socket.connected) return Promise.resolve({ ok: false, error: "offline" });
    return new Promise((resolve) => {
      const timer = setTimer(() => done({ ok: false, error: "timeout" }), timeoutMs);
      const broken = () => done({ ok: false, error: "timeout" });
      function done(answer) {
        clearTimer(timer);
        downs.delete(broken);
        resolve(answer);
      }
      downs.add(broken);
      socket.emit(event, payload, (answer) => done(answer));
    });
  }

  function down() {
    if (!page.isOnline()) status.value = "offline";
    else if (status.value === "live") status.value = wasUp ? "reconnecting" : "connecting";
    dimming ??= setTimer(() => {
      if (!socket.connected) status.value = "offline";
    }, OFFLINE_AFTER_MS);
  }

  function later() {
    if (!running || retry !== null || refused.value) return;
    const wait =
      (tries < MANY_TRIES ? Math.min(LAST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries) : LONG_WAIT_MS) * (0.5 + random());
    tries += 1;
    retry = setTimer(() => {
      retry = null;
      open();
    }, wait);
  }

  function open() {
    if (running && !socket.connected) socket.connect();
  }

  function restart() {
    socket.disconnect();
    clearTimer(retry);
    retry = null;
    open();
  }

  async function wake() {
    if (!running) return;
    tries = 0;
    if (!socket.connected) return restart();
    if (probing) return;
    probing = true;
    const alive = await line.probe();
    probing = false;
    if (!alive && running) restart();
  }

  function start() {
    if (running) return;
    running = true;
    down();
    open();
  }

  function stop() {
    running = false;
    clearTimer(retry);
    clearTimer(dimming);
    retry = null;
    socket.disconnect();
  }

  socket.on("connect", () => {
    tries = 0;
    wasUp = true;
    clearTimer(dimming);
    clearTimer(retry);
    dimming = retry = null;
    refused.value = null;
    status.value = "live";
    [...ups].forEach((fn) => fn());
  });
  socket.on("disconnect", () => {
    down();
    [...downs].forEach((fn) => fn());
    later();
  });
  socket.on("connect_error", (error) => {
    down();
    if (error?.data?.error && !judge(error.data).retryable) refuse(error.data.error);
    else later();
  });
  socket.on("signed_out", (why) => refuse(why?.error ?? "signed_out"));

  /** The server does not want us: no use in knocking on. A reload of the page, or start() anew, tries again. */
  function refuse(code) {
    refused.value = code;
    status.value = "offline";
    clearTimer(retry);
    retry = null;
    if (socket.connected) socket.disconnect();
  }

  page.onWake(wake);
  page.onOffline?.(wake);
  return line;
}
