import { decodeHead } from '#lib/base/encoding/decode-head.ts';
import { detectEncoding } from '#lib/base/encoding/detect-encoding.ts';
import type { Encoding } from '#lib/base/encoding/encoding.ts';

/** No board is that large; reading it would only hold the page up. */
export const MOST_IMPORT_BYTES = 5_000_000;

/** Whether a file of so many bytes is left unread when somebody imports it into a board. */
export function isTooLarge(bytes: number): boolean {
  return bytes > MOST_IMPORT_BYTES;
}

/** A file as text, and the encoding in which it was read. */
export interface DecodedFile {
  text: string;
  encoding: Encoding;
}

/**
 * Reads the bytes of an outline or a table that another program saved: in the encoding that somebody
 * chose, or in the one that the letters speak for [IK108].
 */
export function decodeFile(bytes: Uint8Array, chosen?: Encoding): DecodedFile {
  const encoding = chosen ?? detectEncoding(bytes).encoding;
  return { text: decodeHead(bytes, encoding, true, chosen !== undefined), encoding };
}
