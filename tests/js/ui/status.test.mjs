import assert from "node:assert/strict";
import { test } from "node:test";
import { statusWords } from "../../../static/js/ui/status.js";

const STATES = {
  "no connection": { status: "offline", standing: { waiting: 1, texts: 1, late: true, failed: 0 } },
  "a slow server": { status: "live", standing: { waiting: 1, texts: 1, late: true, failed: 0 } },
  "an ended sign-in": {
    status: "live",
    refused: "signed_out",
    standing: { waiting: 1, texts: 1, late: true, failed: 0 },
  },
  "an ended sign-in after a press": {
    status: "live",
    refused: "signed_out",
    standing: { waiting: 1, texts: 0, late: true, failed: 0 },
  },
  "a refusal": { status: "live", standing: { waiting: 0, texts: 0, late: false, failed: 1 } },
};

for (const [way, state] of Object.entries(STATES))
  test(`with ${way} a device that keeps nothing promises nothing, and says to keep the page open`, () => {
    assert.match(statusWords({ ...state, durable: true }).words, /kept/);
    const { words } = statusWords({ ...state, durable: false });
    assert.doesNotMatch(words, /kept/);
    assert.match(words, /Keep this page open/);
  });
