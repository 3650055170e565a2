// What is known of one part, beside its flow.

function details(number) {
  const part = parts[number];
  const fields = [];
  const field = (term, ...values) => {
    const all = values.flat().filter((value) => value !== "" && value !== null);
    if (all.length) fields.push(h("dt", {}, term), ...all.map((value) => h("dd", {}, value)));
  };
  const row = (edge, other) =>
    h(
      "span",
      {},
      edge.kind === "calls" && part.kind !== "signal" ? `${edge.signal}: ` : edge.label ? `${edge.label}: ` : "",
      link(other),
    );
  field("place", place(part.path, part.line));
  if (part.kind === "receiver") {
    field(
      "signature",
      part.signature ? h("code", {}, `${part.async ? "async " : ""}${part.title}`, name(part.signature)) : "",
    );
    field(
      "findings",
      part.findings.map(({ code, message }) => h("span", { className: "wrong" }, h("b", {}, code), ` ${message}`)),
    );
    field(
      "connected",
      part.connections.map((one) =>
        h(
          "div",
          { className: `connection ${one.state}` },
          h(
            "div",
            {},
            h("b", {}, name(one.signal.split(".").pop())),
            " of ",
            one.sender === null
              ? "any sender"
              : one.model !== null && one.model !== undefined
                ? link(one.model)
                : h("code", {}, name(one.sender)),
          ),
          one.words ? h("div", { className: "wrong" }, one.words) : "",
          h(
            "div",
            {},
            place(one.path, one.line),
            one.uid === null ? "" : h("span", {}, " · dispatch_uid ", h("code", {}, name(one.uid))),
          ),
          one.chain.length
            ? h(
                "div",
                {},
                "loaded by ",
                one.chain.flatMap((by, at) => [at ? " → " : "", h("code", {}, name(by))]),
              )
            : "",
        ),
      ),
    );
    field(
      "does",
      part.effects.map((effect) =>
        h(
          "span",
          {},
          `${effect.kind} `,
          effect.part === null ? h("code", {}, name(effect.target)) : link(effect.part, effect.target),
          effect.when ? h("i", {}, ` ${effect.when}`) : "",
          " ",
          h("small", {}, place(effect.path, effect.line)),
        ),
      ),
    );
  } else {
    field("name", h("code", {}, name(part.name)));
    field("app", name(part.app));
    if (part.reach !== undefined)
      field("reach", `${plural(part.reach, "receiver")}, directly or through what they write`);
    field(
      "calls",
      calledBy(number).map((edge) => row(edge, edge.head)),
    );
    field(
      "deletes too",
      out[number].filter((edge) => edge.kind === "does").map((edge) => row(edge, edge.head)),
    );
    field(
      part.kind === "model" ? "written by" : "sent by",
      into[number].map((edge) => row(edge, edge.tail)),
      (part.sends || []).map((send) => place(send.path, send.line)),
    );
  }
  const title = h(
    "h2",
    { tabIndex: -1 },
    h("span", { className: `kind ${part.kind}` }, part.word),
    " ",
    name(part.key),
    " ",
    badges(part),
  );
  aside.replaceChildren(title, h("dl", {}, fields));
}
