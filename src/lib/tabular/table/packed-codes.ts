/** Codes in the narrowest type that holds them: a rating of a million rows is one megabyte. */
export type PackedCodes = Uint8Array | Uint16Array | Uint32Array;

/** An array for `length` codes below `size`, all 0. */
export function emptyCodes(length: number, size: number): PackedCodes {
  if (size <= 0x100) return new Uint8Array(length);
  return size <= 0x10000 ? new Uint16Array(length) : new Uint32Array(length);
}

/** The same codes, packed; `size` is that of their dictionary. */
export function packCodes(codes: Int32Array, size: number): PackedCodes {
  const packed = emptyCodes(codes.length, size);
  packed.set(codes);
  return packed;
}
