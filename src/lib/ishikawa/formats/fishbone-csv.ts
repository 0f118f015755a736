import { csvText } from '#lib/base/csv-cell.ts';
import type { Fishbone } from '../fishbone.ts';
import { walkCauses, wholeNote } from '../fishbone.ts';

/** Headings of the table, in the reader's language. */
export interface CsvHeadings {
  problem: string;
  category: string;
  depth: string;
  cause: string;
  path: string;
  note: string;
  tags: string;
}

/**
 * One row a cause, for a spreadsheet. Starts with a byte order mark, since Excel takes a file
 * without one for the local code page and spoils Polish letters. A twin has a row in each place.
 */
export function formatCsv(fishbone: Fishbone, headings: CsvHeadings): string {
  const { problem, category, depth, cause, path, note, tags } = headings;
  const rows: (string | number)[][] = [[problem, category, depth, cause, path, note, tags]];
  const above: string[] = [];
  for (const { node, bone, depth: level } of walkCauses(fishbone)) {
    above.length = level - 1;
    rows.push([
      fishbone.head,
      bone.name,
      level,
      node.text,
      [bone.name, ...above].join(' > '),
      wholeNote(node),
      node.tags.join(', '),
    ]);
    above.push(node.text);
  }
  return csvText(rows, 'international');
}
