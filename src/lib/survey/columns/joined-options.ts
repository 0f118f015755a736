import { isCodeList } from '#lib/tabular/table/decimal-mark.ts';
import type { JoinMark } from '#lib/tabular/table/table.ts';

/** The mark between options that were chosen together, and how many different options there are. */
export interface JoinedOptions {
  mark: JoinMark;
  count: number;
}

export const MOST_OPTIONS = 40;

/** Marks that hardly occur within an option come first. */
const MARKS: readonly JoinMark[] = ['[]', '\n', '|', ';', ',', ' '];
const BRACKETS = /^[[{(](.*)[\]})]$/s;
/** Options in quotes, as programs write their lists, or between marks. */
const ELEMENTS = /\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\s*|[^;,]+/g;

/**
 * Whether these different answers of a column are options joined in one cell: parted by semicolons (Microsoft
 * ends each with one), commas (Google, Typeform), bars, line breaks, blanks (Kobo), or a list in brackets. Options
 * recombine; the halves of a sentence do not. See [SV131].
 */
export function findJoinedOptions(answers: readonly string[]): JoinedOptions | undefined {
  for (const mark of MARKS) {
    const joined = answers.filter((answer) => joins(answer, mark));
    // Bars and line breaks hardly ever stand within an answer: one combination of options that come again will do.
    const isRareMark = mark === '|' || mark === '\n';
    if (joined.length < (isRareMark ? 1 : 2)) continue;
    if (!isRareMark && joined.length < answers.length * 0.4) continue;
    if (isJoinedBy(answers, joined, mark)) return joinedBy(answers, mark);
  }
  return undefined;
}

function isJoinedBy(answers: readonly string[], joined: readonly string[], mark: JoinMark): boolean {
  if (mark === ',' && isCodeList(answers)) return true;
  const parts = countParts(answers, mark);
  if (parts.size > MOST_OPTIONS) return mark === ';' && isTerminated(joined);
  const repeating = [...parts.values()].filter((count) => count > 1).length;
  const isRecombined = repeating >= 2 && repeating >= parts.size * 0.5;
  // "North East" is one answer: options that blanks part were also chosen alone.
  if (mark === ' ') {
    const areCodes = [...parts.keys()].every((part) => /^\d{1,2}$/.test(part));
    return isRecombined && parts.size > 2 && (areCodes || shareAlone(answers, parts) >= 0.75);
  }
  return isRecombined || mark === '[]' || (mark === ';' && isTerminated(joined));
}

function isTerminated(joined: readonly string[]): boolean {
  return joined.every((answer) => answer.trimEnd().endsWith(';'));
}

function shareAlone(answers: readonly string[], parts: ReadonlyMap<string, number>): number {
  const alone = new Set(answers.map((answer) => answer.trim()));
  return [...parts.keys()].filter((part) => alone.has(part)).length / Math.max(1, parts.size);
}

/**
 * How a column is joined of which somebody said that it is a multiple choice: the first mark that cuts its answers into
 * parts of which some come again; undefined when every answer is one option. See [SV131].
 */
export function findJoinMark(answers: readonly string[]): JoinMark | undefined {
  const found = findJoinedOptions(answers);
  if (found) return found.mark;
  return MARKS.find((mark) => {
    const joined = answers.filter((answer) => joins(answer, mark));
    if (joined.length === 0) return false;
    const parts = countParts(answers, mark);
    const repeating = [...parts.values()].filter((count) => count > 1).length;
    if (mark === ' ') return repeating >= 2 && shareAlone(answers, parts) >= 0.5;
    return mark === '[]' || repeating > 0;
  });
}

function joins(answer: string, mark: JoinMark): boolean {
  return mark === '[]' ? BRACKETS.test(answer.trim()) : answer.trim().includes(mark);
}

function joinedBy(answers: readonly string[], mark: JoinMark): JoinedOptions {
  const split = optionSplitter(answers, mark);
  return { mark, count: new Set(answers.flatMap(split)).size };
}

/**
 * What cuts an answer into its options. A label may hold the mark itself ("Fast, friendly service"): parts that
 * never occur without each other, one right after the other, are one label. See [SV30].
 */
export function optionSplitter(answers: readonly string[], mark: JoinMark): (answer: string) => string[] {
  if (mark !== ';' && mark !== ',') return (answer) => partsOf(answer, mark);
  const counts = countParts(answers, mark);
  const together = new Map<string, Map<string, number>>();
  for (const answer of answers) {
    const parts = partsOf(answer, mark);
    parts.forEach((part, i) => {
      const next = parts[i + 1];
      if (next === undefined) return;
      const followers = together.get(part) ?? new Map<string, number>();
      together.set(part, followers.set(next, (followers.get(next) ?? 0) + 1));
    });
  }
  const isGlued = (part: string, next: string): boolean => {
    const count = together.get(part)?.get(next) ?? 0;
    // A label that continues does so in small letters; two options that merely go together stay two.
    const continues = /^[^\p{Lu}\d]/u.test(next);
    return count >= 2 && continues && count === counts.get(part) && count === counts.get(next);
  };
  return (answer) => {
    const options: string[] = [];
    let last: string | undefined;
    for (const part of partsOf(answer, mark)) {
      if (last !== undefined && isGlued(last, part)) options.push(`${options.pop() ?? ''}${mark} ${part}`);
      else options.push(part);
      last = part;
    }
    return options;
  };
}

function partsOf(answer: string, mark: JoinMark): string[] {
  return rawParts(answer, mark)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function rawParts(answer: string, mark: JoinMark): string[] {
  if (mark === '\n') return answer.split(/\r\n?|\n/);
  if (mark !== '[]') return answer.split(mark);
  const inside = BRACKETS.exec(answer.trim())?.[1] ?? answer;
  return [...inside.matchAll(ELEMENTS)].map(([whole, single, double]) =>
    (single ?? double ?? whole).replace(/\\(.)/g, '$1'),
  );
}

/** In how many different answers each part stands. */
function countParts(answers: readonly string[], mark: JoinMark): Map<string, number> {
  const parts = new Map<string, number>();
  for (const answer of answers) {
    for (const part of new Set(partsOf(answer, mark))) parts.set(part, (parts.get(part) ?? 0) + 1);
  }
  return parts;
}
