/** A wrapped text: its lines, the width of each, and that of the widest in whole pixels. */
export interface WrappedText {
  lines: string[];
  lineWidths: number[];
  width: number;
}

/** One run of `wrapText`: what fits a line. */
export interface WrapLimits {
  /** Pixels that a line should not exceed. */
  maxWidth: number;
  /** Pixels from one line to the next: long texts get wider lines, so that they do not become towers. */
  lineHeight: number;
}

/** A label is at most this many times as wide as the limit, however long its text. */
const WIDEST = 2.2;
/** Width over height that a long label aims at. */
const LONG_TEXT_ASPECT = 2.5;

/**
 * Breaks a text at spaces into the fewest lines, then narrows them until none could be narrower
 * without another line. A word wider than a line is broken between letters, without a hyphen.
 */
export function wrapText(text: string, limits: WrapLimits, measure: (text: string) => number): WrappedText {
  const trimmed = text.trim();
  if (trimmed === '') return { lines: [''], lineWidths: [0], width: 0 };
  const whole = measure(trimmed);
  if (whole <= limits.maxWidth && !/\s{2}|[^\S ]/.test(trimmed))
    return { lines: [trimmed], lineWidths: [whole], width: Math.ceil(whole) };
  const roomy = Math.sqrt(whole * limits.lineHeight * LONG_TEXT_ASPECT);
  const maxWidth = Math.max(limits.maxWidth, Math.min(roomy, limits.maxWidth * WIDEST));
  const words: string[] = [];
  for (const word of trimmed.split(/\s+/)) {
    if (measure(word) <= maxWidth) words.push(word);
    else words.push(...breakWord(word, maxWidth, measure));
  }
  const widths = words.map(measure);
  const space = measure(' ');
  let low = Math.max(1, Math.ceil(Math.max(...widths)));
  let high = Math.max(low, Math.ceil(maxWidth));
  const fewest = countLines(widths, space, high);
  while (low < high) {
    const middle = (low + high) >> 1;
    if (countLines(widths, space, middle) <= fewest) high = middle;
    else low = middle + 1;
  }
  return { ...linesOf(words, widths, space, high), width: high };
}

function countLines(widths: readonly number[], space: number, maxWidth: number): number {
  let lines = 1;
  let used = -space;
  for (const width of widths) {
    if (used + space + width > maxWidth && used >= 0) {
      lines++;
      used = width;
    } else used += space + width;
  }
  return lines;
}

function linesOf(
  words: readonly string[],
  widths: readonly number[],
  space: number,
  maxWidth: number,
): Omit<WrappedText, 'width'> {
  const lines: string[] = [];
  const lineWidths: number[] = [];
  let line = '';
  let used = -space;
  for (const [i, word] of words.entries()) {
    const width = widths[i] ?? 0;
    if (used + space + width > maxWidth && used >= 0) {
      lines.push(line);
      lineWidths.push(used);
      line = word;
      used = width;
    } else {
      line = line === '' ? word : `${line} ${word}`;
      used += space + width;
    }
  }
  lines.push(line);
  lineWidths.push(used);
  return { lines, lineWidths };
}

function breakWord(word: string, maxWidth: number, measure: (text: string) => number): string[] {
  const pieces: string[] = [];
  let piece = '';
  let used = 0;
  for (const segment of lettersOf(word)) {
    const width = measure(segment);
    if (used + width > maxWidth && piece !== '') {
      pieces.push(piece);
      piece = segment;
      used = width;
    } else {
      piece += segment;
      used += width;
    }
  }
  pieces.push(piece);
  return pieces;
}

/** Below U+0300 every unit is a letter of its own; beyond, a letter may be many, which costs time to find. */
const PLAIN = /^[\u0000-\u02ff]*$/;

function lettersOf(word: string): string[] {
  if (PLAIN.test(word)) return word.split('');
  const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(word);
  return Array.from(segments, ({ segment }) => segment);
}
