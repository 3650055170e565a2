// The picture of all: a board for each app, and the edges between their rows.

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
  const here = new Set(rows),
    under = new Map();
  for (const edge of kept) {
    if (edge.kind === "calls" && here.has(edge.tail) && here.has(edge.head) && !under.has(edge.head))
      under.set(edge.head, edge.tail);
  }
  return rows
    .filter((number) => !under.has(number))
    .flatMap((number) => [
      [number, null],
      ...rows.filter((other) => under.get(other) === number).map((other) => [other, number]),
    ]);
}

function board(app, rows, kept) {
  const isFolded = folded.has(app);
  const count = (kind) => rows.filter((number) => parts[number].word === kind).length;
  const counts = KINDS.filter(count)
    .map((kind) => plural(count(kind), kind))
    .join(" · ");
  const trouble = ["never", "dead", "late"].map((state) => [
    state,
    rows.filter((number) => parts[number].state === state).length,
  ]);
  const cycles = rows.filter((number) => parts[number].cycle).length;
  const marks = [
    cycles ? h("span", { className: "badge cycle" }, `↻ ${cycles}`) : "",
    ...trouble.map(([state, many]) =>
      many ? h("span", { className: `badge ${state}` }, `${many} ${WORDS[state].replace("runs", "run")}`) : "",
    ),
  ];
  const fold = h(
    "button",
    {
      type: "button",
      "aria-expanded": String(!isFolded),
      className: "fold",
      onclick: () => {
        if (!folded.delete(app)) folded.add(app);
        overview();
        [...sheet.querySelectorAll(".board")]
          .find((other) => other.dataset.app === app)
          ?.querySelector("button")
          .focus();
      },
    },
    name(app),
    h("small", {}, counts),
    isFolded ? h("span", { className: "marks" }, marks) : "",
  );
  lights(fold, rows);
  const list = h(
    "ul",
    {},
    isFolded
      ? rows
          .filter(standsOut)
          .slice(0, MOST_STANDING)
          .map((number) => h("li", {}, row(number, null)))
      : nested(rows, kept).map(([number, parent]) => h("li", {}, row(number, parent))),
  );
  const element = h("section", { className: "board" }, h("h3", {}, fold), list);
  element.dataset.app = app;
  return element;
}

const standsOut = (number) => parts[number].cycle || parts[number].state === "never" || parts[number].state === "dead";

function row(number, parent) {
  const part = parts[number];
  const element = h(
    "a",
    {
      href: address(number),
      className: `part ${part.kind} ${part.state || ""} ${parent === null ? "" : "under"}`,
      title: part.name,
    },
    name(part.title),
    badges(part),
    spoken(number),
  );
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
  const these = new Set(numbers),
    near = new Set(numbers);
  for (const path of sheet.querySelectorAll("path[data-tail]")) {
    path.classList.toggle(
      "on",
      path.dataset.ends.split(" ").some((end) => these.has(Number(end))),
    );
  }
  for (const edge of numbers.flatMap((number) => [...out[number], ...into[number]])) near.add(edge.tail).add(edge.head);
  sheet.classList.toggle("dim", numbers.length > 0);
  for (const part of sheet.querySelectorAll(".part"))
    part.classList.toggle("on", near.has(Number(part.dataset.number)));
}

const look = (edge) =>
  [edge.kind, edge.cycle && "cycle", edge.silent && "silent", edge.kind === "calls" && edge.state]
    .filter(Boolean)
    .join(" ");

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
    const tail = parts[edge.tail].app,
      head = parts[edge.head].app;
    if (tail === head) continue;
    const together = [tail, head].join("\n");
    between.set(together, (between.get(together) || 0) + 1);
  }
  const crowded = between.size > MOST_TIES;
  sheet.classList.toggle("crowded", crowded);
  if (crowded) between.clear();
  const tied = new Set([...between.keys()].flatMap((both) => both.split("\n")));
  for (const app of apps.keys()) {
    if (tied.has(app))
      graph.setNode(app, { width: elements.get(app).offsetWidth, height: elements.get(app).offsetHeight });
  }
  for (const [both, weight] of between) {
    const [tail, head] = both.split("\n");
    graph.setEdge(tail, head, { weight });
  }
  dagre.layout(graph);
  const places = new Map(graph.nodes().map((app) => [app, graph.node(app)]));
  const [width, height] = alone(
    [...apps.keys()].filter((app) => !tied.has(app)),
    elements,
    places,
    graph.graph(),
  );
  for (const [app, { x, y, width, height }] of places) put(elements.get(app), x - width / 2, y - height / 2);
  finish(width, height);
  wires(drawing, kept, graph, places, elements);
  const receivers = [...numbers].filter((number) => parts[number].kind === "receiver");
  say(
    `${plural(apps.size, "app")}, ${plural(receivers.length, "receiver")}${crowded ? "; point at something to see what it is tied to" : ""}`,
  );
  $("#unfold").textContent = folded.size ? "unfold all" : "fold all";
}

// Boards that nothing leads to or from go below the rest, in columns.
function alone(apps, elements, places, { width = 0, height = 0 }) {
  if (width < 0) width = height = 0;
  const widths = apps.map((app) => elements.get(app).offsetWidth),
    gap = 28;
  const column = Math.max(...widths, 1) + gap;
  const columns = Math.max(1, Math.floor((Math.max(width, 1200) + gap) / column));
  const ends = Array(columns).fill(height ? height + 2 * gap : 0);
  apps.forEach((app, at) => {
    const element = elements.get(app),
      lowest = ends.indexOf(Math.min(...ends));
    places.set(app, {
      x: lowest * column + widths[at] / 2,
      y: ends[lowest] + element.offsetHeight / 2,
      width: widths[at],
      height: element.offsetHeight,
    });
    ends[lowest] += element.offsetHeight + gap;
  });
  const used = Math.min(apps.length, columns);
  return [Math.max(width, used * column), Math.max(height, ...ends)];
}

// The edges between rows, along the way that the layout found between their boards.
function wires(drawing, kept, graph, places, elements) {
  const ports = new Map(),
    parents = new Map();
  for (const part of sheet.querySelectorAll(".part")) {
    const section = part.closest(".board");
    if (part.dataset.parent) parents.set(Number(part.dataset.number), Number(part.dataset.parent));
    ports.set(Number(part.dataset.number), section.offsetTop + part.offsetTop + part.offsetHeight / 2);
  }
  const middle = (app) =>
    places.get(app).y - elements.get(app).offsetHeight / 2 + elements.get(app).querySelector("h3").offsetHeight / 2;
  const drawn = new Map();
  for (const edge of kept) {
    const tail = parts[edge.tail].app,
      head = parts[edge.head].app;
    const from = ports.has(edge.tail) ? edge.tail : tail,
      to = ports.has(edge.head) ? edge.head : head;
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
    const y1 = ports.get(edge.tail) ?? middle(tail),
      y2 = ports.get(edge.head) ?? middle(head);
    const path =
      tail === head
        ? loop(places.get(tail), y1, y2)
        : way(graph.edge(tail, head)?.points || [], places.get(tail), places.get(head), y1, y2);
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
  const right = x + width / 2,
    bulge = right + Math.min(18 + Math.abs(y2 - y1) / 6, 60);
  return `M${right},${y1} C${bulge},${y1} ${bulge},${y2} ${right + 2},${y2}`;
}

// From the side of one box to that of another, around what stands between them.
function way(points, tail, head, y1, y2, hasLabel = false) {
  if (head.x === tail.x) return loop(tail, y1, y2);
  const onwards = head.x > tail.x ? 1 : -1;
  const from = [tail.x + (onwards * tail.width) / 2, y1],
    to = [head.x - onwards * (head.width / 2 + 2), y2];
  const between = points
    .slice(1, -1)
    .map(({ x, y }) => [x, y])
    .filter(([x]) => (x - from[0]) * onwards > 20 && (to[0] - x) * onwards > 20);
  // One point in the middle between neighbours says nothing; others lead around boxes, or through a label.
  return curve([from, ...(hasLabel || points.length > 3 ? between : []), to]);
}

// A curve through points that is level at each of them.
function curve(points) {
  let path = `M${points[0]}`;
  for (let at = 1; at < points.length; at += 1) {
    const [x1, y1] = points[at - 1],
      [x2, y2] = points[at],
      bend = (x1 + x2) / 2;
    path += ` C${bend},${y1} ${bend},${y2} ${x2},${y2}`;
  }
  return path;
}
