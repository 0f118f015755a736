import { openTextReader } from './code-pages.ts';
import {
  byteOrderMark,
  type Encoding,
  hasHighBytes,
  isDamagedUtf8,
  isUtf8,
  linesWithHighBytes,
} from './encoding.ts';
import { TextEncodings } from './text-encodings.ts';

/** What speaks for an encoding, and the numbers or letters that show it. */
export interface EncodingReason {
  kind: 'bom' | 'zeros' | 'ascii' | 'utf8' | 'utf8Lines' | 'mixed' | 'letters' | 'controls' | 'tie';
  values?: Record<string, string | number>;
}

/** The encoding that a file most likely has, and why. */
export interface DetectedEncoding {
  encoding: Encoding;
  reasons: readonly EncodingReason[];
}

/**
 * The encoding of a file from its first bytes (all of them, or a head: `isWhole` false allows a
 * character cut at the end). See [SV1].
 */
export function detectEncoding(bytes: Uint8Array, isWhole = true): DetectedEncoding {
  const mark = byteOrderMark(bytes);
  if (mark) return detected(mark, { kind: 'bom', values: { encoding: mark } });

  const wide = unmarkedWide(bytes);
  if (wide) return detected(wide, { kind: 'zeros', values: { encoding: wide } });

  if (!hasHighBytes(bytes)) return detected('utf-8', { kind: 'ascii' });
  if (isUtf8(bytes, isWhole)) {
    const values = { count: countHigh(bytes) };
    return detected('utf-8', { kind: 'utf8', values });
  }
  return detectByLines(linesWithHighBytes(bytes));
}

function detected(encoding: Encoding, ...reasons: EncodingReason[]): DetectedEncoding {
  return { encoding, reasons };
}

/** Whether a file is UTF-16 without its mark: western text then has a zero in every other byte, as nothing else that is text has. */
export function unmarkedWide(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
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
function detectByLines(lines: readonly Uint8Array[]): DetectedEncoding {
  const encodings = new TextEncodings();
  const others = lines.filter((line) => !isUtf8(line) && !isDamagedUtf8(line));
  const valid = lines.length - others.length;
  if (valid > others.length) {
    const reasons: EncodingReason[] = [{ kind: 'utf8Lines', values: { count: valid } }];
    if (others.length > 0) reasons.push({ kind: 'mixed', values: { count: others.length } });
    return detected('utf-8', ...reasons);
  }
  const { encoding, isTie } = encodings.best(others.map((bytes) => ({ bytes, rows: 1 })));
  const reasons: EncodingReason[] = [
    {
      kind: 'letters',
      values: { encoding, letters: typicalLetters(others, encoding) },
    },
  ];
  const controls = others.reduce((sum, line) => sum + countControls(line), 0);
  if (controls > 0 && encoding.startsWith('windows')) {
    reasons.push({ kind: 'controls', values: { count: controls } });
  }
  if (isTie) reasons.push({ kind: 'tie' });
  const mixed = lines.filter((line) => encodings.foreign(line, encoding) !== undefined).length;
  if (mixed > 0) reasons.push({ kind: 'mixed', values: { count: mixed } });
  return detected(encoding, ...reasons);
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
