// Names of states, as people write them: in the archive's languages, former ones, without accents.

import { fold } from "./fold.js";

/** Words of a folded name as endings and prefixes leave them: Азербайджане, بأذربيجان. */
const bare = (word) => {
  if (/\p{Script=Cyrillic}/u.test(word) && word.length > 4) return word.replace(/(ом|ой|ем|ей|ах|ям|ами|ях|[аеиоуыэюяьй])$/u, "");
  if (/\p{Script=Arabic}/u.test(word) && word.length > 4) return word.replace(/^[وف]?(?:[بكل]?ال|لل|[بل])(?=\p{L}{3})/u, "");
  return word;
};
const key = (text) => fold(text).split(" ").map(bare).join(" ");

/** How far two words are apart: letters that are more, missing or others, and neighbours that changed places. */
function apart(a, b) {
  let before = [], row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] !== b[j - 1]));
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    [before, row] = [row, next];
  }
  return row[b.length];
}

export class Names {
  /** @param {Object<string, string[]>} table every name of every state; the first is the one shown */
  constructor(table) {
    this.table = table;
    this.keys = new Map();
    this.rows = Object.entries(table).map(([code, names]) => [code, names.map(fold)]);
    for (const [code, names] of Object.entries(table)) for (const name of names) {
      // "US" is a state only in capitals: "us" is a word.
      if (!/^\p{Lu}{2,3}$/u.test(name) && !this.keys.has(key(name))) this.keys.set(key(name), code);
      if (/^\p{Lu}{2,4}$/u.test(name)) this.keys.set(name, code);
    }
    this.longest = Math.max(1, ...[...this.keys.keys()].map((name) => name.split(" ").length));
  }

  name(code) { return this.table[code]?.[0] ?? code; }

  /** States for what is typed into the state box: the start of any word of any name, best first. */
  starting(typed) {
    const wanted = fold(typed);
    if (!wanted) return [];
    const found = [];
    for (const [code, names] of this.rows) {
      const rank = Math.min(...names.map((name) => name === wanted ? 0 : name.startsWith(wanted) ? 1 : ` ${name}`.includes(` ${wanted}`) ? 2 : 9));
      if (rank < 9 || code.toLowerCase() === wanted) found.push([rank, code]);
    }
    return found.sort((a, b) => a[0] - b[0] || this.name(a[1]).localeCompare(this.name(b[1]))).map(([, code]) => code);
  }

  /** The state with the name nearest to what is typed: at most two letters apart, one in a short name. */
  near(typed) {
    const wanted = fold(typed);
    let nearest = "", least = wanted.length < 4 ? 1 : wanted.length < 8 ? 2 : 3;
    for (const [code, names] of this.rows) for (const name of names) {
      if (Math.abs(name.length - wanted.length) >= least) continue;
      const steps = apart(wanted, name);
      if (steps < least) [nearest, least] = [code, steps];
    }
    return nearest;
  }

  /** The states named in a sentence, by whole words, longest name first, and the words that are left. */
  inside(sentence) {
    const plain = sentence.replace(/["“”«»„]/gu, " ").split(/[^\p{L}\p{N}\p{M}]+/u).filter(Boolean);
    const states = [], left = [];
    for (let at = 0; at < plain.length;) {
      let length = Math.min(this.longest, plain.length - at), code;
      for (; length && !code; length -= code ? 0 : 1) {
        const part = plain.slice(at, at + length).join(" ");
        code = this.keys.get(part) ?? this.keys.get(key(part));
      }
      if (code) { if (!states.includes(code)) states.push(code); at += length; }
      else left.push(plain[at++]);
    }
    return { states, left };
  }
}
