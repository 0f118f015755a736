import { tidyText } from '../table/tidy-text.ts';
import type { Platform } from './platform.ts';

/** What a column is called. `name` is unique in the file; `label` is the full question when it is known. */
export interface Heading {
  name: string;
  label: string;
}

const FILLER = /^(?:response|open-ended response|odpowiedź|odpowiedź otwarta)$/i;

/**
 * The headings of all columns from the header rows. `rows` has exactly the header rows; `width` is the
 * number of columns. Names that repeat get an index, empty ones their position. See [SV5].
 */
export function readHeadings(
  rows: readonly (readonly string[])[],
  platform: Platform,
  width: number,
): Heading[] {
  const first = rows[0] ?? [];
  const second = rows[1] ?? [];
  const raw: Heading[] = [];
  let carried = '';
  for (let i = 0; i < width; i++) {
    const top = tidy(first[i]);
    const below = tidy(second[i]);
    carried = top === '' ? carried : top;
    raw.push(
      platform === 'surveymonkey' && rows.length > 1
        ? groupHeading(carried, below)
        : { name: top, label: below === '' ? top : below },
    );
  }
  return unique(raw);
}

/** Header cells keep their words, not their line breaks: they are shown on one line. */
function tidy(cell: string | undefined): string {
  return tidyText(cell ?? '').replace(/\s+/g, ' ');
}

function groupHeading(question: string, option: string): Heading {
  const name = option === '' || FILLER.test(option) ? question : `${question} [${option}]`;
  return { name, label: name };
}

function unique(headings: readonly Heading[]): Heading[] {
  const taken = new Set<string>();
  return headings.map(({ name, label }, i) => {
    const base = name === '' ? `Column ${i + 1}` : name;
    let candidate = base;
    for (let copy = 2; taken.has(candidate); copy++) candidate = `${base} (${copy})`;
    taken.add(candidate);
    return { name: candidate, label: label === '' ? candidate : label };
  });
}
