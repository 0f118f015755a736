import type { CsvHeadings } from './fishbone-csv.ts';
import { formatCsv } from './fishbone-csv.ts';
import { formatJson } from './fishbone-json.ts';
import type { Fishbone } from '../fishbone.ts';
import { drawMarked } from '../picture/mark-picture.ts';
import type { Marking } from '../picture/mark-picture.ts';
import { formatMarkdown } from './markdown.ts';
import { formatMermaid } from './mermaid.ts';
import { formatOutline } from './outline.ts';
import { outlineOfFishbone } from '../outline-node.ts';
import { formatSvg } from '../picture/svg.ts';
import type { SvgTexts } from '../picture/svg.ts';
import { interMeasure } from '../layout/text-metrics.ts';

/** The formats of text that a fishbone is written in, with the ending of the file and its media type. */
export const EXPORT_FORMATS = {
  outline: { extension: 'txt', type: 'text/plain' },
  markdown: { extension: 'md', type: 'text/markdown' },
  mermaid: { extension: 'mmd', type: 'text/plain' },
  csv: { extension: 'csv', type: 'text/csv' },
  json: { extension: 'json', type: 'application/json' },
  svg: { extension: 'svg', type: 'image/svg+xml' },
} as const;
export type ExportFormat = keyof typeof EXPORT_FORMATS;

/** The words that some formats need, in the reader's language. */
export interface ExportWords {
  csv: CsvHeadings;
  svg: SvgTexts;
  marking: Marking;
}

/** A whole fishbone in one format, whatever is folded or looked at alone on screen. */
export function exportFishbone(fishbone: Fishbone, format: ExportFormat, words: ExportWords): string {
  switch (format) {
    case 'outline':
      return formatOutline(outlineOfFishbone(fishbone));
    case 'markdown':
      return formatMarkdown(outlineOfFishbone(fishbone));
    case 'mermaid':
      return formatMermaid(outlineOfFishbone(fishbone));
    case 'csv':
      return formatCsv(fishbone, words.csv, words.marking);
    case 'json':
      return formatJson(fishbone);
    case 'svg': {
      const marked = drawMarked(fishbone, interMeasure(), words.marking);
      return formatSvg(marked.layout, words.svg, marked);
    }
  }
}

/** The name of a file: the problem at the head, without what file systems dislike. */
export function exportName(head: string, extension: string): string {
  const name = head
    .normalize('NFC')
    .replace(/[^\p{Letter}\p{Number}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return `${name || 'fishbone'}.${extension}`;
}
