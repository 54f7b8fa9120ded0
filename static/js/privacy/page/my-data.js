/** After "sign out" or "remove me" nothing of this person stays in this browser either, and in no other tab of it. */
import { createApi } from "../../lib/api.js";
import { createDrafts } from "../../lib/drafts.js";
import { openStore } from "../../lib/store.js";

const DRAFTS = "charrette:draft:";
const TYPED = "charrette:typed";

/** Empties what earlier visits kept here: texts, half-typed words, pictures. */
async function wipe() {
  const [drafts, ...others] = await Promise.all(["drafts", "outbox", "pictures"].map((name) => openStore(name)));
  await createDrafts({ store: drafts }).clearAll();
  await Promise.all(others.map((store) => store.clear()));
  Object.keys(localStorage)
    .filter((key) => key.startsWith(DRAFTS))
    .forEach((key) => localStorage.removeItem(key));
  sessionStorage.removeItem(TYPED);
}

const unsent = async () => (await (await openStore("outbox")).all()).length > 0;

/** Wipes before the form goes. What was not sent yet is told first; a second press goes on.
 * @param {HTMLFormElement | null} form
 * @param {HTMLElement | null} warning
 */
function wipeBefore(form, warning) {
  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (warning?.hidden && (await unsent().catch(() => false))) {
      warning.hidden = false;
      return;
    }
    await wipe().catch(() => {});
    form.submit();
  });
}

wipeBefore(
  /** @type {HTMLFormElement | null} */ (document.getElementById("sign-out")),
  document.getElementById("unsent"),
);
wipeBefore(/** @type {HTMLFormElement | null} */ (document.getElementById("erase")), null);

/** Looks whether this page is still for the same person: now and then, and when somebody comes back to it. */
const LOOK_MS = 10_000;
const api = createApi();
const whose = async () => {
  const answer = await api.get("/api/me");
  if (answer.ok) return answer.body.person?.id ?? null;
  return answer.status === 401 ? null : undefined;
};

/** @param {number | null} person */
async function stayWith(person) {
  const now = await whose();
  if (now === undefined || now === person) return;
  // What stood here is taken away at once; then the server says what this browser may see.
  document.getElementById("main")?.replaceChildren();
  document.title = "Charrette";
  location.replace("/me");
}

const person = await whose();
if (person === null) location.replace("/me");
else if (person !== undefined) {
  const look = () => {
    stayWith(person);
  };
  setInterval(look, LOOK_MS);
  addEventListener("pageshow", look);
  document.addEventListener("visibilitychange", look);
}
