// The flow of one part, from left to right.

// Nodes and links from a part onwards, as Django calls: model, signal, receivers, what they write, and so on.
function flowOf(root, hops) {
  const nodes = new Map(),
    links = new Map(),
    waiting = [];
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
    const { part: number, how } = nodes.get(id),
      part = parts[number];
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
      nodes.get(id).more = new Set(
        [...called, ...cascades.flatMap((edge) => calls(edge.head, "delete"))].map((edge) => edge.head),
      ).size;
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
      if (heads.length > 1)
        heads.forEach((head, at) => {
          nodes.get(head).turn ??= at + 1;
        });
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
const anyones = parts.flatMap((part, number) =>
  part.kind === "signal" && part.name.startsWith("django.db.models.") ? [[part.title, number]] : [],
);

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
  if (send)
    return h(
      "div",
      { className: classes },
      h("span", {}, place(send.path, send.line)),
      h("small", {}, name(send.call)),
    );
  if (signal) {
    return h(
      "div",
      { className: classes, title: parts[of].name },
      name(signal),
      also ? h("a", { href: address(also[0]), className: "also" }, `+ ${also[1]} of any model`) : "",
    );
  }
  const part = parts[number];
  const title = h(
    "a",
    { href: address(number), className: "title" },
    turn ? h("span", { className: "turn", title: "its turn among the receivers of the signal" }, `${turn}.`) : "",
    name(part.title),
    badges(part),
    spoken(number),
  );
  const lines = kind === "receiver" ? others(part) : [];
  const element = h(
    "div",
    { className: `${classes} ${part.state || ""}`, title: part.name },
    title,
    h("small", {}, name(part.app), how ? ` · ${HOW[how]}` : ""),
    lines.length ? h("ul", {}, lines) : "",
    more ? h("span", { className: "more" }, `… ${plural(more, "receiver")} more`) : "",
  );
  element.dataset.number = number;
  if (root) title.setAttribute("aria-current", "true");
  if (filtered() && part.kind === "receiver" && !isWanted(part)) element.classList.add("off");
  return element;
}

// What a receiver does other than to models and signals of the picture.
function others(part) {
  const said = [
    ...new Set(
      part.effects
        .filter((effect) => effect.part === null)
        .map((effect) =>
          `${effect.target.endsWith("()") ? "" : `${effect.kind} `}${effect.target} ${effect.when}`.trim(),
        ),
    ),
  ];
  const most = said.length > 4 ? 3 : 4;
  return [
    ...said.slice(0, most).map((text) => h("li", { title: text }, text)),
    ...(said.length > most ? [h("li", {}, `and ${said.length - most} more`)] : []),
  ];
}

function flow(root) {
  const asked = filters.hops.value;
  let hops = asked === "all" ? Infinity : Number(asked) || Infinity,
    made = flowOf(root, hops);
  for (let fewer = 4; !asked && made.nodes.length > MOST_NODES && fewer > 0; fewer -= 1)
    made = flowOf(root, (hops = fewer));
  const drawing = clear("one");
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", nodesep: 14, ranksep: 46, edgesep: 10 });
  const elements = new Map(made.nodes.map((node) => [node.id, card(node)]));
  const labels = made.links.map(({ label }) =>
    label ? h("span", { className: "label", title: label }, name(label)) : null,
  );
  sheet.append(...elements.values(), ...labels.filter(Boolean));
  for (const label of labels.filter(Boolean)) {
    // as narrow as its lines are
    const text = document.createRange();
    text.selectNodeContents(label);
    label.style.width = `${Math.ceil(text.getBoundingClientRect().width) + 8}px`;
  }
  for (const [id, element] of elements) graph.setNode(id, { width: element.offsetWidth, height: element.offsetHeight });
  made.links.forEach(({ tail, head }, at) => {
    const label = labels[at];
    graph.setEdge(
      tail,
      head,
      label ? { width: label.offsetWidth, height: label.offsetHeight, labelpos: "c" } : {},
      String(at),
    );
  });
  // Without the heuristic, what one thing leads to stands in the order in which Django calls it.
  dagre.layout(graph, { disableOptimalOrderHeuristic: true });
  for (const [id, element] of elements) {
    const { x, y, width, height } = graph.node(id);
    put(element, x - width / 2, y - height / 2);
  }
  made.links.forEach(({ tail, head, edge }, at) => {
    const { points, x, y } = graph.edge(tail, head, String(at));
    const from = graph.node(tail),
      to = graph.node(head),
      lower = to.x < from.x ? 1 / 4 : 0; // a way back has a port of its own
    const path = svg("path", {
      d: way(points, from, to, from.y + lower * from.height, to.y + lower * to.height, Boolean(labels[at])),
      class: look(edge),
      "marker-end": `url(#${arrow(edge)})`,
    });
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
  filters.hops.querySelector("option").textContent =
    hops === Infinity ? "as far as it goes" : `${plural(hops, "hop")}, to be readable`;
  say(
    `Flow of ${parts[root].key}: ${plural(made.nodes.filter((node) => node.part !== undefined && parts[node.part].kind === "receiver" && !node.before).length, "receiver")}${cut ? ", cut where it says more" : ""}`,
  );
  sheet.querySelector(".root")?.scrollIntoView({ block: "nearest", inline: "nearest" });
}
