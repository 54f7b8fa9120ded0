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
import { clearTimer as realClear, setTimer as realTimer } from "./browser.js";

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
    /** @param {() => void} wake */
    onWake(wake) {
      addEventListener("online", wake);
      addEventListener("pageshow", wake);
      addEventListener("focus", wake);
      document.addEventListener("resume", wake);
      document.addEventListener("visibilitychange", () => {
        if (document.visibilityState === "visible") wake();
      });
    },
    /** @param {() => void} told */
    onOffline: (told) => addEventListener("offline", told),
  };
}

class Line {
  status = signal("connecting");
  refused = signal(/** @type {any} */ (null));
  probe = async () => true;
  #ups = new Set();
  #downs = new Set();
  #tries = 0;
  /** @type {any} */
  #retry = null;
  /** @type {any} */
  #dimming = null;
  #running = false;
  #wasUp = false;
  #probing = false;

  /**
   * @param {{
   *   makeSocket: () => any, page: PageSigns, random: () => number, setTimer: SetTimer, clearTimer: ClearTimer,
   * }} parts
   */
  constructor({ makeSocket, page, random, setTimer, clearTimer }) {
    this.socket = makeSocket();
    this.page = page;
    this.random = random;
    this.setTimer = setTimer;
    this.clearTimer = clearTimer;
    this.#listen();
  }

  connected = () => this.socket.connected;
  /**
   * @param {any} event
   * @param {(...news: any[]) => void} fn
   */
  on = (event, fn) => this.socket.on(event, fn);
  /** @param {(...news: any[]) => void} fn */
  onUp = (fn) => this.#ups.add(fn);
  /** @param {(...news: any[]) => void} fn */
  onDown = (fn) => this.#downs.add(fn);

  #listen() {
    const { socket } = this;
    socket.on("connect", () => this.#connected());
    socket.on("disconnect", () => {
      this.#down();
      [...this.#downs].forEach((fn) => fn());
      this.#later();
    });
    socket.on("connect_error", (/** @type {any} */ error) => {
      this.#down();
      if (error?.data?.error && !judge(error.data).retryable) this.refuse(error.data.error);
      else this.#later();
    });
    socket.on("signed_out", (/** @type {any} */ why) => this.refuse(why?.error ?? "signed_out"));
    this.page.onWake(this.wake);
    this.page.onOffline?.(this.wake);
  }

  #connected() {
    this.#tries = 0;
    this.#wasUp = true;
    this.clearTimer(this.#dimming);
    this.#dimming = null;
    this.#dropRetry();
    this.refused.value = null;
    this.status.value = "live";
    [...this.#ups].forEach((fn) => fn());
  }

  /**
   * @param {any} event
   * @param {unknown} payload
   * @param {number} [timeoutMs]
   */
  request = (event, payload, timeoutMs = 5000) => {
    if (!this.socket.connected) return Promise.resolve({ ok: false, error: "offline" });
    return new Promise((resolve) => {
      const timer = this.setTimer(() => done({ ok: false, error: "timeout" }), timeoutMs);
      const broken = () => done({ ok: false, error: "timeout" });
      /** @param {any} answer */
      const done = (answer) => {
        this.clearTimer(timer);
        this.#downs.delete(broken);
        resolve(answer);
      };
      this.#downs.add(broken);
      this.socket.emit(event, payload, (/** @type {any} */ answer) => done(answer));
    });
  };

  #down() {
    if (!this.page.isOnline()) this.status.value = "offline";
    else if (this.status.value === "live") this.status.value = this.#wasUp ? "reconnecting" : "connecting";
    this.#dimming ??= this.setTimer(() => {
      if (!this.socket.connected) this.status.value = "offline";
    }, OFFLINE_AFTER_MS);
  }

  #later() {
    if (!this.#running || this.#retry !== null || this.refused.value) return;
    const tries = this.#tries;
    const pause = tries < MANY_TRIES ? Math.min(LAST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries) : LONG_WAIT_MS;
    this.#tries += 1;
    this.#retry = this.setTimer(
      () => {
        this.#retry = null;
        this.#open();
      },
      pause * (0.5 + this.random()),
    );
  }

  #dropRetry() {
    this.clearTimer(this.#retry);
    this.#retry = null;
  }

  #open() {
    if (this.#running && !this.socket.connected) this.socket.connect();
  }

  #restart() {
    this.socket.disconnect();
    this.#dropRetry();
    this.#open();
  }

  wake = async () => {
    if (!this.#running) return;
    this.#tries = 0;
    if (!this.socket.connected) {
      this.#restart();
      return;
    }
    if (this.#probing) return;
    this.#probing = true;
    const alive = await this.probe();
    this.#probing = false;
    if (!alive && this.#running) this.#restart();
  };

  start = () => {
    if (this.#running) return;
    this.#running = true;
    this.#down();
    this.#open();
  };

  stop = () => {
    this.#running = false;
    this.clearTimer(this.#dimming);
    this.#dropRetry();
    this.socket.disconnect();
  };

  /** The server does not want us: no use in knocking on. A reload of the page, or start() anew, tries again.
   * @param {string} code
   */
  refuse = (code) => {
    this.refused.value = code;
    this.status.value = "offline";
    this.#dropRetry();
    if (this.socket.connected) this.socket.disconnect();
  };
}

/**
 * @param {{
 *   makeSocket: () => any, page?: PageSigns, random?: () => number, setTimer?: SetTimer, clearTimer?: ClearTimer,
 * }} parts
 */
export const createLine = ({
  makeSocket,
  page = realPage(),
  random = Math.random,
  setTimer = realTimer,
  clearTimer = realClear,
}) => new Line({ makeSocket, page, random, setTimer, clearTimer });
