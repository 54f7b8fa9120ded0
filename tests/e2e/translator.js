// Plays translators of several kinds on a small page of Preact, and tells what can be read on it after each change.
async () => {
  const { render } = await import("preact");
  const { html } = await import("htm/preact");
  const { signal } = await import("@preact/signals");
  const { followTranslator } = await import("/static/js/lib/translated.js");
  const turn = () => new Promise((done) => { setTimeout(done); });
  const box = (words) => {
    const outer = document.createElement("font");
    const inner = outer.appendChild(document.createElement("font"));
    if (words) inner.textContent = `~${words}`;
    return outer;
  };
  const WAYS = {
    replaced: (text) => text.replaceWith(box(text.data)),
    "put beside, then taken away": (text) => { text.before(box(text.data)); text.remove(); },
    "put after, then taken away": (text) => { text.after(box(text.data)); text.remove(); },
    "taken away first": (text) => {
      const { parentNode, nextSibling, data } = text;
      text.remove();
      parentNode.insertBefore(box(data), nextSibling);
    },
    "wrapped around": (text) => {
      const outer = box("");
      text.before(outer);
      outer.firstChild.append(text);
      text.data = `~${text.data}`;
    },
    "another text": (text) => text.replaceWith(document.createTextNode(`~${text.data}`)),
  };
  const translate = async (root, way) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    texts.filter((text) => text.data.trim() && !text.data.startsWith("~")).forEach(WAYS[way]);
    await turn();
    await turn();
  };
  const View = ({ count, mark, last, order, bound }) => [
    html`<p>${mark && html`<b>!</b>`}${count} votes left of ${2}</p>`,
    html`<p>${last ? "Last" : html`<i>more</i>`}${" words"}</p>`,
    html`<p>${last && "gone"}</p>`,
    html`<ul>${order.map((name) => html`<li key=${name}>${name}</li>`)}</ul>`,
    html`<p>${bound}, ${mark ? html`<s>x</s>` : "y"}</p>`,
  ];
  const found = {};
  for (const way of Object.keys(WAYS)) {
    const root = document.body.appendChild(document.createElement("div"));
    followTranslator(root);
    const bound = signal("one");
    const plain = { count: 2, order: ["a", "b"], bound, last: true };
    const draw = (more) => render(html`<${View} ...${{ ...plain, ...more }} />`, root);
    const said = () => root.innerText.replaceAll("~", "").replace(/\s+/g, " ").trim();
    draw({});
    await translate(root, way);
    const seen = [said()];
    for (const more of [
      {}, { count: 1 }, { count: 1, mark: true }, { count: 1, mark: true, last: false },
      { count: 0, order: ["b", "c", "a"] }, { count: 3, order: [], last: false },
    ]) {
      draw(more);
      if (more.order) bound.value = "two";
      await turn();
      seen.push(said());
      await translate(root, way);
      seen.push(said());
    }
    const marked = root.textContent.includes("~");
    for (const font of root.querySelectorAll(":not(font) > font")) font.remove();  // the original is shown again
    await turn();
    seen.push(root.innerText.replace(/\s+/g, " ").trim());
    found[way] = { seen: seen.filter((line, at) => line !== seen[at - 1]), marked };
  }
  return found;
}
