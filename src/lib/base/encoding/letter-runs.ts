/** Bytes that follow one another within a word: letters of ASCII and everything outside it. */
export interface LetterRun {
  from: number;
  to: number;
}

/** The runs of letters of a piece that hold a byte outside ASCII. Blanks, digits and marks part them. */
export function letterRuns(bytes: Uint8Array): LetterRun[] {
  const runs: LetterRun[] = [];
  let from = 0;
  let isHigh = false;
  for (let at = 0; at <= bytes.length; at++) {
    const byte = bytes[at] ?? 0x20;
    const isLetter = byte >= 0x80 || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
    if (isLetter) {
      if (byte >= 0x80) isHigh = true;
      continue;
    }
    if (isHigh) runs.push({ from, to: at });
    from = at + 1;
    isHigh = false;
  }
  return runs;
}

/** Whether any letter of a run is whole UTF-8 beyond ASCII: such a run was cut, not written in another encoding. */
export function hasUtf8Letter(run: Uint8Array): boolean {
  for (const letter of new TextDecoder().decode(run)) {
    if (letter > '\u007f' && letter !== '\ufffd') return true;
  }
  return false;
}
