// Pieces that more than one view shows.

/** A table with a caption for screen readers; a column is [heading, class]. */
function table(caption, columns, rows) {
  return h(
    "div.scroll",
    h(
      "table",
      h("caption.unseen", caption),
      h("thead", h("tr", columns.map(([text, kind]) => h("th", { scope: "col", class: kind }, text)))),
      h("tbody", rows),
    ),
  );
}

const section = (title, ...content) => h("section", h("h3", title), content);

/** An article: citation, days in force, text; what was not checked says so. */
function article(law) {
  const days = law.until
    ? w("in_force_until", { since: law.since || "…", until: law.until })
    : law.since && w("in_force", { since: law.since });
  return h(
    "article.law",
    h("h4", law.cite, law.sure ? null : h("span.unsure", { title: w("unconfirmed_why") }, w("unconfirmed"))),
    days && h("p.quiet", days),
    law.text ? h("blockquote", law.text) : h("p.quiet", w("unconfirmed_why")),
  );
}

/** The questions that would clear a clue, as empty boxes to tick on paper. */
const questions = (asks) =>
  h(
    "ul.asks",
    asks.map(([ask, answer]) =>
      h("li", both(ask), answer && h("span.quiet", w("clears_when", { answer: yesNo(answer) }))),
    ),
  );

/** The two answers of a yes-no question, in the language of the page. */
function yesNo(answer) {
  if (answer === "yes" || answer === "是") return tongue ? "yes" : "是";
  if (answer === "no" || answer === "否") return tongue ? "no" : "否";
  return answer;
}

/** What may follow: name, the paper it takes, what to mind. */
const remedies = (found) =>
  h(
    "ul.plain",
    found.map(([title, letter, note]) =>
      h("li", both(title), letter && h("span.quiet.letter", letter), note && h("p.quiet", both(note))),
    ),
  );

/** Something to open when wanted; printed open. */
const folded = (name, count, ...inside) => h("details", h("summary", w(name, { n: count })), inside);

const listOf = (titles) => h("ul.plain", titles.map((title) => h("li", both(title))));

/** Something to say where there is nothing to show. */
const empty = (title, why, ...actions) =>
  h("div.empty", h("p.empty-title", title), h("p", why), actions);

async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Files opened from a disk may lack the clipboard: the old way still works there.
    const area = h("textarea", { readonly: true, class: "unseen", value: text });
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  const before = button.textContent;
  button.textContent = w("copied");
  tell(w("copied"));
  setTimeout(() => (button.textContent = before), 1200);
}
