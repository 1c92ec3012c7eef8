// The keyboard: every way through the clues without a mouse.

const KEYS = [
  ["j / k", "key_move"], ["Enter", "key_open"], ["/", "key_search"], ["Esc", "key_back"],
  ["c", "key_copy"], ["1 2 3 4", "key_views"], ["?", "key_help"],
];

const keyTable = () =>
  h("dl.lines", KEYS.map(([key, what]) => h("div", h("dt", key.split(" ").map((one) => (one === "/" && key.length > 1 ? " / " : h("kbd", one)))), h("dd", w(what)))));

function help() {
  const open = document.querySelector("dialog");
  if (open) return open.close();
  const close = h("button.button", { type: "button", onclick: () => box.close() }, w("close"));
  const box = h("dialog", { "aria-label": w("keys") }, h("h2", w("keys")), keyTable(), close);
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  box.showModal();
}

/** Go to the next or previous clue of the list as it is narrowed. */
function move(by) {
  const place = shown.indexOf(current);
  const next = shown[place < 0 ? 0 : place + by];
  if (next) go(`#/clue/${next.id}`, true);
}

function escape(target) {
  if (target.id === "search" && target.value) {
    target.value = "";
    refilter({ text: "" });
  } else document.getElementById("list")?.focus();
}

const VIEWS = { 1: "#/", 2: "#/clues", 3: "#/models", 4: "#/about" };

const acts = {
  j: () => move(1),
  k: () => move(-1),
  ArrowDown: (target) => target.id === "list" && move(1),
  ArrowUp: (target) => target.id === "list" && move(-1),
  Enter: (target) => target.id === "list" && document.getElementById("pane").focus(),
  c: () => document.getElementById("copy-id")?.click(),
  "?": () => help(),
  "/": () => { if (!document.getElementById("search")) go("#/clues"); document.getElementById("search")?.focus(); },
};

document.addEventListener("keydown", (event) => {
  const target = event.target;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape" && !document.querySelector("dialog")) return escape(target);
  if (/^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName)) return;
  if (document.querySelector("dialog") && event.key !== "?") return;
  if (VIEWS[event.key]) return go(VIEWS[event.key]);
  const act = acts[event.key];
  if (act && act(target) !== false) event.preventDefault();
});
