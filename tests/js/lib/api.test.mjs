import assert from "node:assert/strict";
import { test } from "node:test";
import { createApi } from "../../../static/js/lib/api.js";

const json = (body, options = {}) =>
  new Response(JSON.stringify(body), { headers: { "content-type": "application/json" }, ...options });

// trust: T31
test("only JSON of our own counts as an answer", async () => {
  const html = (status, extra = {}) =>
    new Response("<html>wifi</html>", { status, headers: { "content-type": "text/html" }, ...extra });
  const ask = async (response) => createApi({ fetcher: async () => response, csrf: () => "" }).get("/x");
  assert.equal((await ask(html(200))).error, "captive_portal");
  assert.equal((await ask(html(302))).error, "captive_portal");
  assert.equal((await ask({ type: "opaqueredirect", status: 0, headers: new Headers() })).error, "captive_portal");
  assert.equal(
    (await ask(new Response("{half", { headers: { "content-type": "application/json" } }))).error,
    "captive_portal",
  );
  assert.equal((await ask(html(502))).error, "server_error");
  assert.deepEqual(await ask(json({ week: 1 })), { ok: true, status: 200, body: { week: 1 } });
});

test("an error of the server keeps its code, its words and its waiting time", async () => {
  const fetcher = async () =>
    json({ ok: false, error: "too_many_requests", message: "Wait a moment.", retry_after: 3 }, { status: 429 });
  assert.deepEqual(await createApi({ fetcher, csrf: () => "" }).post("/x", {}), {
    ok: false,
    error: "too_many_requests",
    message: "Wait a moment.",
    status: 429,
    retryable: true,
    retry_after: 3,
  });
});

test("no network and a silent server are two different answers", async () => {
  const dead = createApi({
    fetcher: async () => {
      throw new TypeError("failed");
    },
    csrf: () => "",
  });
  assert.equal((await dead.get("/x")).error, "offline");
  const silent = createApi({
    timeoutMs: 5,
    csrf: () => "",
    fetcher: (url, { signal }) =>
      new Promise((resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
      }),
  });
  assert.equal((await silent.get("/x")).error, "timeout");
});

test("a post carries the page's token", async () => {
  let sent;
  await createApi({
    csrf: () => "token-1",
    fetcher: async (url, options) => {
      sent = options;
      return json({});
    },
  }).post("/x", { a: 1 });
  assert.equal(sent.headers["X-CSRFToken"], "token-1");
  assert.equal(sent.body, '{"a":1}');
});
