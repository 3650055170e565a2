"use strict";
// The picture of the map, and the flow of what is clicked. The address says what is shown: #shop.Order, or # for all.
// Every text of the project goes into the page as a text node, never as markup.

const { parts, edges } = JSON.parse(document.getElementById("data").textContent);
const $ = (selector) => document.querySelector(selector);
const canvas = $("#canvas"), sheet = $("#sheet"), aside = $("#details"), told = $("#told");
const words = $("#words"), found = $("#found");
const filters = { app: $("#app"), signal: $("#signal"), state: $("#state"), findings: $("#findings"), hops: $("#hops") };
const out = parts.map(() => []), into = parts.map(() => []);
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
let scale = 1, size = [0, 0];
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
  return h("span", { className: "name" }, pieces.flatMap((piece, at) => (at ? [h("wbr"), piece] : [piece])));
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
const link = (number, text = parts[number].key) => h("a", { href: address(number), className: parts[number].kind }, name(text));
const plural = (count, what) => `${count} ${what}${count === 1 ? "" : "s"}`;

function badges(part) {
  const made = [];
  if (part.cycle) made.push(h("span", { className: "badge cycle" }, "↻ cycle"));
  if (WORDS[part.state]) made.push(h("span", { className: `badge ${part.state}` }, WORDS[part.state]));
  if (part.findings?.length) {
    made.push(h("span", { className: "badge finding", title: part.findings.map((finding) => finding.code).join(" ") },
      h("span", { className: "unseen" }, plural(part.findings.length, "finding")), h("span", { "aria-hidden": "true" }, `⚑ ${part.findings.length}`)));
  }
  return made;
}

// What a screen reader is told of a part: what leads to it, and what it leads to.
function spoken(number) {
  const names = (list) => [...new Set(list)].slice(0, 5).join(", ") + (new Set(list).size > 5 ? " and more" : "");
  const before = into[number].map((edge) => parts[edge.tail].title), after = out[number].map((edge) => parts[edge.head].title);
  const said = [parts[number].word, before.length ? `reached from ${names(before)}` : "", after.length ? `leads to ${names(after)}` : ""];
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
  return [...own, ...[...others.values()].map((all) => ({ ...all[0], label: `of ${all.map((edge) => parts[edge.tail].title).join(", ")}` }))];
}

// --- Filters ----------------------------------------------------------------------------------------------------

const filtered = () => filters.app.value || filters.signal.value || filters.state.value || filters.findings.checked;

function isWanted(part) {
  return part.kind === "receiver"
    && (!filters.app.value || part.app === filters.app.value || part.connections.some(({ model }) => model !== null && parts[model].app === filters.app.value))
    && (!filters.signal.value || part.connections.some(({ signal }) => signal === filters.signal.value))
    && (!filters.state.value || part.state === filters.state.value || part.connections.some(({ state }) => state === filters.state.value))
    && (!filters.findings.checked || part.findings.length > 0);
}

function isWantedCall(edge) {
  const wanted = filters.signal.value.split(".").pop();
  return edge.kind !== "calls" || ((!wanted || edge.signal === wanted) && (!filters.state.value || edge.state === filters.state.value));
}

function wanted() {
  const receivers = new Set([...parts.keys()].filter((number) => isWanted(parts[number])));
  const kept = edges.filter((edge) => receivers.has(edge.kind === "calls" ? edge.head : edge.tail) && isWantedCall(edge));
  const tied = [...receivers, ...kept.flatMap((edge) => [edge.tail, edge.head])];
  const all = filtered() ? tied : [...tied, ...[...parts.keys()].filter((number) => !isDjangos(parts[number]))];
  return [new Set(all), kept];
}

// --- The picture of all -----------------------------------------------------------------------------------------

function boards(numbers) {
  const made = new Map();
  const order = { model: 0, signal: 1, receiver: 2 };
  for (const number of [...numbers].sort((a, b) => order[parts[a].kind] - order[parts[b].kind] || a - b)) {
    const { app } = parts[number];
    if (!made.has(app)) made.set(app, []);
    made.get(app).push(number);
  }
  return made;
}

// The rows of a board: under each model and signal the receivers of the same app that it calls.
function nested(rows, kept) {
  const here = new Set(rows), under = new Map();
  for (const edge of kept) {
    if (edge.kind === "calls" && here.has(edge.tail) && here.has(edge.head) && !under.has(edge.head)) under.set(edge.head, edge.tail);
  }
  return rows.filter((number) => !under.has(number))
    .flatMap((number) => [[number, null], ...rows.filter((other) => under.get(other) === number).map((other) => [other, number])]);
}

function board(app, rows, kept) {
  const isFolded = folded.has(app);
  const count = (kind) => rows.filter((number) => parts[number].word === kind).length;
  const counts = KINDS.filter(count).map((kind) => plural(count(kind), kind)).join(" · ");
  const trouble = ["never", "dead", "late"].map((state) => [state, rows.filter((number) => parts[number].state === state).length]);
  const cycles = rows.filter((number) => parts[number].cycle).length;
  const marks = [
    cycles ? h("span", { className: "badge cycle" }, `↻ ${cycles}`) : "",
    ...trouble.map(([state, many]) => (many ? h("span", { className: `badge ${state}` }, `${many} ${WORDS[state].replace("runs", "run")}`) : "")),
  ];
  const fold = h("button", { type: "button", "aria-expanded": String(!isFolded), className: "fold", onclick: () => {
    if (!folded.delete(app)) folded.add(app);
    overview();
    [...sheet.querySelectorAll(".board")].find((other) => other.dataset.app === app)?.querySelector("button").focus();
  } }, name(app), h("small", {}, counts), isFolded ? h("span", { className: "marks" }, marks) : "");
  lights(fold, rows);
  const list = h("ul", {}, isFolded ? rows.filter(standsOut).slice(0, MOST_STANDING).map((number) => h("li", {}, row(number, null)))
    : nested(rows, kept).map(([number, parent]) => h("li", {}, row(number, parent))));
  const element = h("section", { className: "board" }, h("h3", {}, fold), list);
  element.dataset.app = app;
  return element;
}

const standsOut = (number) => parts[number].cycle || parts[number].state === "never" || parts[number].state === "dead";

function row(number, parent) {
  const part = parts[number];
  const element = h("a", { href: address(number), className: `part ${part.kind} ${part.state || ""} ${parent === null ? "" : "under"}`, title: part.name },
    name(part.title), badges(part), spoken(number));
  element.dataset.number = number;
  if (parent !== null) element.dataset.parent = parent;
  lights(element, [number]);
  return element;
}

// While an element is pointed at or has the focus, the edges of these parts stand out.
function lights(element, numbers) {
  for (const event of ["pointerenter", "focus"]) element.addEventListener(event, () => light(numbers));
  for (const event of ["pointerleave", "blur"]) element.addEventListener(event, () => light([]));
}

function light(numbers) {
  const these = new Set(numbers), near = new Set(numbers);
  for (const path of sheet.querySelectorAll("path[data-tail]")) {
    path.classList.toggle("on", path.dataset.ends.split(" ").some((end) => these.has(Number(end))));
  }
  for (const edge of numbers.flatMap((number) => [...out[number], ...into[number]])) near.add(edge.tail).add(edge.head);
  sheet.classList.toggle("dim", numbers.length > 0);
  for (const part of sheet.querySelectorAll(".part")) part.classList.toggle("on", near.has(Number(part.dataset.number)));
}

const look = (edge) => [edge.kind, edge.cycle && "cycle", edge.silent && "silent", edge.kind === "calls" && edge.state].filter(Boolean).join(" ");

function overview() {
  const [numbers, kept] = wanted();
  if (folded === null) folded = new Set(numbers.size > MOST_ROWS ? parts.map((part) => part.app) : []);
  const apps = boards(numbers);
  const drawing = clear("all");
  const elements = new Map([...apps].map(([app, rows]) => [app, board(app, rows, kept)]));
  sheet.append(...elements.values());
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: "LR", nodesep: 28, ranksep: 110, edgesep: 14, ranker: "tight-tree" });
  graph.setDefaultEdgeLabel(() => ({}));
  const between = new Map();
  for (const edge of kept) {
    const tail = parts[edge.tail].app, head = parts[edge.head].app;
    if (tail === head) continue;
    const together = [tail, head].join("\n");
    between.set(together, (between.get(together) || 0) + 1);
  }
  const crowded = between.size > MOST_TIES;
  sheet.classList.toggle("crowded", crowded);
  if (crowded) between.clear();
  const tied = new Set([...between.keys()].flatMap((both) => both.split("\n")));
  for (const app of apps.keys()) {
    if (tied.has(app)) graph.setNode(app, { width: elements.get(app).offsetWidth, height: elements.get(app).offsetHeight });
  }
  for (const [both, weight] of between) {
    const [tail, head] = both.split("\n");
    graph.setEdge(tail, head, { weight });
  }
  dagre.layout(graph);
  const places = new Map(graph.nodes().map((app) => [app, graph.node(app)]));
  const [width, height] = alone([...apps.keys()].filter((app) => !tied.has(app)), elements, places, graph.graph());
  for (const [app, { x, y, width, height }] of places) put(elements.get(app), x - width / 2, y - height / 2);
  finish(width, height);
  wires(drawing, kept, graph, places, elements);
  const receivers = [...numbers].filter((number) => parts[number].kind === "receiver");
  say(`${plural(apps.size, "app")}, ${plural(receivers.length, "receiver")}${crowded ? "; point at something to see what it is tied to" : ""}`);
  $("#unfold").textContent = folded.size ? "unfold all" : "fold all";
}

// Boards that nothing leads to or from go below the rest, in columns.
function alone(apps, elements, places, { width = 0, height = 0 }) {
  if (width < 0) width = height = 0;
  const widths = apps.map((app) => elements.get(app).offsetWidth), gap = 28;
  const column = Math.max(...widths, 1) + gap;
  const columns = Math.max(1, Math.floor((Math.max(width, 1200) + gap) / column));
  const ends = Array(columns).fill(height ? height + 2 * gap : 0);
  apps.forEach((app, at) => {
    const element = elements.get(app), lowest = ends.indexOf(Math.min(...ends));
    places.set(app, { x: lowest * column + widths[at] / 2, y: ends[lowest] + element.offsetHeight / 2, width: widths[at], height: element.offsetHeight });
    ends[lowest] += element.offsetHeight + gap;
  });
  const used = Math.min(apps.length, columns);
  return [Math.max(width, used * column), Math.max(height, ...ends)];
}

// The edges between rows, along the way that the layout found between their boards.
function wires(drawing, kept, graph, places, elements) {
  const ports = new Map(), parents = new Map();
  for (const part of sheet.querySelectorAll(".part")) {
    const section = part.closest(".board");
    if (part.dataset.parent) parents.set(Number(part.dataset.number), Number(part.dataset.parent));
    ports.set(Number(part.dataset.number), section.offsetTop + part.offsetTop + part.offsetHeight / 2);
  }
  const middle = (app) => places.get(app).y - elements.get(app).offsetHeight / 2 + elements.get(app).querySelector("h3").offsetHeight / 2;
  const drawn = new Map();
  for (const edge of kept) {
    const tail = parts[edge.tail].app, head = parts[edge.head].app;
    const from = ports.has(edge.tail) ? edge.tail : tail, to = ports.has(edge.head) ? edge.head : head;
    if (from === to) continue;
    if (edge.kind === "calls" && !edge.cycle && parents.get(edge.head) === edge.tail) continue; // it stands right there
    const together = `${from}\n${to}\n${look(edge)}`;
    const same = drawn.get(together);
    if (same) {
      same.dataset.ends += ` ${edge.tail} ${edge.head}`;
      same.dataset.many = Number(same.dataset.many) + 1;
      same.style.strokeWidth = `${Math.min(1.5 + Math.log2(same.dataset.many), 6)}px`;
      continue;
    }
    const y1 = ports.get(edge.tail) ?? middle(tail), y2 = ports.get(edge.head) ?? middle(head);
    const path = tail === head ? loop(places.get(tail), y1, y2) : way(graph.edge(tail, head)?.points || [], places.get(tail), places.get(head), y1, y2);
    const element = svg("path", { d: path, class: look(edge), "marker-end": `url(#${arrow(edge)})` });
    Object.assign(element.dataset, { tail: edge.tail, ends: `${edge.tail} ${edge.head}`, many: 1 });
    drawn.set(together, element);
  }
  const order = ["silent", "calls", "does", "cycle"];
  const rank = (element) => Math.max(...order.map((kind, at) => (element.classList.contains(kind) ? at : 0)));
  drawing.append(...[...drawn.values()].sort((a, b) => rank(a) - rank(b)));
}

function arrow(edge) {
  if (edge.cycle) return "to-cycle";
  if (edge.kind === "calls") return WORDS[edge.state] ? "to-lost" : "to-calls";
  return edge.silent ? "to-silent" : "to-does";
}

function loop({ x, width }, y1, y2) {
  const right = x + width / 2, bulge = right + Math.min(18 + Math.abs(y2 - y1) / 6, 60);
  return `M${right},${y1} C${bulge},${y1} ${bulge},${y2} ${right + 2},${y2}`;
}

// From the side of one box to that of another, around what stands between them.
function way(points, tail, head, y1, y2, hasLabel = false) {
  if (head.x === tail.x) return loop(tail, y1, y2);
  const onwards = head.x > tail.x ? 1 : -1;
  const from = [tail.x + (onwards * tail.width) / 2, y1], to = [head.x - onwards * (head.width / 2 + 2), y2];
  const between = points.slice(1, -1).map(({ x, y }) => [x, y]).filter(([x]) => (x - from[0]) * onwards > 20 && (to[0] - x) * onwards > 20);
  // One point in the middle between neighbours says nothing; others lead around boxes, or through a label.
  return curve([from, ...(hasLabel || points.length > 3 ? between : []), to]);
}

// A curve through points that is level at each of them.
function curve(points) {
  let path = `M${points[0]}`;
  for (let at = 1; at < points.length; at += 1) {
    const [x1, y1] = points[at - 1], [x2, y2] = points[at], bend = (x1 + x2) / 2;
    path += ` C${bend},${y1} ${bend},${y2} ${x2},${y2}`;
  }
  return path;
}

// --- The flow of one part ---------------------------------------------------------------------------------------

// Nodes and links from a part onwards, as Django calls: model, signal, receivers, what they write, and so on.
function flowOf(root, hops) {
  const nodes = new Map(), links = new Map(), waiting = [];
  const node = (id, made) => {
    if (!nodes.has(id)) nodes.set(id, { id, more: 0, ...made });
    return id;
  };
  node.has = (id) => nodes.has(id);
  const join = (tail, head, label = "", edge = { kind: "does" }) => {
    const id = `${tail}\n${head}\n${label}`;
    if (!links.has(id)) links.set(id, { tail, head, label, edge });
    return links.get(id);
  };
  const written = (number, edge) => {
    const part = parts[number];
    if (number === root && !edge.silent) return `p${number}`;
    if (part.kind !== "model") return node(`p${number}`, { part: number, depth: 0 });
    const how = edge.silent ? "silent" : edge.event;
    return node(`p${number}:${how}`, { part: number, how });
  };
  const seen = new Set();
  const visit = (id, depth) => {
    if (!seen.has(id)) waiting.push([id, depth]);
    seen.add(id);
  };
  const calls = (number, how) => calledBy(number).filter((edge) => !how || edge.event === how);
  const onwards = (id, depth) => {
    const { part: number, how } = nodes.get(id), part = parts[number];
    if (how === "silent") return;
    if (part.kind === "receiver") {
      for (const edge of out[number]) {
        const head = written(edge.head, edge);
        join(id, head, edge.label, edge);
        visit(head, depth);
      }
      return;
    }
    const cascades = how && how !== "delete" ? [] : out[number].filter((edge) => edge.kind === "does");
    const called = calls(number, how).sort((a, b) => SIGNALS.indexOf(a.signal) - SIGNALS.indexOf(b.signal));
    if (depth >= hops) {
      nodes.get(id).more = new Set([...called, ...cascades.flatMap((edge) => calls(edge.head, "delete"))].map((edge) => edge.head)).size;
      return;
    }
    const order = new Map();
    for (const edge of called) {
      let tail = id;
      if (part.kind === "model") {
        tail = node(`s${number}:${edge.signal}`, { signal: edge.signal, of: number });
        const toSignal = join(id, tail, "", { ...edge, state: "live" });
        toSignal.edge.cycle ||= edge.cycle;
      }
      const head = node(`p${edge.head}`, { part: edge.head });
      order.set(tail, [...(order.get(tail) || []), head]);
      join(tail, head, part.kind === "model" ? "" : edge.label, edge);
      visit(head, depth + 1);
    }
    for (const edge of part.kind === "model" ? cascades : []) {
      const head = written(edge.head, edge);
      join(id, head, edge.label, edge);
      visit(head, depth + 1);
    }
    // Django calls them in this order.
    for (const heads of isDjangos(part) ? [] : order.values()) {
      if (heads.length > 1) heads.forEach((head, at) => { nodes.get(head).turn ??= at + 1; });
    }
    if (id === `p${root}` && part.kind === "model") everyones(number, order);
  };
  // Receivers of any model run for this one, too.
  const everyones = (number, order) => {
    for (const [signal, other] of anyones) {
      const many = out[other].filter((edge) => !edge.label).length;
      if (!many || !SIGNALS.includes(signal)) continue;
      const id = node(`s${number}:${signal}`, { signal, of: number });
      if (!order.has(id)) join(`p${number}`, id, "", { kind: "calls", state: "live" });
      nodes.get(id).also = [other, many];
    }
  };
  const start = node(`p${root}`, { part: root, root: true });
  visit(start, 0);
  while (waiting.length) onwards(...waiting.shift());
  before(root, start, node, join);
  return { nodes: [...nodes.values()], links: [...links.values()] };
}

const SIGNALS = ["pre_init", "post_init", "pre_save", "post_save", "m2m_changed", "pre_delete", "post_delete"];
const anyones = parts.flatMap((part, number) => (part.kind === "signal" && part.name.startsWith("django.db.models.") ? [[part.title, number]] : []));

// What leads to a part: who writes a model, who sends a signal, what calls a receiver.
function before(root, start, node, join) {
  const part = parts[root];
  for (const edge of into[root]) {
    if (edge.kind === "does") {
      if (edge.silent && node.has(`p${edge.tail}`)) continue; // it has a card of its own further on
      join(node(`p${edge.tail}`, { part: edge.tail, before: true }), start, edge.label, edge);
    } else if (parts[edge.tail].kind === "model") {
      const signal = node(`s${edge.tail}:${edge.signal}`, { signal: edge.signal, of: edge.tail, before: true });
      const how = edge.event ? `p${edge.tail}:${edge.event}` : `p${edge.tail}`;
      join(node(how, { part: edge.tail, how: edge.event, before: true }), signal, "", { ...edge, state: "live" });
      join(signal, start, "", edge);
    } else {
      join(node(`p${edge.tail}`, { part: edge.tail, before: true }), start, edge.label, edge);
    }
  }
  for (const send of part.sends || []) join(node(`w${send.path}:${send.line}`, { send, before: true }), start, "");
}

const HOW = { save: "saved", delete: "deleted", m2m: "relation changed", silent: "written without signals" };

function card({ part: number, how, signal, of, send, more, root, before: isBefore, also, turn }) {
  const kind = send ? "place" : signal ? "signal" : parts[number].kind;
  const classes = `card ${kind} ${root ? "root" : ""} ${isBefore ? "before" : ""}`;
  if (send) return h("div", { className: classes }, h("span", {}, place(send.path, send.line)), h("small", {}, name(send.call)));
  if (signal) {
    return h("div", { className: classes, title: parts[of].name }, name(signal),
      also ? h("a", { href: address(also[0]), className: "also" }, `+ ${also[1]} of any model`) : "");
  }
  const part = parts[number];
  const title = h("a", { href: address(number), className: "title" }, turn ? h("span", { className: "turn", title: "its turn among the receivers of the signal" }, `${turn}.`) : "", name(part.title), badges(part), spoken(number));
  const lines = kind === "receiver" ? others(part) : [];
  const element = h("div", { className: `${classes} ${part.state || ""}`, title: part.name }, title, h("small", {}, name(part.app), how ? ` · ${HOW[how]}` : ""),
    lines.length ? h("ul", {}, lines) : "",
    more ? h("span", { className: "more" }, `… ${plural(more, "receiver")} more`) : "");
  element.dataset.number = number;
  if (root) title.setAttribute("aria-current", "true");
  if (filtered() && part.kind === "receiver" && !isWanted(part)) element.classList.add("off");
  return element;
}

// What a receiver does other than to models and signals of the picture.
function others(part) {
  const said = [...new Set(part.effects.filter((effect) => effect.part === null)
    .map((effect) => `${effect.target.endsWith("()") ? "" : `${effect.kind} `}${effect.target} ${effect.when}`.trim()))];
  const most = said.length > 4 ? 3 : 4;
  return [...said.slice(0, most).map((text) => h("li", { title: text }, text)), ...(said.length > most ? [h("li", {}, `and ${said.length - most} more`)] : [])];
}

function flow(root) {
  const asked = filters.hops.value;
  let hops = asked === "all" ? Infinity : Number(asked) || Infinity, made = flowOf(root, hops);
  for (let fewer = 4; !asked && made.nodes.length > MOST_NODES && fewer > 0; fewer -= 1) made = flowOf(root, hops = fewer);
  const drawing = clear("one");
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", nodesep: 14, ranksep: 46, edgesep: 10 });
  const elements = new Map(made.nodes.map((node) => [node.id, card(node)]));
  const labels = made.links.map(({ label }) => (label ? h("span", { className: "label", title: label }, name(label)) : null));
  sheet.append(...elements.values(), ...labels.filter(Boolean));
  for (const label of labels.filter(Boolean)) { // as narrow as its lines are
    const text = document.createRange();
    text.selectNodeContents(label);
    label.style.width = `${Math.ceil(text.getBoundingClientRect().width) + 8}px`;
  }
  for (const [id, element] of elements) graph.setNode(id, { width: element.offsetWidth, height: element.offsetHeight });
  made.links.forEach(({ tail, head }, at) => {
    const label = labels[at];
    graph.setEdge(tail, head, label ? { width: label.offsetWidth, height: label.offsetHeight, labelpos: "c" } : {}, String(at));
  });
  // Without the heuristic, what one thing leads to stands in the order in which Django calls it.
  dagre.layout(graph, { disableOptimalOrderHeuristic: true });
  for (const [id, element] of elements) {
    const { x, y, width, height } = graph.node(id);
    put(element, x - width / 2, y - height / 2);
  }
  made.links.forEach(({ tail, head, edge }, at) => {
    const { points, x, y } = graph.edge(tail, head, String(at));
    const from = graph.node(tail), to = graph.node(head), lower = to.x < from.x ? 1 / 4 : 0; // a way back has a port of its own
    const path = svg("path", { d: way(points, from, to, from.y + lower * from.height, to.y + lower * to.height, Boolean(labels[at])), class: look(edge), "marker-end": `url(#${arrow(edge)})` });
    if (edge.head !== undefined) {
      const end = edge.head === root ? edge.tail : edge.head;
      path.dataset.to = parts[end].key;
      path.addEventListener("click", () => go(end));
    }
    drawing.append(path);
    if (labels[at]) {
      put(labels[at], x - labels[at].offsetWidth / 2, y - labels[at].offsetHeight / 2);
      labels[at].classList.add(edge.cycle ? "cycle" : edge.silent ? "silent" : edge.kind);
    }
  });
  const { width, height } = graph.graph();
  finish(width, height);
  const cut = made.nodes.some((node) => node.more);
  filters.hops.querySelector("option").textContent = hops === Infinity ? "as far as it goes" : `${plural(hops, "hop")}, to be readable`;
  say(`Flow of ${parts[root].key}: ${plural(made.nodes.filter((node) => node.part !== undefined && parts[node.part].kind === "receiver" && !node.before).length, "receiver")}${cut ? ", cut where it says more" : ""}`);
  sheet.querySelector(".root")?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

// --- The sheet --------------------------------------------------------------------------------------------------

function clear(mode) {
  const marker = (id) => svg("marker", { id, class: id, viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 8, markerHeight: 8, markerUnits: "userSpaceOnUse", orient: "auto" },
    svg("path", { d: "M0,0 L8,4 L0,8 z" }));
  const drawing = svg("svg", { "aria-hidden": "true", focusable: "false" },
    svg("defs", {}, ...["calls", "does", "silent", "lost", "cycle"].map((kind) => marker(`to-${kind}`))));
  sheet.replaceChildren(drawing);
  sheet.className = mode;
  sheet.style.transform = "none";
  return drawing;
}

function put(element, x, y) {
  element.style.left = `${x}px`;
  element.style.top = `${y}px`;
}

function finish(width, height) {
  size = [Math.max(width, 0) + 40, Math.max(height, 0) + 8];
  sheet.style.width = `${size[0]}px`;
  sheet.style.height = `${size[1]}px`;
  fit();
}

function zoom(factor) {
  scale = Math.min(Math.max(factor, 0.2), 2);
  sheet.style.transform = `scale(${scale})`;
  $("#room").style.width = `${size[0] * scale}px`;
  $("#room").style.height = `${size[1] * scale}px`;
}

const fit = () => zoom(Math.min(Math.max((canvas.clientWidth - 34) / size[0], 0.75), 1));
const say = (text) => { told.textContent = text; };

// --- Details ----------------------------------------------------------------------------------------------------

function details(number) {
  const part = parts[number];
  const fields = [];
  const field = (term, ...values) => {
    const all = values.flat().filter((value) => value !== "" && value !== null);
    if (all.length) fields.push(h("dt", {}, term), ...all.map((value) => h("dd", {}, value)));
  };
  const row = (edge, other) => h("span", {}, 
    edge.kind === "calls" && part.kind !== "signal" ? `${edge.signal}: ` : edge.label ? `${edge.label}: ` : "", link(other));
  field("place", place(part.path, part.line));
  if (part.kind === "receiver") {
    field("signature", part.signature ? h("code", {}, `${part.async ? "async " : ""}${part.title}`, name(part.signature)) : "");
    field("findings", part.findings.map(({ code, message }) => h("span", { className: "wrong" }, h("b", {}, code), ` ${message}`)));
    field("connected", part.connections.map((one) => h("div", { className: `connection ${one.state}` },
      h("div", {}, h("b", {}, name(one.signal.split(".").pop())), " of ", one.sender === null ? "any sender" : one.model !== null && one.model !== undefined ? link(one.model) : h("code", {}, name(one.sender))),
      one.words ? h("div", { className: "wrong" }, one.words) : "",
      h("div", {}, place(one.path, one.line), one.uid === null ? "" : h("span", {}, " · dispatch_uid ", h("code", {}, name(one.uid)))),
      one.chain.length ? h("div", {}, "loaded by ", one.chain.flatMap((by, at) => [at ? " → " : "", h("code", {}, name(by))])) : "")));
    field("does", part.effects.map((effect) => h("span", {}, `${effect.kind} `, effect.part === null ? h("code", {}, name(effect.target)) : link(effect.part, effect.target),
      effect.when ? h("i", {}, ` ${effect.when}`) : "", " ", h("small", {}, place(effect.path, effect.line)))));
  } else {
    field("name", h("code", {}, name(part.name)));
    field("app", name(part.app));
    if (part.reach !== undefined) field("reach", `${plural(part.reach, "receiver")}, directly or through what they write`);
    field("calls", calledBy(number).map((edge) => row(edge, edge.head)));
    field("deletes too", out[number].filter((edge) => edge.kind === "does").map((edge) => row(edge, edge.head)));
    field(part.kind === "model" ? "written by" : "sent by", into[number].map((edge) => row(edge, edge.tail)), (part.sends || []).map((send) => place(send.path, send.line)));
  }
  const title = h("h2", { tabIndex: -1 }, h("span", { className: `kind ${part.kind}` }, part.word), " ", name(part.key), " ", badges(part));
  aside.replaceChildren(title, h("dl", {}, fields));
}

// --- The address ------------------------------------------------------------------------------------------------

function meant() {
  let text;
  try {
    text = decodeURIComponent(location.hash.slice(1));
  } catch {
    return null;
  }
  if (!text) return null;
  if (numbers.has(text)) return numbers.get(text);
  const ends = [...parts.keys()].filter((number) => `.${parts[number].name}`.endsWith(`.${text}`));
  return ends.length === 1 ? ends[0] : null;
}

const go = (number) => { location.hash = address(number); };

function show() {
  const before = shown;
  shown = meant();
  const isOne = shown !== null;
  document.body.classList.toggle("one", isOne);
  aside.hidden = !isOne;
  $("#back").hidden = $("#hops").parentElement.hidden = !isOne;
  $("#unfold").hidden = isOne;
  document.title = isOne ? `${parts[shown].key} · ${project}` : project;
  if (isOne) {
    details(shown);
    flow(shown);
    aside.querySelector("h2").focus({ preventScroll: true });
    const { top } = canvas.getBoundingClientRect();
    if (before !== shown && (top < 0 || top > innerHeight / 2)) $("#picture").scrollIntoView();
  } else {
    overview();
    if (location.hash.length > 1) say("There is nothing of that name, so this is all");
  }
  narrow();
}

// --- Search -----------------------------------------------------------------------------------------------------

let chosen = 0;

function matches() {
  const sought = words.value.toLowerCase().split(/\s+/).filter(Boolean);
  if (!sought.length) return [];
  const texts = [...parts.keys()].map((number) => [number, `${parts[number].key} ${parts[number].name} ${parts[number].path}`.toLowerCase()]);
  const score = (number) => (parts[number].title.toLowerCase().startsWith(sought.at(-1)) ? 0 : 1);
  return texts.filter(([, text]) => sought.every((word) => text.includes(word))).map(([number]) => number)
    .sort((a, b) => score(a) - score(b) || parts[a].key.length - parts[b].key.length).slice(0, MOST_FOUND);
}

function suggest() {
  const list = matches();
  chosen = Math.min(Math.max(chosen, 0), Math.max(list.length - 1, 0));
  found.replaceChildren(...list.map((number, at) => h("li", { id: `found-${at}`, role: "option", "aria-selected": String(at === chosen), onpointerdown: (event) => { event.preventDefault(); choose(number); } },
    h("span", { className: `kind ${parts[number].kind}` }, parts[number].word), " ", name(parts[number].key), badges(parts[number]))));
  found.hidden = !list.length;
  words.setAttribute("aria-expanded", String(list.length > 0));
  if (list.length) words.setAttribute("aria-activedescendant", `found-${chosen}`);
  else words.removeAttribute("aria-activedescendant");
  return list;
}

function choose(number) {
  words.value = "";
  suggest();
  narrow();
  go(number);
}

words.addEventListener("input", () => { chosen = 0; suggest(); narrow(); });
words.addEventListener("blur", () => { found.hidden = true; });
words.addEventListener("focus", suggest);
words.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    chosen += event.key === "ArrowDown" ? 1 : -1;
    suggest();
    event.preventDefault();
  } else if (event.key === "Enter") {
    const list = matches();
    if (list.length) choose(list[chosen]);
    event.preventDefault();
  } else if (event.key === "Escape") {
    words.value = "";
    suggest();
    narrow();
    event.stopPropagation();
  }
});

// --- The tables -------------------------------------------------------------------------------------------------

const sections = [...document.querySelectorAll("section.signal")];

function narrow() {
  const sought = words.value.toLowerCase().split(/\s+/).filter(Boolean);
  const mentions = (text) => sought.every((word) => text.toLowerCase().includes(word));
  const any = filtered();
  let many = 0, all = 0;
  for (const section of sections) {
    const heading = section.querySelector("h3").textContent;
    const sends = [...section.querySelectorAll(".sends li")], rows = [...section.querySelectorAll("tbody tr")];
    for (const send of sends) send.hidden = any || !mentions(`${heading} ${send.textContent}`);
    for (const row of rows) {
      const part = parts[numbers.get(row.dataset.key)];
      const right = !any || (isWanted(part) && (!filters.signal.value || heading === filters.signal.value) && (!filters.state.value || row.dataset.state === filters.state.value));
      row.hidden = !right || !mentions(`${heading} ${row.textContent}`);
      many += !row.hidden;
      all += 1;
    }
    for (const table of section.querySelectorAll("table")) table.hidden = rows.every((row) => row.hidden);
    section.hidden = [...sends, ...rows].every((part) => part.hidden) && (any || !mentions(heading));
  }
  $("#many").textContent = many === all ? "" : `${many} of ${all} connections`;
}

// --- Keys -------------------------------------------------------------------------------------------------------

// The nearest part in the direction of an arrow key.
function nearest(from, key) {
  const here = from.getBoundingClientRect();
  const [dx, dy] = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[key];
  let best = null, least = Infinity;
  for (const other of sheet.querySelectorAll("a.part, a.title, button.fold")) {
    if (other === from) continue;
    const there = other.getBoundingClientRect();
    const x = there.x + there.width / 2 - here.x - here.width / 2, y = there.y + there.height / 2 - here.y - here.height / 2;
    const along = dx * x + dy * y, aside = Math.abs(dx * y + dy * x);
    const cost = along + 2 * aside;
    if (along > 4 && cost < least) [best, least] = [other, cost];
  }
  return best;
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.matches?.("input, select, textarea");
  if (event.key === "/" && !typing) {
    words.focus();
    event.preventDefault();
  } else if (event.key === "Escape" && shown !== null && !typing) {
    location.hash = "";
  } else if (event.key.startsWith("Arrow") && event.target.matches?.("#sheet a, #sheet button") && !event.altKey) {
    const other = nearest(event.target, event.key);
    if (other) {
      other.focus();
      event.preventDefault();
    }
  }
});

// --- Start ------------------------------------------------------------------------------------------------------

for (const element of document.querySelectorAll("[data-key][id]")) element.removeAttribute("id"); // the address is the picture's now
for (const element of document.querySelectorAll("[data-with-script]")) element.hidden = false;
const options = (select, values) => select.append(...[...new Set(values)].sort().map((value) => h("option", { value }, value)));
options(filters.app, parts.map((part) => part.app));
options(filters.signal, parts.flatMap((part) => (part.connections || []).map(({ signal }) => signal)));
for (const filter of [filters.app, filters.signal, filters.state, filters.findings]) {
  filter.addEventListener("change", () => {
    if (shown === null) folded = null;
    show();
  });
}
filters.hops.addEventListener("change", () => flow(shown));
$("form").addEventListener("submit", (event) => event.preventDefault());
$("form").addEventListener("reset", () => setTimeout(() => { folded = null; suggest(); show(); }));
$("#in").addEventListener("click", () => zoom(scale * 1.25));
$("#out").addEventListener("click", () => zoom(scale / 1.25));
$("#fit").addEventListener("click", () => zoom((canvas.clientWidth - 34) / size[0]));
$("#unfold").addEventListener("click", () => {
  folded = folded.size ? new Set() : new Set(parts.map((part) => part.app));
  overview();
});
addEventListener("hashchange", show);
addEventListener("beforeprint", () => zoom(Math.min(1000 / size[0], 1)));
addEventListener("afterprint", fit);
show();
document.body.dataset.drawn = "true";
