// Tabs of one browser with an outbox each, and a server that fails in every way.
import assert from "node:assert/strict";
import { signal } from "@preact/signals-core";
import { createOutbox } from "../../static/js/lib/outbox.js";

export const ANNIE = 7;

/** A server that saves once per (person, id), and answers as `fault` says. */
export function createServer(time, { int, chance }) {
  const rows = [];
  const server = {
    rows,
    up: true,
    async take(owner, type, fields, id, protectedByKey = true) {
      const wait = (ms) => new Promise((resolve) => time.setTimer(resolve, ms));
      await wait(int(1, 400));
      if (!server.up || chance(0.15)) {
        await wait(4000);
        return { ok: false, error: "timeout", retryable: true };
      }
      if (chance(0.1)) return { ok: false, error: "too_many_requests", retry_after: 2, retryable: true };
      if (fields.text.includes("refuse"))
        return { ok: false, error: "invalid", message: "Not like this.", retryable: false };
      const known = rows.find((row) => row.id === id && row.owner === owner);
      if (!known || !protectedByKey) rows.push({ owner, id, text: fields.text, number: rows.length + 1 });
      if (chance(0.2)) {
        await wait(4000);
        return { ok: false, error: "timeout", retryable: true };
      }
      return { ok: true, seq: rows.length, result: { number: rows.length } };
    },
  };
  return server;
}

/** The tabs of one browser: who holds the sending right, and who hears whom. */
export function createBrowser() {
  const open = [];
  return {
    insisted: 0,
    join() {
      const sole = {
        onGain() {},
        held: () => open[0] === sole,
        insist: () => {
          this.insisted += 1;
          open.splice(open.indexOf(sole), 1);
          open.unshift(sole);
          sole.onGain();
        },
        start() {},
        stop() {
          open.splice(open.indexOf(sole), 1);
          open[0]?.onGain();
        },
      };
      open.push(sole);
      return sole;
    },
    channels: [],
    channel() {
      const own = {
        fn: () => {},
        post: (message) =>
          this.channels
            .filter((other) => other !== own)
            .forEach((other) => queueMicrotask(() => other.fn(structuredClone(message)))),
        onMessage: (fn) => {
          own.fn = fn;
        },
        close: () => {
          this.channels.splice(this.channels.indexOf(own), 1);
        },
      };
      this.channels.push(own);
      return own;
    },
  };
}

export async function openTab({ browser, store, server, time, random, protectedByKey }) {
  const ups = [];
  const line = { up: true };
  const live = { status: signal("live"), refused: signal(null), connected: () => line.up, onUp: (fn) => ups.push(fn) };
  let dead = false;
  const commands = {
    async send(type, fields, { id }) {
      assert.ok(!dead, "a closed tab sends nothing");
      const answer = line.up
        ? await server.take(ANNIE, type, fields, id, protectedByKey)
        : { ok: false, error: "offline", retryable: true };
      return dead ? new Promise(() => {}) : { id, ...answer };
    },
  };
  const outbox = await createOutbox({
    store,
    commands,
    live,
    owner: ANNIE,
    sole: browser.join(),
    tabs: browser.channel(),
    now: time.now,
    random,
    setTimer: time.setTimer,
    clearTimer: time.clearTimer,
  }).start();
  return {
    outbox,
    cut() {
      line.up = false;
      live.status.value = "reconnecting";
    },
    mend() {
      line.up = true;
      live.status.value = "live";
      ups.forEach((fn) => fn());
    },
    close() {
      dead = true;
      outbox.stop();
    },
  };
}
