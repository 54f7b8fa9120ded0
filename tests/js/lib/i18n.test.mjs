import assert from "node:assert/strict";
import { test } from "node:test";
import {
  formatAgo,
  formatDuration,
  formatMoment,
  formatTime,
  loadTexts,
  t,
  tn,
  useHall,
  useTexts,
} from "../../../static/js/lib/i18n.js";
import { webStorage } from "../support.mjs";

process.env.TZ = "Asia/Tokyo"; // this device stands to another zone than the hall

test("words come from the catalogue, else they are the English ones", () => {
  useTexts("nl", { "Hello {name}": "Dag {name}", "{n} idea": ["{n} idee", "{n} ideeën"] });
  assert.equal(t("Hello {name}", { name: "Annie" }), "Dag Annie");
  assert.equal(t("Unknown {what}", { what: "words" }), "Unknown words");
  assert.equal(t("Kept {braces}"), "Kept {braces}");
  assert.equal(tn("{n} idea", "{n} ideas", 1), "1 idee");
  assert.equal(tn("{n} idea", "{n} ideas", 1200), "1.200 ideeën");
  assert.equal(tn("{n} vote", "{n} votes", 2), "2 votes");
  assert.equal(tn("{n} vote", "{n} votes", 1), "1 vote");
});

test("languages with more forms choose the right one", () => {
  useTexts("pl", { "{n} idea": ["{n} pomysł", "{n} pomysły", "{n} pomysłów"] });
  assert.deepEqual(
    [1, 3, 5, 22].map((n) => tn("{n} idea", "{n} ideas", n)),
    ["1 pomysł", "3 pomysły", "5 pomysłów", "22 pomysły"],
  );
});

const refusingStorage = new Proxy(
  {},
  {
    get() {
      throw new Error("refused");
    },
  },
);

const json = (body, options = {}) =>
  new Response(JSON.stringify(body), { headers: { "content-type": "application/json" }, ...options });

// trust: T31
test("texts fall back on what an earlier visit kept, and a login page is no catalogue", async () => {
  const storage = webStorage();
  await loadTexts("nl", { fetcher: async () => json({ Yes: "Ja" }), storage });
  await loadTexts("nl", {
    fetcher: async () => new Response("<html>log in</html>", { headers: { "content-type": "text/html" } }),
    storage,
  });
  assert.equal(t("Yes"), "Ja");
  await loadTexts("nl", {
    fetcher: async () => {
      throw new TypeError("no network");
    },
    storage: refusingStorage,
  });
  assert.equal(t("Yes"), "Yes");
});

test("times and lengths are written in the page's language", () => {
  useTexts("nl", {});
  assert.equal(formatDuration(45), "45 seconden");
  assert.equal(formatDuration(3900), "1 uur, 5 minuten");
  assert.equal(formatAgo("2025-06-02T19:00:00Z", Date.parse("2025-06-02T19:03:10Z")), "3 minuten geleden");
});

const DAY_MS = 86_400_000;
const EVENING = "2025-06-02T19:05:00Z";

test("a time is that of the hall on a phone that is set to another zone", () => {
  assert.equal(new Date(EVENING).getHours(), 4, "the control: this device is in Tokyo");
  useHall({ zone: "Europe/Amsterdam", now: () => Date.parse(EVENING) });
  for (const lang of ["nl", "en"]) {
    useTexts(lang, {});
    assert.equal(formatTime(EVENING), "21:05");
  }
  assert.equal(formatMoment(EVENING), "Monday, June 2 at 21:05");
  assert.equal(formatTime(""), "", "what has no time has no words");
});

test("a time of another day in the hall has that day with it, also when it is the same day for this device", () => {
  useTexts("nl", {});
  useHall({ zone: "Europe/Amsterdam", now: () => Date.parse(EVENING) + DAY_MS });
  assert.equal(formatTime(EVENING), "2 jun, 21:05");
  useHall({ zone: "Europe/Amsterdam", now: () => Date.parse("2025-06-02T22:30:00Z") });
  assert.equal(formatTime(EVENING), "2 jun, 21:05", "past midnight in the hall");
  useHall({ zone: "Europe/Amsterdam", now: () => Date.parse("2025-06-02T08:00:00Z") });
  assert.equal(formatTime(EVENING), "21:05", "tomorrow already in Tokyo");
  useHall({ zone: "Europe/Amsterdam", now: () => Date.parse("2026-06-02T19:05:00Z") });
  assert.equal(formatTime(EVENING), "2 jun, 21:05", "a year later");
});

test("a zone that this device does not know, or none, leaves it its own", () => {
  useTexts("nl", {});
  for (const zone of ["Mars/Olympus", null, undefined]) {
    useHall({ zone, now: () => Date.parse(EVENING) });
    assert.equal(formatTime(EVENING), "04:05");
  }
});
