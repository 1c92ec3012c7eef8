// The data: the index at once, the parts of the details when a clue of them is opened.

const index = block("index");
const MODELS = index.models;
const ORGANS = index.organs;

/** The organ's name; the document may not have given it. */
const organOf = (place) => ORGANS[place] || w("organ_unread");

/** A row of the index with names. */
const clues = index.clues.map((row, place) => ({
  place,
  id: row[0],
  model: row[1],
  organ: row[2],
  grade: row[3],
  title: row[4],
  number: row[5],
  affected: row[6],
  amount: row[7],
  occurred: row[8],
  expires: row[9],
  flags: row[10],
}));

const byId = new Map(clues.map((clue) => [clue.id, clue]));
const opened = new Map();

/** The details of a clue; parses its part on first use and keeps the last few parts. */
function details(clue) {
  const part = Math.floor(clue.place / index.partSize);
  if (!opened.has(part)) {
    if (opened.size > 8) opened.delete(opened.keys().next().value);
    opened.set(part, block(`part-${part}`));
  }
  return opened.get(part)[clue.place % index.partSize];
}

/** Text a search looks through: lower case, brackets and blanks alike. */
const plain = (text) =>
  text.toLowerCase().replace(/[（(〔[]/g, "(").replace(/[）)〕\]]/g, ")").replace(/\s+/g, "");

const haystacks = new Map();

function haystack(clue) {
  let text = haystacks.get(clue.place);
  if (text === undefined) {
    const title = Array.isArray(clue.title) ? clue.title.join("\n") : clue.title;
    const model = MODELS[clue.model];
    const names = [model.title].flat().join("\n");
    text = plain(
      [clue.id, clue.number, ORGANS[clue.organ], title, names, model.id, clue.affected].join("\n"),
    );
    haystacks.set(clue.place, text);
  }
  return text;
}

const EVERY = { text: "", model: -1, organ: -1, grades: [true, true, true], sort: "grade" };

/** What the person has narrowed the list to. */
let wanted = { ...EVERY, grades: [...EVERY.grades] };
let shown = [];

const filters = {
  text: (want) => {
    const terms = want.text.split(/[\s，,]+/).map(plain).filter(Boolean);
    return terms.length ? (clue) => terms.every((term) => haystack(clue).includes(term)) : null;
  },
  model: (want) => (want.model < 0 ? null : (clue) => clue.model === want.model),
  organ: (want) => (want.organ < 0 ? null : (clue) => clue.organ === want.organ),
  grades: (want) => (want.grades.every(Boolean) ? null : (clue) => want.grades[clue.grade]),
};

const compareText = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

/** Empty values last, whichever way the rest runs. */
const lastWhenEmpty = (one, other, order) =>
  one && other ? order(one, other) : one ? -1 : other ? 1 : 0;

const orders = {
  grade: (a, b) => a.grade - b.grade || a.model - b.model || a.place - b.place,
  date: (a, b) => lastWhenEmpty(a.occurred, b.occurred, (x, y) => -compareText(x, y)),
  date_up: (a, b) => lastWhenEmpty(a.occurred, b.occurred, compareText),
  organ: (a, b) => compareText(ORGANS[a.organ], ORGANS[b.organ]) || a.place - b.place,
  model: (a, b) => a.model - b.model || a.place - b.place,
  expires: (a, b) => lastWhenEmpty(a.expires, b.expires, compareText),
};

/** Clues that pass the filters of `want`; `without` leaves one filter out. */
function passing(want, without) {
  const tests = Object.keys(filters)
    .filter((name) => name !== without)
    .map((name) => filters[name](want))
    .filter(Boolean);
  return clues.filter((clue) => tests.every((test) => test(clue)));
}

function narrow(change) {
  wanted = { ...wanted, ...change };
  shown = passing(wanted).sort(orders[wanted.sort]);
}

/** How many clues each value of a field has, greatest first. */
function tally(list, field) {
  const counts = new Map();
  for (const clue of list) counts.set(clue[field], (counts.get(clue[field]) || 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
}
narrow({});
