import type * as Y from 'yjs';

function isLowSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/**
 * Makes a shared text read `next` by the smallest single replacement, so that what others type
 * elsewhere in it at the same time survives. Call it inside a transaction.
 */
export function replaceText(shared: Y.Text, next: string): void {
  const current = shared.toString();
  if (current === next) return;
  const shorter = Math.min(current.length, next.length);
  let start = 0;
  while (start < shorter && current[start] === next[start]) start++;
  let end = 0;
  while (end < shorter - start && current[current.length - 1 - end] === next[next.length - 1 - end]) end++;
  // A character outside the basic plane is two units, which must not be parted.
  if (start > 0 && (isLowSurrogate(current, start) || isLowSurrogate(next, start))) start--;
  if (end > 0 && (isLowSurrogate(current, current.length - end) || isLowSurrogate(next, next.length - end))) {
    end--;
  }
  if (current.length - end > start) shared.delete(start, current.length - end - start);
  if (next.length - end > start) shared.insert(start, next.slice(start, next.length - end));
}
