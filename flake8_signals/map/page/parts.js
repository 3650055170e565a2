"use strict";
// The picture of the map, and the flow of what is clicked. The address says what is shown: #shop.Order, or # for all.
// Every text of the project goes into the page as a text node, never as markup.

const { parts, edges } = JSON.parse(document.getElementById("data").textContent);
const $ = (selector) => document.querySelector(selector);
const canvas = $("#canvas"),
  sheet = $("#sheet"),
  aside = $("#details"),
  told = $("#told");
const words = $("#words"),
  found = $("#found");
const filters = {
  app: $("#app"),
  signal: $("#signal"),
  state: $("#state"),
  findings: $("#findings"),
  hops: $("#hops"),
};
const out = parts.map(() => []),
  into = parts.map(() => []);
for (const edge of edges) {
  out[edge.tail].push(edge);
  into[edge.head].push(edge);
}
const numbers = new Map(parts.map((part, number) => [part.key, number]));
const WORDS = { late: "late", never: "never runs", dead: "dead", perhaps: "perhaps" };
const KINDS = ["model", "sender", "signal", "receiver"];
const MOST_ROWS = 60; // more than this, and the boards are folded
const MOST_STANDING = 6; // how many rows of a folded board are shown for what is wrong with them
const MOST_TIES = 120; // more ties between boards than this, and only those of what is pointed at are drawn
const MOST_NODES = 45; // more than this, and a flow is cut after fewer hops
const MOST_FOUND = 12;
const project = document.title;
let shown = null; // the number of the part in focus
let scale = 1,
  size = [0, 0];
let folded = null; // the apps whose boards are folded

// --- Elements ---------------------------------------------------------------------------------------------------

function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== "" && child !== null));
  return element;
}

function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// A name that may be broken after its dots and underscores, and between its words.
function name(text) {
  const pieces = text.split(/(?<=[._/])(?=[^._/])|(?<=[a-z0-9])(?=[A-Z])/);
  return h(
    "span",
    { className: "name" },
    pieces.flatMap((piece, at) => (at ? [h("wbr"), piece] : [piece])),
  );
}

function place(path, line) {
  if (!path) return "";
  const text = line ? `${path}:${line}` : path;
  const template = document.body.dataset.source;
  if (!template) return h("code", {}, name(text));
  const quoted = path.split("/").map(encodeURIComponent).join("/");
  const href = template.replaceAll("{path}", () => quoted).replaceAll("{line}", line || 1);
  return h("a", { href, className: "source", rel: "noreferrer" }, name(text));
}

const address = (number) => `#${encodeURIComponent(parts[number].key)}`;
const link = (number, text = parts[number].key) =>
  h("a", { href: address(number), className: parts[number].kind }, name(text));
const plural = (count, what) => `${count} ${what}${count === 1 ? "" : "s"}`;

function badges(part) {
  const made = [];
  if (part.cycle) made.push(h("span", { className: "badge cycle" }, "↻ cycle"));
  if (WORDS[part.state]) made.push(h("span", { className: `badge ${part.state}` }, WORDS[part.state]));
  if (part.findings?.length) {
    made.push(
      h(
        "span",
        { className: "badge finding", title: part.findings.map((finding) => finding.code).join(" ") },
        h("span", { className: "unseen" }, plural(part.findings.length, "finding")),
        h("span", { "aria-hidden": "true" }, `⚑ ${part.findings.length}`),
      ),
    );
  }
  return made;
}

// What a screen reader is told of a part: what leads to it, and what it leads to.
function spoken(number) {
  const names = (list) => [...new Set(list)].slice(0, 5).join(", ") + (new Set(list).size > 5 ? " and more" : "");
  const before = into[number].map((edge) => parts[edge.tail].title),
    after = out[number].map((edge) => parts[edge.head].title);
  const said = [
    parts[number].word,
    before.length ? `reached from ${names(before)}` : "",
    after.length ? `leads to ${names(after)}` : "",
  ];
  return h("span", { className: "unseen" }, `, ${said.filter(Boolean).join(", ")}`);
}

// Django's signals are sent by models: those that are only listened to from one model have no edge of their own.
const isDjangos = (part) => part.kind === "signal" && part.name.startsWith("django.");

// What a part calls; of a signal of Django's, whatever the sender.
function calledBy(number) {
  const own = out[number].filter((edge) => edge.kind === "calls");
  if (!isDjangos(parts[number])) return own;
  const { title } = parts[number];
  const others = new Map();
  for (const edge of edges) {
    if (edge.kind !== "calls" || edge.signal !== title || parts[edge.tail].kind !== "model") continue;
    const same = `${edge.head} ${edge.state}`;
    others.set(same, [...(others.get(same) || []), edge]);
  }
  return [
    ...own,
    ...[...others.values()].map((all) => ({
      ...all[0],
      label: `of ${all.map((edge) => parts[edge.tail].title).join(", ")}`,
    })),
  ];
}

// --- Filters ----------------------------------------------------------------------------------------------------

const filtered = () => filters.app.value || filters.signal.value || filters.state.value || filters.findings.checked;

function isWanted(part) {
  return (
    part.kind === "receiver" &&
    (!filters.app.value ||
      part.app === filters.app.value ||
      part.connections.some(({ model }) => model !== null && parts[model].app === filters.app.value)) &&
    (!filters.signal.value || part.connections.some(({ signal }) => signal === filters.signal.value)) &&
    (!filters.state.value ||
      part.state === filters.state.value ||
      part.connections.some(({ state }) => state === filters.state.value)) &&
    (!filters.findings.checked || part.findings.length > 0)
  );
}

function isWantedCall(edge) {
  const wanted = filters.signal.value.split(".").pop();
  return (
    edge.kind !== "calls" ||
    ((!wanted || edge.signal === wanted) && (!filters.state.value || edge.state === filters.state.value))
  );
}

function wanted() {
  const receivers = new Set([...parts.keys()].filter((number) => isWanted(parts[number])));
  const kept = edges.filter(
    (edge) => receivers.has(edge.kind === "calls" ? edge.head : edge.tail) && isWantedCall(edge),
  );
  const tied = [...receivers, ...kept.flatMap((edge) => [edge.tail, edge.head])];
  const all = filtered() ? tied : [...tied, ...[...parts.keys()].filter((number) => !isDjangos(parts[number]))];
  return [new Set(all), kept];
}
