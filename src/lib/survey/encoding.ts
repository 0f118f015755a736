import { type Evidence, type Guess, guessed } from './guess.ts';

/** The encodings a survey file may have; names are labels of TextDecoder. */
export const ENCODINGS = [
  'utf-8',
  'windows-1250',
  'iso-8859-2',
  'windows-1252',
  'utf-16le',
  'utf-16be',
] as const;
export type Encoding = (typeof ENCODINGS)[number];

type SingleByteEncoding = 'windows-1250' | 'iso-8859-2' | 'windows-1252';

/** In order of preference when the scores tie: a Polish office writes Windows-1250. */
const SINGLE_BYTE: readonly SingleByteEncoding[] = ['windows-1250', 'iso-8859-2', 'windows-1252'];

const POLISH = 'ąćęłńóśźżĄĆĘŁŃÓŚŹŻ';
const WESTERN = 'àâäáãåæçèéêëìíîïñòóôöõøœùúûüÿßÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØŒÙÚÛÜ';
const TYPOGRAPHY = '„”“‘’«»–—…€§°•\u00a0\u00ad';

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
  return guessSingleByte(bytes);
}

/** How many bytes of a byte order mark to leave out before reading. */
export function byteOrderMarkLength(bytes: Uint8Array): number {
  const mark = byteOrderMark(bytes);
  return mark === undefined ? 0 : mark === 'utf-8' ? 3 : 2;
}

function byteOrderMark(bytes: Uint8Array): Encoding | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
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

/** Whether any byte is outside ASCII: four at a time, since most files have none. */
export function hasHighBytes(bytes: Uint8Array): boolean {
  const aligned = (4 - (bytes.byteOffset & 3)) & 3;
  const words = new Uint32Array(
    bytes.buffer,
    bytes.byteOffset + aligned,
    Math.max(0, bytes.length - aligned) >> 2,
  );
  for (let i = 0; i < words.length; i++) if (((words[i] ?? 0) & 0x80808080) !== 0) return true;
  for (let i = 0; i < Math.min(aligned, bytes.length); i++) if ((bytes[i] ?? 0) >= 0x80) return true;
  for (let i = aligned + words.length * 4; i < bytes.length; i++) if ((bytes[i] ?? 0) >= 0x80) return true;
  return false;
}

function countHigh(bytes: Uint8Array): number {
  let high = 0;
  for (let i = 0; i < bytes.length; i++) if ((bytes[i] ?? 0) >= 0x80) high++;
  return high;
}

function isUtf8(bytes: Uint8Array, isWhole: boolean): boolean {
  try {
    // `stream: true` forgives a character that the end of the head has cut in two.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !isWhole });
    return true;
  } catch {
    return false; // the decoder's way to say "not UTF-8"
  }
}

/**
 * Letter plausibility: each byte outside ASCII is read in each encoding and scored where it stands,
 * since "¹" within a word is as unlikely as "ą" there is likely. Libraries fail here: they take
 * true Windows-1250 files for ISO-8859-2.
 */
function guessSingleByte(bytes: Uint8Array): Guess<Encoding> {
  let best: SingleByteEncoding = 'windows-1250';
  let bestScore = -Infinity;
  const scores = new Map<SingleByteEncoding, number>();
  for (const encoding of SINGLE_BYTE) {
    const score = plausibility(bytes, encoding);
    scores.set(encoding, score);
    if (score > bestScore) {
      best = encoding;
      bestScore = score;
    }
  }
  const evidence: Evidence[] = [
    {
      key: 'survey.evidence.encoding.letters',
      values: { encoding: best, letters: typicalLetters(bytes, best) },
    },
  ];
  const controls = countControls(bytes);
  if (controls > 0 && best !== 'iso-8859-2') {
    evidence.push({ key: 'survey.evidence.encoding.controls', values: { count: controls } });
  }
  if (best === 'windows-1250' && scores.get('iso-8859-2') === bestScore) {
    evidence.push({ key: 'survey.evidence.encoding.tie' });
  }
  return guessed(best, ...evidence);
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

function plausibility(bytes: Uint8Array, encoding: SingleByteEncoding): number {
  if (encoding === 'iso-8859-2' && countControls(bytes) > 0) return -Infinity;
  const table = decodingTable(encoding);
  const likely = encoding === 'windows-1252' ? WESTERN : POLISH;
  let score = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte < 0x80) continue;
    const character = table[byte] ?? '';
    const before = table[bytes[i - 1] ?? 0x20] ?? ' ';
    const after = table[bytes[i + 1] ?? 0x20] ?? ' ';
    score += scoreInPlace(character, before, after, likely);
  }
  return score;
}

function scoreInPlace(character: string, before: string, after: string, likely: string): number {
  const isInWord = isLetter(before) || isLetter(after);
  if (isLetter(character)) {
    const isShouting = isUpper(character) && isLower(before); // "naKład": a capital after a small letter
    if (isShouting) return -2;
    if (likely.includes(character)) return isInWord ? 2 : 1;
    return 0;
  }
  if (TYPOGRAPHY.includes(character)) return isLetter(before) && isLetter(after) ? -1 : 1;
  return isInWord ? -3 : -1;
}

function isLetter(character: string): boolean {
  return character.toLowerCase() !== character.toUpperCase();
}

function isUpper(character: string): boolean {
  return isLetter(character) && character === character.toUpperCase();
}

function isLower(character: string): boolean {
  return isLetter(character) && character === character.toLowerCase();
}

function decodingTable(encoding: Encoding): string[] {
  const decoder = new TextDecoder(encoding);
  return Array.from({ length: 256 }, (_, byte) => decoder.decode(Uint8Array.of(byte)));
}

/** The most frequent letters outside ASCII, as the evidence shows them: "ł ą ę". */
function typicalLetters(bytes: Uint8Array, encoding: Encoding): string {
  const table = decodingTable(encoding);
  const counts = new Map<string, number>();
  for (const byte of bytes) {
    if (byte < 0x80) continue;
    const character = table[byte] ?? '';
    if (isLetter(character)) counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  const byCount = [...counts].sort((a, b) => b[1] - a[1]);
  return byCount
    .slice(0, 6)
    .map(([letter]) => letter)
    .join(' ');
}
