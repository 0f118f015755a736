/** The encodings a survey file may have; all but cp850 and cp852 are labels of TextDecoder. */
export const ENCODINGS = [
  'utf-8',
  'windows-1250',
  'iso-8859-2',
  'windows-1252',
  'cp852',
  'cp850',
  'utf-16le',
  'utf-16be',
] as const;
export type Encoding = (typeof ENCODINGS)[number];

export type SingleByteEncoding = Exclude<Encoding, 'utf-8' | 'utf-16le' | 'utf-16be'>;

/** In order of preference when the scores tie: a Polish office writes Windows-1250. */
export const SINGLE_BYTE_ENCODINGS: readonly SingleByteEncoding[] = [
  'windows-1250',
  'iso-8859-2',
  'windows-1252',
  'cp852',
  'cp850',
];

/** How many bytes of a byte order mark to leave out before reading. */
export function byteOrderMarkLength(bytes: Uint8Array): number {
  const mark = byteOrderMark(bytes);
  return mark === undefined ? 0 : mark === 'utf-8' ? 3 : 2;
}

/** The encoding that a file's first bytes declare, if they do. */
export function byteOrderMark(bytes: Uint8Array): Encoding | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
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

/** Whether bytes are valid UTF-8; `isWhole` false forgives a character that their end cuts in two. */
export function isUtf8(bytes: Uint8Array, isWhole = true): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !isWhole });
    return true;
  } catch {
    return false; // the decoder's way to say "not UTF-8"
  }
}

/**
 * The same for one answer, without the exception that says no: asked of a million answers it would cost a minute.
 * Overlong forms and halves of pairs pass; no other encoding writes them.
 */
export function isUtf8Piece(bytes: Uint8Array): boolean {
  let following = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    if (following > 0) {
      if (byte >> 6 !== 0b10) return false;
      following--;
    } else if (byte >= 0x80) {
      following = byte >> 5 === 0b110 ? 1 : byte >> 4 === 0b1110 ? 2 : byte >> 3 === 0b11110 ? 3 : -1;
      if (following < 0) return false;
    }
  }
  return following === 0;
}

/** The lines that say anything about the encoding, without their line ends. */
export function linesWithHighBytes(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let start = 0;
  let isHigh = false;
  for (let at = 0; at <= bytes.length; at++) {
    const byte = bytes[at] ?? 0x0a;
    if (byte >= 0x80) isHigh = true;
    if (byte !== 0x0a && byte !== 0x0d) continue;
    if (isHigh) lines.push(bytes.subarray(start, at));
    start = at + 1;
    isHigh = false;
  }
  return lines;
}

/**
 * UTF-8 of which a tool that counts bytes cut a letter in two: most of it is right, so no other encoding is
 * tried. Text of any other encoding has hardly a valid sequence outside ASCII.
 */
export function isDamagedUtf8(bytes: Uint8Array): boolean {
  let broken = 0;
  let right = 0;
  for (const letter of new TextDecoder().decode(bytes)) {
    if (letter === '\ufffd') broken++;
    else if (letter > '\u007f') right++;
  }
  return right >= 2 && right >= broken * 3;
}
