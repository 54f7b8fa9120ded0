/** After "sign out" or "remove me" nothing of this person stays in this browser either. */
import { createDrafts } from "../lib/drafts.js";
import { openStore } from "../lib/store.js";

const DRAFTS = "charrette:draft:";

/** Empties what earlier visits kept here: texts, half-typed words, pictures. */
async function wipe() {
  const [drafts, ...others] = await Promise.all(["drafts", "outbox", "pictures"].map((name) => openStore(name)));
  await createDrafts({ store: drafts }).clearAll();
  await Promise.all(others.map((store) => store.clear()));
  Object.keys(localStorage).filter((key) => key.startsWith(DRAFTS)).forEach((key) => localStorage.removeItem(key));
}

const unsent = async () => (await (await openStore("outbox")).all()).length > 0;

/** Wipes before the form goes. What was not sent yet is told first; a second press goes on. */
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

wipeBefore(document.getElementById("sign-out"), document.getElementById("unsent"));
wipeBefore(document.getElementById("erase"), null);
