// The address, search, filters and keys, and the start.

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

const go = (number) => {
  location.hash = address(number);
};

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
  const texts = [...parts.keys()].map((number) => [
    number,
    `${parts[number].key} ${parts[number].name} ${parts[number].path}`.toLowerCase(),
  ]);
  const score = (number) => (parts[number].title.toLowerCase().startsWith(sought.at(-1)) ? 0 : 1);
  return texts
    .filter(([, text]) => sought.every((word) => text.includes(word)))
    .map(([number]) => number)
    .sort((a, b) => score(a) - score(b) || parts[a].key.length - parts[b].key.length)
    .slice(0, MOST_FOUND);
}

function suggest() {
  const list = matches();
  chosen = Math.min(Math.max(chosen, 0), Math.max(list.length - 1, 0));
  found.replaceChildren(
    ...list.map((number, at) =>
      h(
        "li",
        {
          id: `found-${at}`,
          role: "option",
          "aria-selected": String(at === chosen),
          onpointerdown: (event) => {
            event.preventDefault();
            choose(number);
          },
        },
        h("span", { className: `kind ${parts[number].kind}` }, parts[number].word),
        " ",
        name(parts[number].key),
        badges(parts[number]),
      ),
    ),
  );
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

words.addEventListener("input", () => {
  chosen = 0;
  suggest();
  narrow();
});
words.addEventListener("blur", () => {
  found.hidden = true;
});
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
  let many = 0,
    all = 0;
  for (const section of sections) {
    const heading = section.querySelector("h3").textContent;
    const sends = [...section.querySelectorAll(".sends li")],
      rows = [...section.querySelectorAll("tbody tr")];
    for (const send of sends) send.hidden = any || !mentions(`${heading} ${send.textContent}`);
    for (const row of rows) {
      const part = parts[numbers.get(row.dataset.key)];
      const right =
        !any ||
        (isWanted(part) &&
          (!filters.signal.value || heading === filters.signal.value) &&
          (!filters.state.value || row.dataset.state === filters.state.value));
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
  let best = null,
    least = Infinity;
  for (const other of sheet.querySelectorAll("a.part, a.title, button.fold")) {
    if (other === from) continue;
    const there = other.getBoundingClientRect();
    const x = there.x + there.width / 2 - here.x - here.width / 2,
      y = there.y + there.height / 2 - here.y - here.height / 2;
    const along = dx * x + dy * y,
      aside = Math.abs(dx * y + dy * x);
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
const options = (select, values) =>
  select.append(...[...new Set(values)].sort().map((value) => h("option", { value }, value)));
options(
  filters.app,
  parts.map((part) => part.app),
);
options(
  filters.signal,
  parts.flatMap((part) => (part.connections || []).map(({ signal }) => signal)),
);
for (const filter of [filters.app, filters.signal, filters.state, filters.findings]) {
  filter.addEventListener("change", () => {
    if (shown === null) folded = null;
    show();
  });
}
filters.hops.addEventListener("change", () => flow(shown));
$("form").addEventListener("submit", (event) => event.preventDefault());
$("form").addEventListener("reset", () =>
  setTimeout(() => {
    folded = null;
    suggest();
    show();
  }),
);
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
