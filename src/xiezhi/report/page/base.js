// Words, elements and numbers: what every view builds with.

/** The JSON inside a data block. @param {string} id */
const block = (id) => JSON.parse(document.getElementById(id).textContent);

const WORDS = block("words");

/** 0 Chinese, 1 English. */
let tongue = 0;

/** A word of the page, with {names} filled in. */
function w(key, values) {
  const pair = WORDS[key];
  let text = pair ? pair[tongue] : key;
  for (const name in values || {}) text = text.split(`{${name}}`).join(values[name]);
  return text;
}

/** A word for a value that comes from data: itself where the page knows none. */
const word = (family, value) => (WORDS[`${family}.${value}`] ? w(`${family}.${value}`) : value);

/** A wording of the data: a text for both languages, or [zh, en]. */
const both = (title) => (Array.isArray(title) ? title[tongue] || title[0] : title || "");

const number = (value) => (value == null ? "" : value.toLocaleString("en-US"));

/**
 * An element: h("p.note", {title: "x", onclick: f}, "text", child, [more]).
 * Text is always text; nothing here reads HTML.
 */
function h(kind, ...rest) {
  const [tag, ...classes] = kind.split(".");
  const element = document.createElement(tag || "div");
  if (classes.length) element.className = classes.join(" ");
  for (const item of rest.flat(Infinity)) {
    if (item == null || item === false) continue;
    if (item instanceof Node) element.append(item);
    else if (typeof item === "object") dress(element, item);
    else element.append(String(item));
  }
  return element;
}

function dress(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value == null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
}

/** A bar whose length is a share of the greatest; the figure stands beside it as text. */
function bar(share, tone) {
  const fill = h(`span.fill.${tone || "plain"}`);
  fill.style.width = `${Math.max(share > 0 ? 1.5 : 0, share * 100)}%`;
  return h("span.bar", { "aria-hidden": "true" }, fill);
}

const GRADES = ["certain", "suspicious", "indicative"];

/** Grade as shape and word, never colour alone. */
const gradeMark = (grade) =>
  h(`span.grade.${GRADES[grade]}`, h("i", { "aria-hidden": "true" }), w(GRADES[grade]));

/** Tell a screen reader. */
function tell(text) {
  document.getElementById("live").textContent = text;
}
