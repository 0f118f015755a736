/**
 * A hash of `source[from..to]`, four bytes a step, the last step overlapping the one before; good spread matters
 * more than a name. Of two or three bytes it is one-to-one, so that no comparison is needed: both steps can be undone.
 */
export function hashOf(source: DataView, from: number, to: number): number {
  const length = to - from;
  if (length < 4) {
    if (length === 1) return source.getUint8(from);
    const third = length === 3 ? source.getUint8(from + 2) : 0;
    const hash = Math.imul(source.getUint16(from, true) | (third << 16) | (length << 24), 0x9e3779b1);
    return hash ^ (hash >>> 15);
  }
  let hash = length;
  const last = to - 4;
  for (let at = from; at < last; at += 4) {
    hash = Math.imul(hash ^ source.getInt32(at, true), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash ^ source.getInt32(last, true), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}

/** Whether `length` bytes of both are the same, given that their hashes and their lengths are. */
export function isSame(a: DataView, fromA: number, b: DataView, fromB: number, length: number): boolean {
  // Below four bytes the hash is the text itself.
  if (length < 4) return true;
  const last = length - 4;
  for (let at = 0; at < last; at += 4) {
    if (a.getInt32(fromA + at, true) !== b.getInt32(fromB + at, true)) return false;
  }
  return a.getInt32(fromA + last, true) === b.getInt32(fromB + last, true);
}
