// Words: Pagefind's index, and what it cannot know of French, Russian and Arabic words, or of missing ones.

import { fold } from "./fold.js";

const APART = /\u2060(<\/mark>)? (<mark>)?/g; // see extensions/press_archive/search/pagefind.py
const SCRIPTS = { Cyrl: /\p{Script=Cyrillic}/u, Arab: /\p{Script=Arabic}/u };
const scriptOf = (text) => Object.keys(SCRIPTS).find((name) => SCRIPTS[name].test(text)) ?? "Latn";
const scriptOfLanguage = (tag) => new Intl.Locale(tag).maximize().script;
const FEW = 10;

/** Split a query into phrases and words; marks that join words part them, as in the index. */
export function understood(query) {
  const phrases = [];
  const clean = (text) => text.replace(/[’'ʼ‘—–‒―/]/gu, " ").replace(/\s+/gu, " ").trim();
  const rest = query.replace(/["“”„«»]([^"“”„«»]+)["“”„«»]/gu, (_, phrase) => { if (clean(phrase)) phrases.push(clean(phrase)); return " "; });
  const words = clean(rest.replace(/["“”„«»]/gu, " ")).split(" ").filter((word) => /[\p{L}\p{N}]/u.test(word));
  const long = words.filter((word) => fold(word).length > 1); // l’, d’ and ’s would only slow it down
  return { phrases, words: long.length || phrases.length ? long : words };
}

const ENDING = /(?:ого|его|ому|ему|ыми|ими|ами|ями|ой|ей|ая|яя|ое|ее|ые|ие|ый|ий|ых|их|ую|юю|ом|ем|ам|ям|ах|ях|ов|ев|[аеёиоуыэюяйь])$/u;
const withoutPrefix = (word) => word.replace(/^[وف]?(?:[بكل]?ال|لل|[بل])(?=\p{L}{3})/u, "");

/** Other forms of a word, where the index's stemmer does not reach: Russian endings, Arabic prefixes. */
export function forms(word) {
  const plain = word.normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFC");
  if (SCRIPTS.Cyrl.test(word)) {
    const stem = word.toLowerCase().replace(ENDING, "");
    const short = plain.length >= 7 ? plain.slice(0, -2) : plain.length >= 5 ? plain.slice(0, -1) : plain;
    return [...new Set([stem, short])].filter((form) => form.length >= 3 && form !== plain);
  }
  if (SCRIPTS.Arab.test(word)) {
    const bare = withoutPrefix(plain);
    const base = bare.replace(/(?:ون|ين|ان|ات|ية|ة)$/u, (end) => bare.length - end.length >= 3 ? "" : end).replaceAll("ئ", "ؤ");
    return [...new Set([bare, base, ...["ال", "ب", "ل", "و", "لل", "بال", "وال"].map((start) => start + base), bare.replaceAll("ؤ", "ئ"), bare.replaceAll("ئ", "ؤ")])].filter((form) => form !== plain);
  }
  return [];
}

let bundles, pagefind;
const open = new Map();
async function instance(base, name) {
  if (!open.has(name)) open.set(name, (async () => {
    const folder = new URL(`${name}/`, base), made = pagefind.createInstance({ basePath: folder.href, noWorker: true, excerptLength: 32 });
    const [ids] = await Promise.all([fetch(new URL("ids.json", folder)).then((answer) => answer.json()), made.init()]);
    // A text is no worse an answer for being long: records, a line each, would all stand before it.
    await made.options({ ranking: { pageLength: 0, metaWeights: { about: 0.5 } } });
    return { made, places: new Map(ids.map((id, at) => [id, at])) };
  })().catch((error) => { open.delete(name); throw error; }));
  return open.get(name);
}

/**
 * @param {URL} base the folder of the index
 * @param {{q: string, from: string, to: string, language: string[], older: boolean}} query
 * @param {{rows: object[], own: string, languages: string[], named: boolean}} archive `rows` are all releases,
 *   newest first; `named` when a state is named in the query
 * @returns {Promise<{hits: object[], entries: object[], unknown: string[], rest: string, since: number}>}
 *   hits are rows, best first, with `more()`: title, name and excerpt
 */
export async function find(base, query, { rows, own, languages, named }) {
  bundles ??= await fetch(new URL("bundles.json", base)).then((answer) => { if (!answer.ok) throw new Error("reasonMissing"); return answer.json(); }).then((list) => list.bundles);
  pagefind ??= await import(new URL("pagefind.js", base));
  const asked = understood(query.q), script = scriptOf(query.q);
  const hits = new Map(), entries = [], known = new Set();
  const year = (date) => Number(date.slice(0, 4));
  const inPeriod = ([, , first, last]) => (!query.from || last >= year(query.from)) && (!query.to || first <= year(query.to));
  const tongues = [own];
  for (const tag of languages) if (tag !== own && (query.language.includes(tag) || (script !== "Latn" && scriptOfLanguage(tag) === script))) tongues.push(tag);

  const search = async (tag, first, wanted = bundles.filter((bundle) => bundle[1] === tag && inPeriod(bundle))) => {
    for (const [number, bundle] of wanted.entries()) {
      const [name, , from, to] = bundle;
      if (number && !query.older && !query.from && hits.size >= FEW) return wanted[number - 1][2];
      const { made, places } = await instance(base, name);
      const part = rows.filter((row) => year(row.date) >= from && year(row.date) <= to && (tag === own || row.language === tag));
      for (const [id, result] of await matches(made, asked, known, !first)) {
        const place = places.get(id), row = part[place];
        if (row && inPeriod(bundle) && !hits.has(row.place)) hits.set(row.place, { ...row, more: () => shown(result) });
        else if (!row && place !== undefined && entries.length < 3) entries.push(result);
      }
    }
    return 0;
  };
  let since = 0;
  for (const tag of tongues) since = Math.max(since, await search(tag, tag === own));
  // Few are found: another language of the same script may know the word in another form. A name has none
  // (to a Spanish stemmer, Niger and Nigeria are the same).
  const few = named ? 1 : FEW;
  for (const tag of languages) if (hits.size < few && !tongues.includes(tag) && scriptOfLanguage(tag) === script) await search(tag, false);
  const terms = [...asked.words, ...asked.phrases], newest = bundles[0];
  // A word of no text of a period may stand in the shared background, which is with the newest.
  if (newest && !inPeriod(newest) && terms.some((term) => !known.has(term))) await search(own, true, [newest]);
  const unknown = terms.filter((term) => !known.has(term));
  return {
    hits: unknown.length ? [] : [...hits.values()], since: unknown.length ? 0 : since, unknown,
    entries: unknown.length ? [] : (await Promise.all(entries.map((entry) => entry.data()))).map((data) => ({ url: pageOf(data), title: data.meta.title.replace(APART, "") })),
    rest: [...asked.phrases.map((phrase) => `"${phrase}"`), ...asked.words].filter((term) => !unknown.includes(term.replaceAll('"', ""))).join(" "),
  };
}

/** Pages with every word and phrase, best first. Words that are there are added to `known`. */
async function matches(made, { phrases, words }, known, repair) {
  const sets = []; // each word's and phrase's own results: a page must be in all of them
  for (const phrase of phrases) {
    const found = await results(made, `"${phrase}"`);
    if (found.length) known.add(phrase);
    sets.push(found);
  }
  let all = true, mended = false;
  for (const word of words) {
    let found = await meant(made, word);
    for (const form of repair ? forms(word) : []) {
      const more = await meant(made, form);
      mended ||= more.length > 0;
      found = found.concat(more);
    }
    if (found.length) known.add(word);
    all &&= found.length > 0;
    sets.push(found);
  }
  // All words together are in the best order; forms that were looked up one by one come in theirs.
  if (words.length && all && !mended) sets.push(await results(made, words.join(" ")));
  const found = new Map();
  for (const result of sets.at(-1) ?? []) if (!found.has(result.id)) found.set(result.id, result);
  for (const set of sets.slice(0, -1)) {
    const ids = new Set(set.map((result) => result.id));
    for (const id of found.keys()) if (!ids.has(id)) found.delete(id);
  }
  return found;
}
const results = async (made, text) => (await made.search(text)).results;

/**
 * Pages with a word: in any form that its stem covers, so that Niger does not find Nigeria; else with words
 * that begin with it. Pagefind answers a word it does not know with one that begins alike: no answer.
 */
async function meant(made, word) {
  const exact = await results(made, `"${word}"`);
  if (exact.length) return exact;
  const longer = await results(made, word);
  if (!longer.length) return [];
  const { excerpt, meta } = await longer[0].data(), wanted = fold(word), split = /[^\p{L}\p{N}\p{M}]+/u;
  const marked = [...excerpt.matchAll(/<mark>(.*?)<\/mark>/gu)].flatMap((mark) => mark[1].split(split));
  const seen = marked.length ? marked : Object.values(meta).join(" ").split(split);
  const start = withoutPrefix(wanted);
  return seen.some((text) => fold(text).startsWith(wanted) || withoutPrefix(fold(text)).startsWith(start)) ? longer : [];
}

/** The address of what was found; its copy is a file, the page a folder. */
const pageOf = ({ raw_url, url }) => (raw_url ?? url).replace(/\.html$/, "/");

/** What a result shows besides its row; an excerpt is text and marked words, and nothing else. */
async function shown(result) {
  const data = await result.data(), { meta, excerpt, content } = data;
  const whole = (text) => text.replace(APART, (_, end = "", start = "") => end && start ? "" : end + start);
  const plain = (html) => html.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");
  const title = whole(meta.title), all = plain(whole(content).replace(/\s+/gu, " ").trim()), text = whole(excerpt);
  // A title at the beginning stands above the excerpt already; Pagefind has put a full stop after it.
  const begin = all.startsWith(title) ? title.length + /^[.\s]*/u.exec(all.slice(title.length))[0].length : 0;
  const words = plain(text.replace(/<\/?mark>/gu, "")), start = Math.max(0, all.indexOf(words)), end = start + words.length;
  // As much as is left out of the title is given of what follows, in whole words.
  const left = Math.max(0, begin - start), reach = all.slice(end, end + left + 1), more = end + left < all.length ? reach.replace(/\s?\S*$/u, "") : reach;
  let passed = left;
  const parts = text.split(/(<mark>.*?<\/mark>)/u).map((part) => {
    const said = plain(part.replace(/<\/?mark>/gu, "")), kept = said.slice(passed);
    passed = Math.max(0, passed - said.length);
    if (!kept || !part.startsWith("<mark>")) return kept;
    const mark = document.createElement("mark");
    mark.textContent = kept;
    return mark;
  });
  parts.unshift(start > begin ? "… " : "");
  parts.push(more, end + more.length < all.length ? " …" : "");
  return { name: pageOf(data).replace(/^\/?releases\//, "").replace(/\/$/, ""), title, excerpt: parts.filter(Boolean) };
}
