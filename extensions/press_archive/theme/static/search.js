// The search page. Its address is the state of the search; the form, the links and the way back agree.
// Facets come from small files beside the lists; the index of words is loaded when there is a word.

import { fold } from "./fold.js";
import { dateIn, months, yearIn } from "./search-dates.js";
import { Names } from "./search-names.js";
import { stateBox } from "./search-states.js";

const $ = (id) => document.getElementById(id);
const form = $("search"), own = document.documentElement.lang;
const words = JSON.parse(form.dataset.words), directions = JSON.parse(form.dataset.directions);
const root = new URL(form.dataset.root, document.baseURI), total = Number(form.dataset.total);
const preview = Boolean(form.dataset.preview);
const PAGE = 20, LISTS = ["state", "kind", "language", "campaign"], ENOUGH = 3000;

const say = (key, values = {}) => Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), words[key]);
const element = (name, attributes = {}, ...content) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== "" && value != null) made.setAttribute(key, value);
  made.append(...content.filter((part) => part !== null && part !== ""));
  return made;
};

// Choices and counts of the whole archive are in the page.
const states = new Map([...$("state").options].filter((o) => o.value).map((o) => [o.value, { name: o.textContent, count: Number(o.dataset.count) }]));
const years = new Map([...document.querySelectorAll("[data-year]")].map((place) => [place.dataset.year, Number(place.textContent)]));
const option = (facet, value) => form.querySelector(`[data-facet="${facet}"] input[value="${CSS.escape(value)}"]`)?.closest("label");
const label = (facet, value) => facet === "state" ? states.get(value)?.name ?? known?.name(value) ?? value : option(facet, value)?.querySelector(".label").textContent ?? value;
const allCount = (facet, value) => facet === "state" ? states.get(value)?.count ?? 0 : Number(option(facet, value)?.querySelector(".count").dataset.all ?? 0);

// Files, each fetched once.
const files = new Map();
const load = (path) => {
  if (!files.has(path)) files.set(path, fetch(new URL(path, root)).then((answer) => {
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer.json();
  }).catch((error) => { files.delete(path); throw error; }));
  return files.get(path);
};
let known = null;
const names = async () => known ??= new Names(await load("search/states.json"));
const asRow = ([name, title, date, about, campaign, kind, language, held, withdrawn]) =>
  ({ name, title, date, state: about ? about.split(" ") : [], campaign, kind, language, held, withdrawn });
const list = async (folder) => (await load(`${folder}/list.json`)).rows.map(asRow);
/** All releases, newest first, without titles; `at` is the place in the list of the year. */
const table = async () => {
  const { rows, campaigns, kinds, languages: tags } = await load("search/index.json"), seen = new Map();
  return rows.map(([date, about, campaign, kind, language, held], place) => {
    const year = date.slice(0, 4), at = seen.get(year) ?? 0;
    seen.set(year, at + 1);
    return { place, at, date, state: about ? about.split(" ") : [], campaign: campaigns[campaign], kind: kinds[kind], language: tags[language], held };
  });
};

// The address: q, state, kind, language, campaign (each may be repeated), from, to or year, sort, page.
function read() {
  const asked = new URLSearchParams(location.search), query = {};
  for (const facet of LISTS) query[facet] = [...new Set(asked.getAll(facet).filter(Boolean).map((value) => facet === "state" ? value.toUpperCase() : value))];
  query.q = (asked.get("q") ?? "").trim();
  query.faults = [];
  for (const end of ["from", "to"]) {
    const given = (asked.get(end) ?? asked.get("year") ?? "").trim();
    query[end] = endOf(given);
    if (given && !query[end]) query.faults.push(given);
  }
  query.sort = ["date", "oldest"].includes(asked.get("sort")) ? asked.get("sort") : "";
  query.page = Math.max(1, Number.parseInt(asked.get("page"), 10) || 1);
  query.older = asked.get("older") === "1";
  return query;
}
function address(query, changes = {}) {
  const next = { ...query, page: 1, ...changes }, asked = new URLSearchParams();
  if (next.q) asked.set("q", next.q);
  for (const facet of LISTS) for (const value of next[facet]) asked.append(facet, value);
  for (const end of ["from", "to", "sort"]) if (next[end]) asked.set(end, next[end]);
  if (next.older) asked.set("older", "1");
  if (next.page > 1) asked.set("page", next.page);
  const text = asked.toString();
  return text ? `?${text}` : location.pathname;
}
const ends = (query) => query.from && query.from === query.to
  ? [{ facet: "date", text: dated(query.from), changes: { from: "", to: "" } }]
  : ["from", "to"].filter((end) => query[end]).map((end) => ({ facet: "date", text: say(end, { date: dated(query[end]) }), changes: { [end]: "" } }));
const active = (query) => [
  ...LISTS.flatMap((facet) => query[facet].map((value) => ({ facet, text: label(facet, value), changes: { [facet]: query[facet].filter((other) => other !== value) } }))),
  ...ends(query),
];

// Which releases fit.
const inPeriod = (row, { from, to }) => (!from || row.date.slice(0, Math.min(from.length, row.date.length)) >= from.slice(0, row.date.length))
  && (!to || row.date.slice(0, Math.min(to.length, row.date.length)) <= to.slice(0, row.date.length));
const has = (row, facet, wanted) => !wanted.length || wanted.some((value) => facet === "state" ? row.state.includes(value) : row[facet] === value);
const fits = (row, query, but = "") => LISTS.every((facet) => facet === but || has(row, facet, query[facet])) && (but === "date" || inPeriod(row, query));

/** The smallest files that hold every release that could fit: `by` names the filter they answer. */
function cover(query) {
  const inside = [...years.keys()].filter((year) => inPeriod({ date: year }, query));
  // Weighed in rows of a list: one of the table is a quarter of it, and the titles take another round trip.
  const ways = [{ by: "", weight: total / 4 + 200 }];
  for (const [facet, folder] of [["state", "states"], ["campaign", "campaigns"]]) {
    const there = query[facet].filter((value) => allCount(facet, value));
    if (query[facet].length) ways.push({ by: facet, weight: there.reduce((sum, value) => sum + allCount(facet, value), 0), lists: there.map((value) => `${folder}/${value.toLowerCase()}`) });
  }
  if (query.from || query.to) ways.push({ by: "date", weight: inside.reduce((sum, year) => sum + years.get(year), 0), lists: inside.map((year) => `releases/${year}`) });
  return ways.reduce((least, way) => way.weight < least.weight ? way : least);
}
async function rowsOf(way) {
  if (!way.lists) return table();
  const rows = (await Promise.all(way.lists.map(list))).flat();
  return [...new Map(rows.map((row) => [row.name, row])).values()];
}
/** Give rows of the table what only lists have. */
const complete = (rows) => Promise.all(rows.map(async (row) => row.name ? row : { ...row, ...(await list(`releases/${row.date.slice(0, 4)}`))[row.at] }));
/** Rows by their date; those of one day stay as in the table, where an original is before its translations. */
const inOrder = (rows, { sort }) => rows.sort((a, b) => b.date.localeCompare(a.date) * (sort === "oldest" ? -1 : 1) || (a.place ?? 0) - (b.place ?? 0));

async function withoutWords(query) {
  const way = cover(query), rows = await rowsOf(way), found = inOrder(rows.filter((row) => fits(row, query)), query);
  const filters = [...LISTS, "date"].filter((facet) => facet === "date" ? query.from || query.to : query[facet].length);
  // A count is shown where it is known: the files of one state say nothing of another's.
  const count = (facet, value) => {
    if (!filters.some((other) => other !== facet)) return allCount(facet, value);
    if (way.by === facet) return undefined;
    return rows.reduce((sum, row) => sum + (fits(row, query, facet) && has(row, facet, [value])), 0);
  };
  const without = (facet, changes) => {
    const rest = { ...query, ...changes };
    return filters.length === 1 ? total : way.by === facet ? undefined : rows.filter((row) => fits(row, rest)).length;
  };
  return { found, count, without, notes: [] };
}

/** What of some releases each choice would leave. */
const counts = (rows, query) => ({
  count: (facet, value) => rows.reduce((sum, row) => sum + (fits(row, query, facet) && has(row, facet, [value])), 0),
  without: (facet, changes) => rows.filter((row) => fits(row, { ...query, ...changes })).length,
});

/** The releases that a number or an address means: one of this archive, or where a release stood before. */
async function meant(typed) {
  if (!/^\S+\/\S+$/u.test(typed) || QUOTED.test(typed)) return [];
  const [, name, year, part] = /^(?:(?:\S*\/)?releases\/)?((\d{4})\/[^?#]*?[^?#/])(?:\/(?:index\.html)?)?(?:\?[^#]*)?(#.*)?$/u.exec(typed) ?? [];
  const own = years.has(year) ? (await list(`releases/${year}`)).filter((row) => row.name === name) : [];
  const told = async (file, same) => {
    const [all, { rows }] = await Promise.all([table(), load(`search/${file}.json`)]);
    return all.filter(({ place }) => same(rows[place]));
  };
  const here = own.length || !name ? own : await told("addresses", (stood) => stood.includes(name));
  if (here.length) return here.map((row) => ({ ...row, part: part ?? "" }));
  if (/^(\w+:\/\/)?[^/]*\.[^/]*\//u.test(typed)) return told("addresses", (stood) => stood.some((old) => bare(old) === bare(typed)));
  return /\d/u.test(typed) ? told("references", (number) => number && fold(number) === fold(typed)) : [];
}
/** An address without what does not tell it from others; a copy at web.archive.org has it at its end. */
const bare = (address) => address.toLowerCase().replace(/^.+(?=https?:\/\/)/u, "").replace(/^(https?:\/\/)?(www\.)?|\/?(#.*)?$/gu, "");

/** A number or an address leads to its release; the texts that say what is not of this archive are one link away. */
async function withAddress(query) {
  const rows = await meant(query.q), found = inOrder(rows.filter((row) => fits(row, query)), query);
  if (!rows.length) return null;
  return { found, ...counts(rows, query), notes: rows[0].part === undefined ? [element("p", { class: "offer" }, saying(query, query.q))] : [] };
}
async function withWords(query) {
  const offer = await offered(query), answer = await inTexts(query, offer ? [offer.line] : []);
  if (!answer.found.length && offer?.plain) offer.line.append(" · ", ...offer.plain);
  return { ...answer, meant: offer?.meant };
}
async function inTexts(query, notes) {
  try {
    if (preview) throw new Error("reasonPreview");
    if (!("DecompressionStream" in globalThis) || !("WebAssembly" in globalThis)) throw new Error("reasonOld");
    const [rows, module] = await Promise.all([table(), import("./search-words.js")]);
    const answer = await module.find(new URL("pagefind/", root), query, { rows, own, languages: Object.keys(directions), named: Boolean(known?.inside(query.q).states.length) });
    for (const word of answer.unknown) notes.push(element("p", { class: "unknown" }, say("unknown", { word })));
    if (answer.unknown.length) notes.push(element("p", {}, say("contacts")), ...similar(query, answer));
    if (answer.unknown.length && answer.rest) notes.push(element("p", {}, element("a", { href: address(query, { q: answer.rest }) }, say("rest", { words: answer.rest }))));
    const apart = [...new Set(query.q.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu))].filter((word) => !SMALL.has(word)).slice(0, 5);
    if (!answer.unknown.length && !answer.hits.length && !answer.since && apart.length > 1) notes.push(element("p", {}, say("allWords"), ...apart.flatMap((word) => [" ", element("a", { href: address(query, { q: word }) }, word)])));
    if (answer.since) notes.push(element("p", {}, say("sinceYear", { year: answer.since }), " ", element("a", { href: address(query, { older: true }) }, say("older", { year: answer.since }))));
    const found = answer.hits.filter((hit) => fits(hit, query));
    const last = answer.entries.length && !(found.length && active(query).length) ? [entries(answer.entries)] : [];
    if (query.sort) inOrder(found, query);
    return { found, ...counts(answer.hits, query), notes, last };
  } catch (error) {
    const reason = words[error.message] ? say(error.message) : say("reasonMissing");
    return byTitle(query, reason, notes);
  }
}
/** Without the index of words, titles still answer, where few enough have to be loaded. */
async function byTitle(query, reason, notes) {
  const plain = { ...query, q: "" }, way = cover(plain);
  const lists = way.lists ?? [...years.keys()].map((year) => `releases/${year}`);
  if ((way.lists ? way.weight : total) > ENOUGH) return { ...(await withoutWords(plain)), notes: [...notes, element("p", { class: "notice" }, say("noTitles", { reason }))] };
  const wanted = fold(query.q).split(" ").filter((word) => word.length > 1);
  const rows = (await rowsOf({ lists })).filter((row) => wanted.every((word) => ` ${fold(row.title)}`.includes(` ${word}`)));
  const found = inOrder(rows.filter((row) => fits(row, query)), query);
  const count = (facet, value) => facet === way.by ? undefined : rows.reduce((sum, row) => sum + (fits(row, query, facet) && has(row, facet, [value])), 0);
  return { found, count, without: (facet, changes) => facet === way.by ? undefined : rows.filter((row) => fits(row, { ...query, ...changes })).length, notes: [...notes, element("p", { class: "notice" }, say("noWords", { reason }))] };
}
const QUOTED = /["“”„«»]/u;
const SMALL = new Set(("a about all and any by concerning el en for from in la of on press release releases statement statements the to au aux ce communique communiques de des du d et l le les presse sur "
  + "acerca comunicado comunicados del las los prensa sobre y в о об на по за и г года пресс релиз релизы про на عن حول في من بيان بيانات صحفي صحفية البيانات").split(" "));
let monthNames = null;
/** The date in what was typed, and what else was typed; quotation marks keep all of it for the texts. */
const dateAmong = (text) => QUOTED.test(text) || !/\p{N}/u.test(text) ? { date: "", rest: text }
  : dateIn(text, monthNames ??= months([...new Set([own, "en", ...Object.keys(directions)])]));
/** What was typed where it is a date and nothing else, as the archive writes dates. */
function onlyDate(text) {
  const { date, rest } = dateAmong(text);
  return rest.split(/[^\p{L}\p{N}]+/u).some((word) => word && !SMALL.has(word.toLowerCase())) ? "" : date;
}
/** The same of an end of the period, which may be a year. */
const endOf = (text) => yearIn(text) || onlyDate(text);
/** A state whose name is nearly what was typed, for words that no release has; it is offered, and replaces nothing. */
function similar(query, { unknown, rest }) {
  const near = (text) => known.inside(text).states.length ? "" : known.near(text);
  const whole = near(query.q), code = whole || unknown.map(near).find(Boolean);
  if (!code) return [];
  const href = states.has(code) ? address(query, { q: whole ? "" : rest, state: [...new Set([...query.state, code])] }) : new URL(`states/${code.toLowerCase()}/`, root);
  return [element("p", {}, element("a", { href }, say("near", { state: known.name(code) })))];
}
/** What was typed may name a state and a date: they are offered as filters, which are `meant` where nothing else was typed. */
async function offered(query) {
  const { date, rest: undated } = dateAmong(query.q);
  const { states: codes, left: others } = (await names()).inside(undated);
  const rest = others.filter((word) => !SMALL.has(fold(word)));
  const fresh = codes.filter((code) => !query.state.includes(code));
  // One year or two are a time beside a state, or where nothing else was typed.
  const said = date ? [] : rest.filter((word) => /^(19|20)\d\d$/.test(word));
  const timed = said.length <= 2 && (fresh.length || said.length === rest.length);
  const when = date ? [date] : timed ? said : [], left = timed ? rest.filter((word) => !said.includes(word)) : rest;
  if (!fresh.length && !when.length) return null;
  const line = element("p", { class: "offer" });
  let meant = null, plain = null;
  const there = fresh.filter((code) => states.has(code));
  for (const code of fresh) if (!states.has(code)) line.append(say("stateNone", { state: known.name(code) }), " ", element("a", { href: new URL(`states/${code.toLowerCase()}/`, root) }, known.name(code)), " ");
  const period = when.length ? { from: when.toSorted()[0], to: when.toSorted().at(-1) } : {};
  if (there.length || when.length) {
    const about = there.map((code) => label("state", code)).join(say("comma"));
    const span = when.map(dated).join("–");
    const text = [about && say("offer", { states: about }), span && (about ? span : say("offerPeriod", { period: span }))].filter(Boolean).join(say("comma"));
    const q = !left.length ? "" : QUOTED.test(query.q) ? query.q : left.join(" ");
    const figure = there.length === 1 && !when.length ? ` (${allCount("state", there[0])})` : "";
    const changes = { q, state: [...query.state, ...there], ...period };
    if (!q && there.length === fresh.length) meant = changes;
    line.append(element("a", { href: address(query, changes) }, text + (q ? `: ${q}` : "")), q ? "" : figure);
    if (q) plain = [element("a", { href: address(query, { ...changes, q: "" }) }, text), figure]; // where the other words are in none
  }
  return { line, meant, plain };
}
/** Beside the releases of a day: the texts that name it, and its month. */
const beside = (text, period) => !period ? [] : [element("p", { class: "offer" },
  ...(period.from.length > 7 ? [element("a", { href: address(read(), { from: period.from.slice(0, 7), to: period.from.slice(0, 7) }) }, say("offerPeriod", { period: dated(period.from.slice(0, 7)) })), " · "] : []),
  saying({ ...read(), from: "", to: "" }, text))];
const saying = (query, text) => element("a", { href: address(query, { q: `"${text}"` }) }, say("offerText", { words: text }));
const entries = (found) => element("section", { class: "entries", "aria-labelledby": "entries" }, element("h3", { id: "entries" }, say("entries")),
  element("ul", {}, ...found.map(({ url, title }) => element("li", {}, element("a", { href: new URL(url.replace(/^\//, ""), root) }, title)))));

// What is shown.
const locale = own === "en" ? "en-GB" : own;
const dated = (date) => {
  const [year, month, day] = date.split("-");
  if (!month) return year;
  const form = new Intl.DateTimeFormat(`${locale}-u-ca-gregory`, { year: "numeric", month: "long", ...(day && { day: "numeric" }), timeZone: "UTC" });
  const parts = form.formatToParts(new Date(`${year}-${month}-${day ?? "01"}T00:00Z`));
  return parts.map(({ type, value }) => type === "day" && value === "1" ? say("first") : value).join("");
};
function hit(row) {
  const foreign = row.language !== own ? { lang: row.language, dir: directions[row.language] } : {};
  const fragment = row.excerpt ? marks(row.excerpt) : row.part ?? "";
  const href = new URL(`releases/${row.name}/`, root).href + fragment;
  return element("li", {},
    element("p", { class: "row-title" }, element("a", { href, hreflang: foreign.lang }, row.withdrawn ? `${say("withdrawn")} ` : "", foreign.lang ? element("bdi", foreign, row.title) : row.title)),
    element("p", { class: "row-facts" },
      element("time", { datetime: row.date }, dated(row.date)),
      element("span", {}, label("kind", row.kind)),
      foreign.lang ? element("span", {}, label("language", row.language)) : "",
      ...row.state.map((code) => element("a", { href: new URL(`states/${code.toLowerCase()}/`, root) }, label("state", code))),
      row.campaign ? element("a", { href: new URL(`campaigns/${row.campaign}/`, root) }, label("campaign", row.campaign)) : "",
      row.held ? element("span", { class: "held" }, say("fullText")) : ""),
    row.excerpt?.length ? element("p", { class: "excerpt", ...foreign }, ...row.excerpt) : "");
}
/** A text fragment (WICG): the browser opens the page at the words and marks them. */
const marks = (excerpt) => {
  const found = excerpt.filter((part) => part.nodeName === "MARK").map((part) => part.textContent.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ""));
  const parts = [...new Set(found.filter(Boolean))].slice(0, 3).map((text) => `text=${encodeURIComponent(text).replaceAll("-", "%2D")}`);
  return parts.length ? `#:~:${parts.join("&")}` : "";
};
function fill(query, count) {
  $("q").value = query.q;
  form.elements.from.value = query.from;
  form.elements.to.value = query.to;
  $("sort").value = query.sort;
  for (const box of form.querySelectorAll(".facet input[type=checkbox]")) {
    const number = count(box.name, box.value), place = box.closest("label").querySelector(".count");
    box.checked = query[box.name].includes(box.value);
    place.textContent = number ?? "";
    box.closest("label").classList.toggle("empty", number === 0 && !box.checked);
  }
}
function take(query) {
  const lists = LISTS.filter((facet) => query[facet].length), [state, campaign, language] = ["state", "campaign", "language"].map((facet) => query[facet]);
  const links = [], simple = !query.q && !query.from && !query.to && LISTS.every((facet) => query[facet].length < 2) && lists.every((facet) => facet !== "kind");
  const link = (path, text) => links.push(element("a", { href: new URL(path, root) }, text));
  if (simple && lists.length === 1) {
    const folder = state[0] ? `states/${state[0].toLowerCase()}` : campaign[0] ? `campaigns/${campaign[0]}` : `languages/${language[0].toLowerCase()}`;
    const there = !state[0] || states.has(state[0]);
    if (there) link(`${folder}/feed.atom`, say("feed"));
    if (there && !language[0]) for (const [end, name] of [["csv", "CSV"], ["ris", "RIS"]]) link(`data/${folder}.${end}`, name);
  } else if (simple && lists.length === 2 && state[0] && campaign[0] && shown.found.length) link(`campaigns/${campaign[0]}/${state[0].toLowerCase()}/feed.atom`, say("feed"));
  $("take").hidden = !links.length;
  $("take").replaceChildren(say("take"), ...links.flatMap((made, at) => at ? [say("comma"), made] : [made]));
}
let shown = { found: [] }, turn = 0;

async function show({ focus = false } = {}) {
  const mine = ++turn, typed = read(), day = onlyDate(typed.q);
  // Where only a date was typed, the period is set to it: few texts say the day of their release.
  const period = day ? { q: "", from: day, to: day } : null;
  if (period) history.replaceState(null, "", address(typed, period));
  const query = read(), filters = active(query), asked = Boolean(query.q || filters.length || query.faults.length || query.sort);
  $("found").hidden = $("skip-filters").hidden = !asked;
  $("browse").hidden = asked;
  $("found").setAttribute("aria-busy", "true");
  $("active").replaceChildren(...filters.map(({ text, changes }) => element("li", {}, element("a", { href: address(query, changes), "aria-label": say("remove", { filter: text }) }, text, element("span", { "aria-hidden": "true" }, " ×")))),
    ...(filters.length > 1 ? [element("li", {}, element("a", { href: address(query, { state: [], kind: [], language: [], campaign: [], from: "", to: "" }) }, say("clear")))] : []));
  if (!asked) { fill(query, allCount); return; }
  const waiting = setTimeout(() => { $("said").textContent = say("loading"); }, 300);
  try {
    if (query.state.some((code) => !states.has(code))) await names();
    const answer = query.q ? await withAddress(query) ?? await withWords(query) : await withoutWords(query);
    if (mine !== turn) return;
    // Few texts say the year of their release: where none has all the words, a state and a time are the filters.
    if (answer.meant && !answer.found.length && !filters.length) {
      history.replaceState(null, "", address(query, answer.meant));
      return show({ focus });
    }
    const first = (query.page - 1) * PAGE, page = answer.found.slice(first, first + PAGE);
    const rows = await complete(await Promise.all(page.map(async (row) => row.more ? { ...row, ...(await row.more()) } : row)));
    if (mine !== turn) return;
    shown = answer;
    fill(query, answer.count);
    $("hits").start = first + 1;
    $("hits").replaceChildren(...rows.map(hit));
    const notes = [...answer.notes, ...beside(typed.q, period), ...query.faults.map((date) => element("p", { class: "notice" }, say("badDate", { date })))];
    const sentence = answer.found.length ? say("count", { count: answer.found.length }) : say("none");
    if (!answer.found.length && filters.length) notes.push(element("ul", { class: "hints" }, ...filters.map(({ facet, text, changes }) => {
      const number = answer.without(facet, changes);
      return element("li", {}, element("a", { href: address(query, changes) }, number === undefined ? say("drop", { filter: text }) : say("without", { filter: text, count: number })));
    })));
    for (const code of query.state) if (query.state.length === 1) notes.push(element("p", {}, element("a", { href: new URL(`states/${code.toLowerCase()}/`, root) }, say("statePage", { state: label("state", code) }))));
    $("notes").replaceChildren(...notes, ...(answer.last ?? []));
    pager(query, answer.found.length);
    take(query);
    clearTimeout(waiting);
    $("said").textContent = answer.found.length > PAGE ? `${sentence}. ${say("range", { first: first + 1, last: first + page.length })}` : sentence;
  } catch (error) {
    if (mine !== turn) return;
    $("hits").replaceChildren();
    $("notes").replaceChildren(element("p", { class: "notice" }, say("failed"), " ", element("a", { href: address(query, { page: query.page }) }, say("retry"))));
    $("said").textContent = say("failed");
  } finally {
    clearTimeout(waiting);
    if (mine === turn) $("found").removeAttribute("aria-busy");
  }
  if (focus) $("found-title").focus();
}
function pager(query, count) {
  const links = [];
  if (query.page > 1) links.push(element("a", { href: address(query, { page: query.page - 1 }), rel: "prev" }, say("later")));
  if (query.page * PAGE < count) links.push(element("a", { href: address(query, { page: query.page + 1 }), rel: "next" }, say("earlier")));
  $("pager").hidden = !links.length;
  $("pager").replaceChildren(...links);
}
function go(to, how = {}) {
  history.pushState(null, "", to);
  return show(how);
}
/** What the form says, with the states chosen so far. */
function formed(more = {}) {
  const query = read(), given = new FormData(form);
  for (const facet of ["kind", "language", "campaign"]) query[facet] = given.getAll(facet);
  query.q = String(given.get("q") ?? "").trim();
  for (const end of ["from", "to"]) query[end] = endOf(given.get(end)) || given.get(end).trim();
  query.sort = String(given.get("sort") ?? "");
  return { ...query, older: false, ...more };
}

// On a phone the filters are folded; beside the results they are open.
const wide = matchMedia("(min-width: 60rem)");
const unfold = () => { $("filters").open = wide.matches; };
wide.addEventListener("change", unfold);
unfold();
stateBox($("states-facet"), {
  names, words,
  count: (code) => shown.count?.("state", code) ?? states.get(code)?.count ?? 0,
  choose: (code) => go(address(formed({ state: [...new Set([...read().state, code])] }))),
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  for (const field of [form.elements.from, form.elements.to]) {
    const date = field.value.trim();
    field.setCustomValidity(!date || endOf(date) ? "" : say("badDate", { date }));
  }
  $("filters").open ||= !form.checkValidity(); // what is to be mended is to be seen
  if (form.reportValidity()) go(address(formed()), { focus: true });
});
form.addEventListener("change", (event) => {
  if (event.target.matches("[type=checkbox], #sort")) go(address(formed()));
});
$("skip-filters").addEventListener("click", (event) => {
  event.preventDefault(); // an address with #found-title would be another search
  $("found-title").focus();
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("#found a, #active a");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const to = new URL(link.href);
  if (to.pathname !== location.pathname || to.hash) return;
  event.preventDefault();
  go(to.pathname + to.search, { focus: true });
  scrollTo({ top: 0 });
});
addEventListener("popstate", () => show());
$("unready").remove();
show();
