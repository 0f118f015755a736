/** The mark between options that were chosen together, and how many different options there are. */
export interface JoinedOptions {
  mark: ';' | ',';
  count: number;
}

const MOST_OPTIONS = 40;

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
    if (isRecombined || isTerminated) return { mark, count: parts.size };
  }
  return undefined;
}

/** In how many different answers each part stands. */
function countParts(answers: readonly string[], mark: string): Map<string, number> {
  const parts = new Map<string, number>();
  for (const answer of answers) {
    for (const part of new Set(answer.split(mark).map((each) => each.trim()))) {
      if (part !== '') parts.set(part, (parts.get(part) ?? 0) + 1);
    }
  }
  return parts;
}
