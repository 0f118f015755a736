import { openTextReader } from './code-pages.ts';
import {
  byteOrderMark,
  type Encoding,
  hasHighBytes,
  isDamagedUtf8,
  isUtf8,
  linesWithHighBytes,
} from './encoding.ts';
import { type Evidence, type Guess, guessed } from './guess.ts';
import { TextEncodings } from './text-encodings.ts';

/**
 * The encoding of a file from its first bytes (all of them, or a head: `isWhole` false allows a
 * character cut at the end). See [SV1].
 */
export function guessEncoding(bytes: Uint8Array, isWhole = true): Guess<Encoding> {
  const mark = byteOrderMark(bytes);
  if (mark) return guessed(mark, { key: 'survey.evidence.encoding.bom', values: { encoding: mark } });

  const wide = wideWithoutMark(bytes);
  if (wide) return guessed(wide, { key: 'survey.evidence.encoding.zeros', values: { encoding: wide } });

  if (!hasHighBytes(bytes)) return guessed('utf-8', { key: 'survey.evidence.encoding.ascii' });
  if (isUtf8(bytes, isWhole)) {
    const values = { count: countHigh(bytes) };
    return guessed('utf-8', { key: 'survey.evidence.encoding.utf8', values });
  }
  return guessByLines(linesWithHighBytes(bytes));
}

/** Western text in UTF-16 has a zero in every other byte; nothing else that is text has any zeros. */
function wideWithoutMark(bytes: Uint8Array): Encoding | undefined {
  const length = Math.min(bytes.length, 4096) & ~1;
  if (length < 8) return undefined;
  let evenZeros = 0;
  let oddZeros = 0;
  for (let i = 0; i < length; i += 2) {
    if (bytes[i] === 0) evenZeros++;
    if (bytes[i + 1] === 0) oddZeros++;
  }
  const pairs = length / 2;
  if (oddZeros > pairs * 0.4 && evenZeros < pairs * 0.05) return 'utf-16le';
  if (evenZeros > pairs * 0.4 && oddZeros < pairs * 0.05) return 'utf-16be';
  return undefined;
}

function countHigh(bytes: Uint8Array): number {
  let high = 0;
  for (let i = 0; i < bytes.length; i++) if ((bytes[i] ?? 0) >= 0x80) high++;
  return high;
}

/**
 * Line by line, since one row pasted from another system must not change how all others are read. Libraries
 * fail here: they take true Windows-1250 files for ISO-8859-2.
 */
function guessByLines(lines: readonly Uint8Array[]): Guess<Encoding> {
  const encodings = new TextEncodings();
  const others = lines.filter((line) => !isUtf8(line) && !isDamagedUtf8(line));
  const valid = lines.length - others.length;
  if (valid > others.length) {
    const evidence: Evidence[] = [{ key: 'survey.evidence.encoding.utf8Lines', values: { count: valid } }];
    if (others.length > 0)
      evidence.push({ key: 'survey.evidence.encoding.mixed', values: { count: others.length } });
    return guessed('utf-8', ...evidence);
  }
  const { encoding, isTie } = encodings.best(others.map((bytes) => ({ bytes, rows: 1 })));
  const evidence: Evidence[] = [
    {
      key: 'survey.evidence.encoding.letters',
      values: { encoding, letters: typicalLetters(others, encoding) },
    },
  ];
  const controls = others.reduce((sum, line) => sum + countControls(line), 0);
  if (controls > 0 && encoding.startsWith('windows')) {
    evidence.push({ key: 'survey.evidence.encoding.controls', values: { count: controls } });
  }
  if (isTie) evidence.push({ key: 'survey.evidence.encoding.tie' });
  const mixed = lines.filter((line) => encodings.foreign(line, encoding) !== undefined).length;
  if (mixed > 0) evidence.push({ key: 'survey.evidence.encoding.mixed', values: { count: mixed } });
  return guessed(encoding, ...evidence);
}

/** Bytes 0x80-0x9F, which ISO-8859-2 leaves to control codes that no text holds. */
function countControls(bytes: Uint8Array): number {
  let controls = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte >= 0x80 && byte <= 0x9f) controls++;
  }
  return controls;
}

/** The most frequent letters outside ASCII, as the evidence shows them: "ł ą ę". */
function typicalLetters(lines: readonly Uint8Array[], encoding: Encoding): string {
  const counts = new Map<number, number>();
  for (const line of lines) {
    for (const byte of line) if (byte >= 0x80) counts.set(byte, (counts.get(byte) ?? 0) + 1);
  }
  const reader = openTextReader(encoding);
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([byte]) => reader.decode(Uint8Array.of(byte)))
    .filter((letter) => letter.toLowerCase() !== letter.toUpperCase())
    .slice(0, 6)
    .join(' ');
}
