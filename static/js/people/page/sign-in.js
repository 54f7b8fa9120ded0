/** A sign-in link is opened: take the token out of the address bar and out of the history at once, and use it. What
 * came along behind it, such as the dot of a sentence, the server takes off.
 */
const { hash } = location;
if (hash.length > 1) {
  history.replaceState(null, "", location.pathname);
  const form = /** @type {HTMLFormElement} */ (document.getElementById("sign-in"));
  /** @type {HTMLInputElement} */ (form.elements.namedItem("token")).value = hash;
  form.requestSubmit();
}
