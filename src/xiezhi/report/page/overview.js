// The first page: what was read, what was run, what came out, what was left open.

const total = (field) => MODELS.reduce((sum, model) => sum + (model.funnel[field] || 0), 0);

function gradeFigures() {
  const counts = [0, 0, 0];
  for (const clue of clues) counts[clue.grade] += 1;
  return GRADES.map((name, grade) =>
    figure(name, counts[grade], w(`${name}_what`), () => {
      narrow({ ...EVERY, grades: [0, 1, 2].map((other) => other === grade) });
      go("#/clues");
    }),
  );
}

function figure(name, count, why, act) {
  const body = [
    h("span.figure-name", GRADES.includes(name) ? gradeMark(GRADES.indexOf(name)) : w(name)),
    h("span.figure-count", number(count)),
    h("span.figure-why", why),
  ];
  return act && count ? h("button.figure", { type: "button", onclick: act }, body) : h("div.figure", body);
}

function modelTable() {
  const counts = new Map(tally(clues, "model"));
  const most = Math.max(1, ...counts.values());
  const order = MODELS.map((_, place) => place).sort(
    (a, b) => (counts.get(b) || 0) - (counts.get(a) || 0) || a - b,
  );
  const rows = order.map((place) => {
    const model = MODELS[place];
    const count = counts.get(place) || 0;
    return h(
      "tr",
      h("th", { scope: "row" }, h("a", { href: `#/models/${model.id}` }, both(model.title))),
      h("td", gradeMark(GRADES.indexOf(model.grade))),
      h("td.wide", h("span.with-bar", bar(count / most, model.grade), h("b", number(count)))),
      ["pending", "unable", "excluded"].map((field) => figureCell(model.funnel[field])),
    );
  });
  const columns = [
    [w("model")], [w("grade")], [w("clues"), "wide"],
    [w("pending"), "n"], [w("unable"), "n"], [w("excluded"), "n"],
  ];
  return table(w("by_model"), columns, rows);
}

/** Models that left nothing: silence of theirs is not a clean bill. */
function notRun() {
  if (!index.notRun.length) return null;
  const rows = index.notRun.map(([model, state, why]) =>
    h("div", h("dt", model), h("dd", `${word("state", state)}${why ? `：${why}` : ""}`)),
  );
  return folded("not_run", index.notRun.length, h("dl.lines", rows));
}

const figureCell = (value) => h(value ? "td.n" : "td.n.zero", number(value || 0));

function organBars() {
  const counts = tally(clues, "organ");
  const most = counts.length ? counts[0][1] : 1;
  const first = counts.slice(0, 12);
  const rest = counts.slice(12);
  return [
    h(
      "ol.bars",
      first.map(([organ, count]) =>
        h(
          "li",
          h(
            "button",
            { type: "button", onclick: () => { narrow({ ...EVERY, organ }); go("#/clues"); } },
            h("span.bar-name", organOf(organ)),
            bar(count / most),
            h("b", number(count)),
          ),
        ),
      ),
    ),
    rest.length
      ? h("p.quiet", w("more_organs", { n: number(rest.length), clues: number(rest.reduce((s, r) => s + r[1], 0)) }))
      : null,
  ];
}

function readingBars(name, family, counts) {
  const most = Math.max(1, ...counts.map((pair) => pair[1]));
  return counts.length
    ? section(
        w(name),
        h(
          "ol.bars",
          counts.map(([value, count]) =>
            h("li", h("div", h("span.bar-name", word(family, value)), bar(count / most), h("b", number(count)))),
          ),
        ),
      )
    : null;
}

function overviewView() {
  const reading = index.reading;
  const values = {
    documents: number(reading.documents),
    models: number(MODELS.length),
    clues: number(clues.length),
    organs: number(tally(clues, "organ").length),
  };
  return h(
    "div.sheet",
    h("h1.lead", w(reading.documents == null ? "lead_unread" : "lead", values)),
    h("p.quiet", [index.asOf && `${w("as_of")} ${index.asOf}`, index.made && `${w("made")} ${index.made.slice(0, 16).replace("T", " ")}`].filter(Boolean).join(" · ")),
    h(
      "div.figures",
      gradeFigures(),
      figure("pending", total("pending"), w("pending_what")),
      figure("unable", total("unable"), w("unable_what")),
    ),
    h("p.caution", w("not_conclusion")),
    clues.length ? null : noClues(),
    h(
      "div.two",
      section(w("by_model"), modelTable(), notRun()),
      h(
        "div",
        clues.length ? section(w("by_organ"), organBars()) : null,
        readingBars("by_status", "status", reading.status),
        readingBars("by_kind", "kind", reading.kind),
      ),
    ),
  );
}

const noClues = () =>
  empty(
    w("none_at_all"),
    w("none_at_all_why", {
      models: number(MODELS.length), pending: number(total("pending")), unable: number(total("unable")),
    }),
    h("a.button", { href: "#/models" }, w("models")),
  );
