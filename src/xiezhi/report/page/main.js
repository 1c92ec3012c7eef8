// The frame, the address, the language.

let focusPane = false;

/** Go to an address; `keep` leaves the focus where it is. */
function go(address, keep) {
  focusPane = !keep;
  if (location.hash === address) show();
  else location.hash = address;
}

function badge() {
  return index.reveal
    ? h("span.badge.open", { title: w("revealed_by", index.reveal) }, w("revealed"))
    : h("span.badge", { title: w("masked_why") }, w("masked"));
}

function frame(view) {
  const links = [["overview", "#/"], ["clues", "#/clues"], ["models", "#/models"], ["about", "#/about"]];
  const counts = { clues: clues.length, models: MODELS.length };
  return [
    h("a.skip", { href: "#", onclick: (event) => { event.preventDefault(); document.querySelector("main").focus(); } }, w("skip")),
    index.reveal ? h("p.revealed", w("revealed"), "　", w("revealed_by", index.reveal)) : null,
    h(
      "header.bar",
      h("span.seal", { "aria-hidden": "true" }, "獬"),
      h("span.brand", w("report")),
      h(
        "nav", { "aria-label": w("report") },
        links.map(([name, address]) =>
          h("a", { href: address, "aria-current": name === view ? "page" : null }, w(name),
            counts[name] == null ? null : h("small", number(counts[name]))),
        ),
      ),
      badge(),
      h("button.bar-button", { type: "button", onclick: help, "aria-label": w("keys"), title: w("keys") }, "?"),
      h("button.bar-button", { type: "button", lang: tongue ? "zh-CN" : "en", onclick: () => speak(1 - tongue) }, w("other_language")),
    ),
  ];
}

// A browser may refuse storage to a file on a disk; the choice then lasts as long as the page.
function remember(language) {
  try {
    localStorage.setItem("xiezhi-language", String(language));
  } catch (refusal) {
    console.info(refusal.name);
  }
}

function remembered() {
  try {
    return localStorage.getItem("xiezhi-language") === "1" ? 1 : 0;
  } catch (refusal) {
    return 0;
  }
}

function speak(language) {
  tongue = language;
  document.documentElement.lang = tongue ? "en" : "zh-CN";
  remember(tongue);
  show();
}

function viewOf(address) {
  const [, name, id] = address.split("/").map(decodeURIComponent);
  if (name === "clue") {
    const found = byId.get(id);
    if (!found) return ["clues", () => unknownClue(id)];
    current = found;
    return ["clues", cluesView];
  }
  if (name === "clues") {
    if (current && !shown.includes(current)) current = null;
    if (!current && shown.length && innerWidth > 900) current = shown[0];
    return ["clues", cluesView];
  }
  if (name === "models") return ["models", () => modelsView(id)];
  if (name === "about") return ["about", aboutView];
  return ["overview", overviewView];
}

let last = "";

/** Draw the page for the address. Moving from clue to clue changes the pane only. */
function show() {
  const address = location.hash || "#/";
  const [name, build] = viewOf(address);
  const pane = document.getElementById("pane");
  if (name === "clues" && last === `clues${tongue}` && pane && listBox?.isConnected && byId.has(address.split("/")[2])) {
    pane.replaceChildren(clueView(current));
    pane.scrollTop = 0;
    pane.parentElement.classList.add("reading");
    reveal();
    drawRows();
  } else {
    const main = h(`main.${name}`, { tabindex: "-1" }, build());
    document.getElementById("page").replaceChildren(...frame(name).filter(Boolean), main);
    scrollTo(0, 0);
    if (focusPane && name !== "clues") main.focus({ preventScroll: true });
    if (name === "clues") document.getElementById("list")?.focus({ preventScroll: true });
  }
  last = `${name}${tongue}`;
  document.title = `${w(name)} · ${w("report")} · ${index.name}`;
}

addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
});
addEventListener("hashchange", show);
addEventListener("resize", () => { if (listBox?.isConnected) drawRows(); });
tongue = remembered();
speak(tongue);
