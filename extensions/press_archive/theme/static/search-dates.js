// Days and months, as people write them: 6 May 2014, May 6th, 2014, 6.5.2014, 2014-05, 6 de mayo de 2014, 2014年5月6日.

import { fold } from "./fold.js";

/** The number of each month, by its names in some languages, in full and cut short, alone and after a day. */
export function months(languages) {
  const names = new Map();
  // Arabic has two sets of names: those of Egypt, and those of the Levant and Iraq.
  const tags = languages.flatMap((tag) => tag === "ar" ? [tag, "ar-IQ"] : [tag]);
  for (const tag of tags) for (const month of ["long", "short"]) for (const day of [undefined, "numeric"]) {
    const form = new Intl.DateTimeFormat(`${tag}-u-ca-gregory`, { month, day, timeZone: "UTC" });
    for (let number = 12; number; number--) {
      const { value } = form.formatToParts(new Date(Date.UTC(2014, number - 1, 6))).find(({ type }) => type === "month");
      if (!/\d/.test(value)) names.set(fold(value), number);
    }
  }
  return names;
}

const digits = (text) => text.replace(/[٠-٩]/gu, (digit) => String(digit.charCodeAt(0) - 0x660));
const YEAR = /^(19|20)\d\d$/, DAY = /^([1-9]|[12]\d|3[01])(st|nd|rd|th|er|го)?$/u, LINK = /^(of|de|del|du|le|the|г|года)$/u;

/** Write a date as the archive does; nothing where there is no such day. */
function written(year, month, day) {
  const text = [year, month, day].filter((part) => part !== undefined).map((part) => String(part).padStart(2, "0")).join("-");
  const date = new Date(`${day ? text : `${text}-01`}T00:00Z`);
  return !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(text) ? text : "";
}

/** A year that is all of a text. */
export const yearIn = (text) => /^\s*(\d{4})\s*$/.exec(digits(text))?.[1] ?? "";

/**
 * The first date in a sentence, as `2014-05-06` or `2014-05`, and the sentence without it. A year alone is no
 * date: it may be any number. `6/5/2014` is a day in May wherever it can be: so it is written in all but one state.
 */
export function dateIn(sentence, names) {
  const text = digits(sentence);
  for (const [pattern, order] of [
    [/(?<![\d-])(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?![\d-])/u, ([year, month, day]) => [year, month, day]],
    [/(?<!\d)(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월](?:\s*(\d{1,2})\s*[日일])?/u, ([year, month, day]) => [year, month, day]],
    [/(?<!\d)(\d{1,2})[./](\d{1,2})[./]((?:19|20)\d\d)(?!\d)/u, ([day, month, year]) => Number(month) > 12 ? [year, day, month] : [year, month, day]],
  ]) {
    const found = pattern.exec(text), date = found && written(...order(found.slice(1).map((part) => part && Number(part))));
    if (date) return { date, rest: text.replace(found[0], " ").trim() };
  }
  const tokens = [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map((match) => ({ text: fold(match[0]), from: match.index, to: match.index + match[0].length }));
  const there = tokens.filter(({ text: word }) => !LINK.test(word));
  for (const [at, { text: word }] of there.entries()) {
    if (!names.has(word)) continue;
    const [before, after, last] = [there[at - 1], there[at + 1], there[at + 2]];
    let used = [];
    if (YEAR.test(after?.text)) used = DAY.test(before?.text) ? [before, there[at], after] : [there[at], after];
    else if (DAY.test(after?.text) && YEAR.test(last?.text)) used = [there[at], after, last];
    const day = used.find((token) => DAY.test(token.text)), year = used.find((token) => YEAR.test(token.text));
    const date = year && written(year.text, names.get(word), day && Number.parseInt(day.text, 10));
    if (date) return { date, rest: `${text.slice(0, used[0].from)} ${text.slice(used.at(-1).to)}`.trim() };
  }
  return { date: "", rest: sentence };
}
