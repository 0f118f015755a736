/** Without 0 O 1 I L and U: what is read aloud across a room must come out right, and no words arise. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
export const CODE_LENGTH = 8;

/**
 * A join code [WS6]: eight of thirty signs, 6.5e11 codes. With 200 tries in ten minutes from one
 * address, guessing one of a hundred open workshops takes decades.
 */
export function makeJoinCode(randomBytes: (count: number) => Uint8Array): string {
  let code = '';
  while (code.length < CODE_LENGTH) {
    for (const byte of randomBytes(CODE_LENGTH)) {
      // 240 is the largest multiple of 30 in a byte: the rest would favour the first letters.
      if (byte < 240 && code.length < CODE_LENGTH) code += ALPHABET[byte % ALPHABET.length] ?? '';
    }
  }
  return code;
}

/** What somebody typed, as a code: without spaces and dashes, in capitals; undefined when it cannot be one. */
export function parseJoinCode(typed: string): string | undefined {
  const code = typed.replace(/[\s-]/g, '').toUpperCase();
  return code.length === CODE_LENGTH && [...code].every((sign) => ALPHABET.includes(sign)) ? code : undefined;
}

/** In two groups of four, as it is shown and read aloud. */
export function showJoinCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}
