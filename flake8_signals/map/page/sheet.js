// The sheet that is drawn on, and its size.

function clear(mode) {
  const marker = (id) =>
    svg(
      "marker",
      {
        id,
        class: id,
        viewBox: "0 0 8 8",
        refX: 7,
        refY: 4,
        markerWidth: 8,
        markerHeight: 8,
        markerUnits: "userSpaceOnUse",
        orient: "auto",
      },
      svg("path", { d: "M0,0 L8,4 L0,8 z" }),
    );
  const drawing = svg(
    "svg",
    { "aria-hidden": "true", focusable: "false" },
    svg("defs", {}, ...["calls", "does", "silent", "lost", "cycle"].map((kind) => marker(`to-${kind}`))),
  );
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
const say = (text) => {
  told.textContent = text;
};
