import { isCsv, parseCsv } from './read-csv.ts';
import { parseJson } from './fishbone-json.ts';
import { fishboneOfOutline } from './fishbone-of-outline.ts';
import type { Fishbone } from '../fishbone.ts';
import { isMermaid, parseText } from './mermaid.ts';
import type { Parsed } from '../text-issue.ts';

export type TextFormat = 'json' | 'mermaid' | 'csv' | 'outline';

/** What a pasted text or a file of unknown ending most likely is. */
export function detectFormat(text: string): TextFormat {
  if (/^\uFEFF?\s*\{/.test(text)) return 'json';
  if (isMermaid(text)) return 'mermaid';
  return isCsv(text) ? 'csv' : 'outline';
}

/** Reads a fishbone in any of the formats that we write. */
export function readFishboneText(text: string): Parsed<Fishbone> {
  const format = detectFormat(text);
  if (format === 'json') return parseJson(text);
  if (format === 'csv') return parseCsv(text);
  const outline = parseText(text);
  return outline.ok ? { ok: true, value: fishboneOfOutline(outline.value) } : outline;
}
