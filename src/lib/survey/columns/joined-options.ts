/** The mark between options that were chosen together, and how many different options there are. */
export interface JoinedOptions {
  mark: ';' | ',';
  count: number;
}

export const MOST_OPTIONS = 40;

/**
 * Whether these different answers of a column are options joined in one cell: parted by semicolons (Microsoft
 * ends each with one) or commas (Google, Typeform). Options recombine; the halves of a sentence do not.
 */
export function findJoinedOptions(answers: readonly string[]): JoinedOptions | undefined {
  for (const mark of [';', ','] as const) {
    const joined = answers.filter((answer) => answer.includes(mark));
    if (joined.length < 2 || joined.length < answers.length * 0.4) continue;
    const parts = countParts(answers, mark);
    const repeating = [...parts.values()].filter((count) => count > 1).length;
    const isRecombined = repeating >= 2 && repeating >= parts.size * 0.5 && parts.size <= MOST_OPTIONS;
    const isTerminated = mark === ';' && joined.every((answer) => answer.trimEnd().endsWith(';'));
    if (isRecombined || isTerminated) {
      const split = optionSplitter(answers, mark);
      return { mark, count: new Set(answers.flatMap(split)).size };
    }
  }
  return undefined;
}

/**
 * What cuts an answer into its options. A label may hold the mark itself ("Fast, friendly service"): parts that
 * never occur without each other, one right after the other, are one label. See [SV30].
 */
export function optionSplitter(answers: readonly string[], mark: ';' | ','): (answer: string) => string[] {
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
    const continues = /^[^\p{Lu}]/u.test(next);
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

function partsOf(answer: string, mark: string): string[] {
  return answer
    .split(mark)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** In how many different answers each part stands. */
function countParts(answers: readonly string[], mark: string): Map<string, number> {
  const parts = new Map<string, number>();
  for (const answer of answers) {
    for (const part of new Set(partsOf(answer, mark))) parts.set(part, (parts.get(part) ?? 0) + 1);
  }
  return parts;
}
