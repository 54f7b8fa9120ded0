/** A sign-in link is opened: take the token out of the address bar and out of the history at once, and use it. */
const token = decodeURIComponent(location.hash.slice(1));
if (token) {
  history.replaceState(null, "", location.pathname);
  const form = /** @type {HTMLFormElement} */ (document.getElementById("sign-in"));
  /** @type {HTMLInputElement} */ (form.elements.namedItem("token")).value = token;
  form.requestSubmit();
}
