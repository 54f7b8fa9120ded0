/** After "sign out" or "remove me" nothing of this person stays in this browser either. */
import { createDrafts } from "../lib/drafts.js";
import { openStore } from "../lib/store.js";

/** Empties what earlier visits kept here: texts, half-typed words, pictures. */
async function wipe() {
  const [drafts, ...others] = await Promise.all(["drafts", "outbox", "pictures"].map((name) => openStore(name)));
  await createDrafts({ store: drafts }).clearAll();
  await Promise.all(others.map((store) => store.clear()));
  Object.keys(localStorage).filter((key) => key.startsWith("charrette:draft:")).forEach((key) => localStorage.removeItem(key));
}

const erase = document.getElementById("erase");
erase?.addEventListener("submit", (event) => {
  event.preventDefault();
  wipe().finally(() => erase.submit());
});
