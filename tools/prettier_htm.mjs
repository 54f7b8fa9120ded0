/** Lets Prettier format the markup in our scripts, html`...` of htm, which by itself it leaves as it is.
 *
 * An element that does not fit on a line gets its attributes one a line, and each child a line; one that was broken
 * after its opening tag stays so. htm drops white space with a line break in it at the edges of a text, and keeps other
 * spaces: where such a space comes to stand at the edge of a line it is written as ${" "}, as in JSX.
 *
 * Markup is read into {element: {tag, attributes, children, close, broken}}, {expression: number}, {word}, and between
 * them {gap: "space" | "line"}; names and values are lists of texts and numbers of expressions.
 */
import { doc } from "prettier";
import * as estree from "prettier/plugins/estree";

const { breakParent, fill, group, ifBreak, indent, line, softline } = doc.builders;

/** Walks over the pieces of a template: letters, and expressions by their number. */
class Reader {
  constructor({ quasis, expressions }) {
    this.pieces = quasis.flatMap(({ value }, at) => (at === 0 ? [...value.raw] : [at - 1, ...value.raw]));
    this.spaces = new Set(expressions.flatMap((node, at) => (node.value === " " ? [at] : [])));
    this.at = 0;
  }

  get next() {
    return this.pieces[this.at];
  }

  get ended() {
    return this.at >= this.pieces.length;
  }

  sees(text) {
    return [...text].every((letter, at) => this.pieces[this.at + at] === letter);
  }

  take(text) {
    if (!this.sees(text)) throw new Error(`Expected ${text} in the markup.`);
    this.at += text.length;
  }

  /** Everything before a letter that matches `stop`, as texts and numbers. */
  before(stop, { expressions = true } = {}) {
    const found = [];
    while (!this.ended && (typeof this.next === "number" ? expressions : !stop.test(this.next))) {
      if (typeof this.next === "string" && typeof found.at(-1) === "string") found.push(found.pop() + this.next);
      else found.push(this.next);
      this.at += 1;
    }
    return found;
  }
}

function readAttribute(reader) {
  const name = reader.before(/[\s=/>]/);
  if (!reader.sees("=")) return name;
  reader.take("=");
  const quote = ['"', "'"].find((mark) => reader.sees(mark));
  if (!quote) return [...name, "=", ...reader.before(/[\s>]/)];
  reader.take(quote);
  const value = reader.before(quote === '"' ? /"/ : /'/);
  reader.take(quote);
  return [...name, "=", quote, ...value, quote];
}

function readElement(reader) {
  reader.take("<");
  const tag = reader.before(/[\s/>]/);
  const attributes = [];
  for (reader.before(/\S/); !reader.sees(">") && !reader.sees("/>"); reader.before(/\S/, { expressions: false })) {
    if (reader.ended) throw new Error("A tag in the markup has no end.");
    attributes.push(readAttribute(reader));
  }
  if (reader.sees("/>")) {
    reader.take("/>");
    return { tag, attributes, children: null };
  }
  reader.take(">");
  const children = readChildren(reader);
  reader.take("</");
  const close = reader.before(/>/);
  reader.take(">");
  return { tag, attributes, children, close, broken: children[0]?.gap === "line" };
}

/** Words and gaps of a text between two tags or expressions. */
function readText(text) {
  const [lead] = /^\s*/.exec(text);
  const [tail] = /\s*$/.exec(text.slice(lead.length));
  const gap = (spaces) => (spaces === "" ? [] : [{ gap: spaces.includes("\n") ? "line" : "space" }]);
  const words = text.trim().split(/\s+/).filter(Boolean);
  return [
    ...gap(lead),
    ...words.flatMap((word, at) => (at === 0 ? [{ word }] : [{ gap: "space" }, { word }])),
    ...gap(tail),
  ];
}

function readChildren(reader) {
  const children = [];
  while (!reader.ended && !reader.sees("</")) {
    if (reader.sees("<")) {
      children.push({ element: readElement(reader) });
    } else if (typeof reader.next === "number") {
      children.push(reader.spaces.has(reader.next) ? { gap: "space" } : { expression: reader.next });
      reader.at += 1;
    } else {
      children.push(...readText(reader.before(/</, { expressions: false }).join("")));
    }
  }
  return withoutDoubleGaps(children);
}

/** A space that is written out counts, whatever stands around it. */
function withoutDoubleGaps(children) {
  const kept = [];
  for (const child of children) {
    if (child.gap && kept.at(-1)?.gap) kept.push({ gap: kept.pop().gap === "space" ? "space" : child.gap });
    else kept.push(child);
  }
  return kept;
}

/** The children by the line they stand on: what touches no word goes on a line of its own. */
function linesOf(children) {
  const lines = [[]];
  children.forEach((child, at) => {
    const before = children[at - 1];
    if (child.gap === "line") {
      lines.push([]);
      return;
    }
    const things = [before, child].every((one) => one && !one.gap && one.word === undefined);
    if (things) lines.push([]);
    lines.at(-1).push(child);
  });
  return lines.filter((row) => row.length > 0);
}

/** A row as parts for `fill`: what touches is one part, gaps are the separators. */
function rowDoc(row, write, edge) {
  const parts = [[]];
  row.forEach((child, at) => {
    const [before, after] = [row[at - 1], row[at + 1]];
    if (child.gap && before && after) {
      const inText = before.word !== undefined && after.word !== undefined;
      parts.push(inText ? line : ifBreak(['${" "}', softline], " "), []);
    } else {
      parts.at(-1).push(child.gap ? edge : write(child));
    }
  });
  return fill(parts);
}

function childrenDoc(children, write, edge) {
  return linesOf(children).map((row, at) =>
    at === 0 ? rowDoc(row, write, edge) : [softline, rowDoc(row, write, edge)],
  );
}

/** What turns one piece of markup into a document of Prettier; `expression(number)` prints a ${...}. */
function writerOf(expression) {
  const inline = (pieces) => pieces.map((piece) => (typeof piece === "number" ? expression(piece) : piece));
  function element({ tag, attributes, children, close, broken }) {
    const head = ["<", ...inline(tag), indent(attributes.map((attribute) => [line, ...inline(attribute)]))];
    if (children === null) return group([...head, line, "/>"]);
    const opening = group([...head, attributes.length > 0 ? softline : "", ">"]);
    const closing = ["</", ...inline(close), ">"];
    if (children.every((child) => child.gap === "line")) return [opening, ...closing];
    const id = Symbol("element");
    const body = childrenDoc(children, write, ifBreak('${" "}', " ", { groupId: id }));
    return group([opening, indent([softline, ...body]), broken ? breakParent : "", softline, ...closing], { id });
  }
  function write(child) {
    if (child.word !== undefined) return child.word;
    return child.element ? element(child.element) : expression(child.expression);
  }
  return write;
}

const isMarkup = (node) => node?.type === "TaggedTemplateExpression" && node.tag.name === "html";
const WRAPPED = new Set(["BinaryExpression", "ConditionalExpression", "LogicalExpression", "MemberExpression"]);

/** A ${...}; a condition stays in front of its markup. */
function printExpression(path, print, number) {
  const node = path.node.expressions[number];
  const part = (...names) => path.call(print, "expressions", number, ...names);
  if (node.type === "LogicalExpression" && isMarkup(node.right)) {
    return group(["${", indent(group(part("left"))), ` ${node.operator} `, part("right"), "}"]);
  }
  if (WRAPPED.has(node.type)) return group(["${", indent([softline, part()]), softline, "}"]);
  return group(["${", part(), "}"]);
}

function embed(path) {
  const { node, parent } = path;
  if (node.type !== "TemplateLiteral" || !isMarkup(parent)) return undefined;
  return (_textToDoc, print) => {
    const reader = new Reader(node);
    const children = readChildren(reader);
    if (!reader.ended) throw new Error("A tag in the markup is closed that was not opened.");
    const write = writerOf((number) => printExpression(path, print, number));
    if (linesOf(children).length <= 1) return ["`", ...childrenDoc(children, write, " "), "`"];
    const id = Symbol("markup");
    const body = childrenDoc(children, write, ifBreak('${" "}', " ", { groupId: id }));
    return group(["`", indent([softline, ...body]), softline, "`"], { id });
  };
}

export const printers = { estree: { ...estree.printers.estree, embed } };
