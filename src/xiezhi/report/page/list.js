// The list of clues: filters above, rows drawn only where the eye is.

const ROW = 74;
let listBox, listHeight, countLine;
let current = null;

function option(value, text, chosen) {
  return h("option", { value, selected: String(value) === String(chosen) }, text);
}

function chooser(label, field, entries) {
  return h(
    "select",
    {
      "aria-label": label,
      onchange: (event) => refilter({ [field]: field === "sort" ? event.target.value : Number(event.target.value) }),
    },
    entries.map(([value, text]) => option(value, text, wanted[field])),
  );
}

function filterBar() {
  const models = tally(clues, "model").map(([m, n]) => [m, `${both(MODELS[m].title)}（${number(n)}）`]);
  const organs = tally(clues, "organ").map(([o, n]) => [o, `${organOf(o)}（${number(n)}）`]);
  const search = h("input", {
    type: "search", id: "search", value: wanted.text, placeholder: w("search"),
    "aria-label": w("search"), autocomplete: "off", spellcheck: "false",
  });
  let waiting;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => refilter({ text: search.value }), 90);
  });
  const sorts = ["grade", "date", "date_up", "organ", "model", "expires"];
  return h(
    "div.filters",
    h("div.search", search),
    h(
      "div.pair",
      chooser(w("model"), "model", [[-1, w("all_models")], ...models]),
      chooser(w("organ"), "organ", [[-1, w("all_organs")], ...organs]),
    ),
    h(
      "div.pair.last",
      h("div.grades", { role: "group", "aria-label": w("grade") }, gradeSwitches()),
      chooser(w("sort"), "sort", sorts.map((name) => [name, w(`sort_${name}`)])),
    ),
  );
}

function gradeSwitches() {
  return GRADES.map((_, grade) =>
    h(
      "button.switch",
      {
        type: "button",
        "aria-pressed": String(wanted.grades[grade]),
        onclick: (event) => {
          const grades = wanted.grades.map((on, other) => (other === grade ? !on : on));
          event.currentTarget.setAttribute("aria-pressed", String(grades[grade]));
          refilter({ grades });
        },
      },
      gradeMark(grade),
    ),
  );
}

/** Narrow again and redraw the rows; the clue being read stays. */
function refilter(change) {
  narrow(change);
  listBox.scrollTop = 0;
  drawCount();
  drawRows();
  if (current) document.querySelector(".steps")?.replaceWith(neighbours(current));
  tell(w("shown_of", { n: number(shown.length), all: number(clues.length) }));
}

function drawCount() {
  const all = shown.length === clues.length;
  countLine.replaceChildren(
    h("span", all ? w("shown", { n: number(clues.length) }) : w("shown_of", { n: number(shown.length), all: number(clues.length) })),
    h(
      "span.acts",
      all ? null : h("button.link", { type: "button", onclick: clearFilters }, w("clear")),
      shown.length ? h("button.link", { type: "button", onclick: exportTable }, w("export")) : null,
    ),
  );
}

function clearFilters() {
  narrow({ ...EVERY, grades: [...EVERY.grades], sort: wanted.sort });
  show();
}

function rowOf(clue, place) {
  const model = MODELS[clue.model];
  const row = h(
    `div.item.${GRADES[clue.grade]}`,
    {
      role: "option", id: `clue-${clue.place}`, "aria-setsize": shown.length, "aria-posinset": place + 1,
      "aria-selected": String(clue === current), onclick: () => go(`#/clue/${clue.id}`),
    },
    h("div.item-top", h("b", organOf(clue.organ)), h("span", clue.occurred)),
    h("div.item-act", both(clue.title)),
    h(
      "div.item-foot",
      h("span.item-model", both(model.title)),
      h("span", clue.number),
      clue.flags.length ? h("em", clue.flags.map((flag) => word("flag", flag)).join(" ")) : null,
    ),
  );
  row.style.top = `${place * ROW}px`;
  return row;
}

function drawRows() {
  if (!shown.length) {
    listBox.replaceChildren(clues.length ? noMatch() : noClues());
    listBox.removeAttribute("aria-activedescendant");
    return;
  }
  listHeight.style.height = `${shown.length * ROW}px`;
  const first = Math.max(0, Math.floor(listBox.scrollTop / ROW) - 6);
  const last = Math.min(shown.length, Math.ceil((listBox.scrollTop + listBox.clientHeight) / ROW) + 6);
  const rows = [];
  for (let place = first; place < last; place += 1) rows.push(rowOf(shown[place], place));
  listHeight.replaceChildren(...rows);
  if (listBox.firstChild !== listHeight) listBox.replaceChildren(listHeight);
  if (current) listBox.setAttribute("aria-activedescendant", `clue-${current.place}`);
}

/** Nothing matches: name the one condition whose absence helps most. */
function noMatch() {
  const names = { text: `${wanted.text}`, model: w("model"), organ: w("organ"), grades: w("grade") };
  const best = Object.keys(filters)
    .filter((name) => filters[name](wanted))
    .map((name) => [name, passing(wanted, name).length])
    .sort((a, b) => b[1] - a[1])[0];
  const why = best && best[1] ? w("none_match_why", { filter: names[best[0]], n: number(best[1]) }) : "";
  return empty(w("none_match"), why, h("button.button", { type: "button", onclick: clearFilters }, w("clear")));
}

/** Bring the row of the current clue into sight. */
function reveal() {
  const place = shown.indexOf(current);
  if (place < 0) return;
  const top = place * ROW;
  const bottom = top + ROW - listBox.clientHeight;
  if (listBox.scrollTop > top) listBox.scrollTop = top;
  else if (listBox.scrollTop < bottom) listBox.scrollTop = bottom;
}

function cluesView() {
  countLine = h("div.count");
  listHeight = h("div.item-space");
  listBox = h("div.items", { role: "listbox", tabindex: "0", id: "list", "aria-label": w("list_of_clues") });
  let drawing = false;
  listBox.addEventListener("scroll", () => {
    if (drawing) return;
    drawing = true;
    requestAnimationFrame(() => { drawing = false; if (shown.length) drawRows(); });
  }, { passive: true });
  drawCount();
  const pane = h("article.pane", { id: "pane", tabindex: "-1" });
  pane.append(current ? clueView(current) : empty(w("choose"), w("choose_why")));
  requestAnimationFrame(() => { drawRows(); reveal(); drawRows(); });
  return h(`div.mail${current ? ".reading" : ""}`, h("div.side", filterBar(), countLine, listBox), pane);
}

/** The rows of the list as a file a spreadsheet opens; masked as the page is. */
function exportTable() {
  const head = ["id", "model", "organ", "grade", "title", "case_number", "affected", "amount", "occurred", "expires"];
  const cell = (text) => `"${String(text).replace(/^([=+\-@\t])/, "'$1").replace(/"/g, '""')}"`;
  const lines = shown.map((clue) =>
    [clue.id, both(MODELS[clue.model].title), organOf(clue.organ), w(GRADES[clue.grade]), both(clue.title),
      clue.number, clue.affected, both(clue.amount), clue.occurred, clue.expires].map(cell).join(","),
  );
  const file = new Blob([`\ufeff${head.join(",")}\r\n${lines.join("\r\n")}\r\n`], { type: "text/csv" });
  const link = h("a", { href: URL.createObjectURL(file), download: `clues-${shown.length}.csv` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
