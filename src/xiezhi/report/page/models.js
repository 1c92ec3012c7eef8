// Models: what each looks for, what became of its rows, what it left open.

function funnelRows(funnel) {
  const most = Math.max(1, ...funnel.steps.map((step) => step[3]));
  return funnel.steps.map(([name, verb, rowsIn, rowsOut, exclusion]) =>
    h(
      exclusion ? "tr.exclusion" : "tr",
      h("th", { scope: "row" }, exclusion ? both(exclusion) : name),
      h("td", word("verb", verb)),
      h("td.n", number(rowsIn)),
      h("td.n", exclusion ? `−${number(rowsOut)}` : number(rowsOut)),
      h("td.wide", bar(rowsOut / most, exclusion ? "quiet" : "plain")),
    ),
  );
}

function outcome(model, count) {
  const funnel = model.funnel;
  const pairs = [
    ["clues", count], ["pending", funnel.pending], ["unable", funnel.unable],
    ["excluded", funnel.excluded], ["suppressed", funnel.suppressed],
  ];
  return h("dl.facts", pairs.map(([name, n]) => h("div", h("dt", w(name)), h("dd", number(n)))));
}

/** The model's prose: numbered steps, their points below them, plain lines. */
function prose(text) {
  return text.split("\n").filter((line) => line.trim()).map((line) => {
    const step = /^(\d+\.) (.*)$/.exec(line);
    if (step) return h("p.prose.step", h("b", step[1]), step[2]);
    const point = /^(\s*)- (.*)$/.exec(line);
    if (point) return h(point[1] ? "p.prose.point.deep" : "p.prose.point", point[2]);
    return h("p.prose", line);
  });
}

/** Rows that failed one condition only: where a widened model would look first. */
function nearMisses(near) {
  if (!near.length) return null;
  const rows = near.map(([condition, count]) => h("tr", h("td", h("code", condition)), h("td.n", number(count))));
  return section(w("near"), table(w("near"), [[w("near_what")], [w("rows"), "n"]], rows));
}

function modelView(model, place) {
  const count = clues.filter((clue) => clue.model === place).length;
  const see = count
    ? h(
        "button.button", { type: "button", onclick: () => { narrow({ ...EVERY, model: place }); go("#/clues"); } },
        w("see_clues", { n: number(count) }),
      )
    : h("span.quiet", w("no_clues_of_model"));
  const head = [[w("step")], [""], [w("rows_in"), "n"], [w("rows_out"), "n"], ["", "wide"]];
  return h(
    "div.clue",
    h(
      "header",
      h(
        "div.eyebrow",
        h("a.back", { href: "#/models" }, "‹ ", w("models")),
        gradeMark(GRADES.indexOf(model.grade)),
        h("span", `${word("line", model.line)} · ${both(model.point)}`),
        h("span.flag", word("model_status", model.status)),
      ),
      h("h1", both(model.title)),
      outcome(model, count),
    ),
    h(
      "div.body",
      h(
        "div.main",
        model.prose ? section(w("prose"), prose(both(model.prose))) : null,
        section(w("funnel"), table(w("funnel"), head, funnelRows(model.funnel))),
        nearMisses(model.funnel.near),
        section(w("law"), model.law.length ? model.law.map(article) : h("p.quiet", w("no_law"))),
      ),
      h(
        "aside.rail",
        h("p", see),
        section(w("organ_and_duty"), h("p", both(model.organ)), h("p.quiet", both(model.duty))),
        clearingOfModel(model),
        model.remedy.length ? section(w("remedy"), remedies(model.remedy)) : null,
        section(
          w("version"),
          h("dl.lines", [["id", model.id], ["version", model.version], ["hash", model.hash]].map(([name, value]) =>
            h("div", h("dt", name === "id" ? w("model") : w(name)), h("dd", value))),
          model.run.map(([name, value]) => h("div", h("dt", name), h("dd", value)))),
        ),
      ),
    ),
  );
}

function clearingOfModel(model) {
  const parts = [
    model.asks.length ? [h("h4", w("asks")), questions(model.asks)] : null,
    model.unchecked.length ? [h("h4", w("unchecked")), listOf(model.unchecked)] : null,
    model.exclusions.length ? [h("h4", w("exclusions")), listOf(model.exclusions)] : null,
  ];
  return parts.some(Boolean) ? h("section.clearing", h("h3", w("innocent")), parts) : null;
}

function modelsView(id) {
  const counts = new Map(tally(clues, "model"));
  const chosen = MODELS.findIndex((model) => model.id === id);
  const place = chosen < 0 ? 0 : chosen;
  const links = MODELS.map((model, other) =>
    h(
      `a.item.flow.${model.grade}`,
      { href: `#/models/${model.id}`, "aria-current": other === place ? "true" : null },
      h("div.item-top", h("b", both(model.title)), h("span", number(counts.get(other) || 0))),
      h("div.item-foot", h("span", model.id)),
    ),
  );
  const pane = h("article.pane", { id: "pane", tabindex: "-1" });
  if (MODELS.length) pane.append(modelView(MODELS[place], place));
  return h(`div.mail${chosen < 0 ? "" : ".reading"}`, h("nav.side", { "aria-label": w("models") }, h("div.items.flow", links)), pane);
}

function aboutView() {
  const run = [
    [w("file_of"), index.name], [w("as_of"), index.asOf], [w("made"), index.made],
    [w("reader"), index.reading.reader], ...index.facts,
  ].filter((pair) => pair[1]);
  return h(
    "div.sheet",
    h("h1.lead", w("about")),
    h("p.prose", w("about_text")),
    h("p.prose", index.reveal ? w("revealed_by", index.reveal) : w("masked_why")),
    section(w("about_grades"), h("dl.lines", GRADES.map((name, grade) => h("div", h("dt", gradeMark(grade)), h("dd", w(`${name}_what`)))),
      ["pending", "unable"].map((name) => h("div", h("dt", w(name)), h("dd", w(`${name}_what`)))))),
    section(w("about_run"), h("dl.lines", run.map(([name, value]) => h("div", h("dt", name), h("dd", value))))),
    section(w("keys"), keyTable()),
  );
}
