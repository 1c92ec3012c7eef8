// One clue: organ and act first, then what shows it, then what would clear it.

/** Two values of equal length with the characters that differ marked. */
function contrast(value, other) {
  if (value.length !== other.length) return [value];
  const pieces = [];
  for (let i = 0; i < value.length; i += 1) {
    const same = value[i] === other[i];
    const last = pieces[pieces.length - 1];
    if (last && last.same === same) last.text += value[i];
    else pieces.push({ same, text: value[i] });
  }
  return pieces.map((piece) => (piece.same ? piece.text : h("b", piece.text)));
}

const comparison = (rows) =>
  rows.map(([title, one, other, limit]) => {
    const [printed, computed] = [both(one), both(other)];
    return h(
      "div.compare",
      h("p.compare-name", both(title)),
      h("div.compare-side.printed", h("span", w("printed")), h("strong", limit ? printed : contrast(printed, computed))),
      h("div.compare-arrow", { "aria-hidden": "true" }, "→"),
      h("div.compare-side.computed", h("span", w(limit ? "limit" : "computed")), h("strong", limit ? computed : contrast(computed, printed))),
    );
  });

/** A passage of the document in the face of print, evidence marked. */
function passageView([doc, start, end, length, pieces]) {
  const place = w(length == null ? "passage_place_short" : "passage_place", {
    doc, start: number(start + 1), end: number(end), length: number(length),
  });
  return h(
    "figure.passage",
    h("figcaption", place),
    h(
      "blockquote",
      { lang: "zh-CN" },
      start > 0 ? h("span.gap", "……") : null,
      pieces.map(piece),
      length != null && end < length ? h("span.gap", "……") : null,
    ),
  );
}

function piece(item) {
  if (typeof item === "string") return item;
  const [text, mark, masked] = item;
  const inner = masked ? h("span.mask", { title: w("masked") }, text) : text;
  return mark ? h("mark", { title: both(mark) }, inner) : inner;
}

const reasonRow = ([title, values, points]) =>
  h(
    "li",
    h("span", both(title), points == null ? null : h("em", w("points", { n: points }))),
    values.length
      ? h("dl", values.map(([name, value]) => h("div", h("dt", both(name)), h("dd", both(value)))))
      : null,
  );

/** What decided; what merely let the row pass is folded away. */
function reasonsView(reasons) {
  const frame = reasons.filter((reason) => !reason[3]);
  return [
    h("ul.reasons", reasons.filter((reason) => reason[3]).map(reasonRow)),
    frame.length ? folded("premises", frame.length, h("ul.reasons", frame.map(reasonRow))) : null,
  ];
}

function passagesView(passages) {
  if (!passages.length) return h("p.quiet", w("no_passage"));
  const telling = passages.filter((passage) => passage[5]);
  const rest = passages.filter((passage) => !passage[5]);
  if (!telling.length) return rest.map(passageView);
  return [
    telling.map(passageView),
    rest.length ? folded("other_passages", rest.length, rest.map(passageView)) : null,
  ];
}

function evidenceView([place, rows, more]) {
  const [name, title, version, columns, source] = index.shared.tables[place];
  const head = [[w("row"), "row"], [w("role")], ...columns.map((column) => [both(column)])];
  return h(
    "div.evidence",
    h("h4", both(title), h("span.quiet", [name, both(version), both(source)].filter(Boolean).join(" · "))),
    table(
      both(title),
      head,
      rows.map(([row, role, ...cells]) =>
        h("tr", h("td.row", both(row)), h("td", word("role", role)), cells.map((cell) => h("td", both(cell)))),
      ),
    ),
    more ? h("p.quiet", w("more_rows", { n: more })) : null,
  );
}

function facts(clue) {
  const pairs = [
    ["case_number", clue.number], ["occurred", clue.occurred], ["affected", clue.affected],
    ["amount", both(clue.amount)], ["expires", clue.expires],
  ].filter((pair) => pair[1]);
  return h("dl.facts", pairs.map(([name, value]) => h("div", h("dt", w(name)), h("dd", value))));
}

function neighbours(clue) {
  const place = shown.indexOf(clue);
  const step = (by, key, sign) =>
    h(
      "button.icon",
      { type: "button", "aria-label": w(key), title: `${w(key)} (${by > 0 ? "j" : "k"})`, disabled: !shown[place + by], onclick: () => move(by) },
      sign,
    );
  return h(
    "nav.steps", { "aria-label": w("list_of_clues") },
    place < 0 ? null : h("span", w("place_in_list", { n: number(place + 1), all: number(shown.length) })),
    step(-1, "previous", "↑"), step(1, "next", "↓"),
    h("button.icon.word", { type: "button", onclick: () => window.print() }, w("print")),
  );
}

function clearing(clue, more) {
  const model = MODELS[clue.model];
  const asks = more.a.map((place) => index.shared.asks[place]);
  const unchecked = more.u.map((place) => index.shared.titles[place]);
  if (!asks.length && !unchecked.length && !model.exclusions.length) return null;
  return h(
    "section.clearing",
    h("h3", w("innocent")),
    asks.length ? [h("h4", w("asks")), questions(asks)] : null,
    unchecked.length ? [h("h4", w("unchecked")), listOf(unchecked)] : null,
    model.exclusions.length ? [h("h4", w("exclusions")), listOf(model.exclusions)] : null,
  );
}

function idLine(clue) {
  const button = h("button.link", { type: "button", id: "copy-id" }, w("copy"));
  button.addEventListener("click", () => copy(clue.id, button));
  return section(w("id"), h("p.id", h("code", clue.id), button));
}

function clueView(clue) {
  const more = details(clue);
  const model = MODELS[clue.model];
  const laws = more.l.map((place) => index.shared.laws[place]);
  const searched = more.s.map((place) => index.shared.titles[place]);
  return h(
    "div.clue",
    h(
      "header",
      h(
        "div.eyebrow",
        h("a.back", { href: "#/clues" }, "‹ ", w("back")),
        gradeMark(clue.grade),
        h("a", { href: `#/models/${model.id}` }, both(model.title)),
        clue.flags.map((flag) => h("span.flag", word("flag", flag))),
        neighbours(clue),
      ),
      h("h1", h("span.who", organOf(clue.organ)), both(clue.title)),
      facts(clue),
    ),
    h(
      "div.body",
      h(
        "div.main",
        comparison(more.c),
        section(w("passages"), passagesView(more.p)),
        more.r.length ? section(w("reasons"), reasonsView(more.r)) : null,
        searched.length ? section(w("searched"), listOf(searched)) : null,
        section(w("law"), laws.length ? laws.map(article) : h("p.quiet", w("no_law"))),
        more.e.length ? section(w("evidence"), more.e.map(evidenceView)) : null,
      ),
      h(
        "aside.rail",
        clearing(clue, more),
        more.m.length ? section(w("remedy"), remedies(more.m.map((place) => index.shared.remedies[place]))) : null,
        idLine(clue),
      ),
    ),
  );
}

function unknownClue(id) {
  return h("div.sheet", empty(w("unknown_clue"), w("unknown_clue_why", { id }), h("a.button", { href: "#/clues" }, w("clues"))));
}
