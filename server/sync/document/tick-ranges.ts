import { encoding } from 'lib0';
import type { ClockRange } from './update-scan.ts';

/** Sorted, joined ranges of clock ticks per client: which parts of a document are deleted. */
export class TickRanges {
  /** Per client: from, to, from, to... ascending, never touching each other. */
  readonly #byClient = new Map<number, number[]>();

  add({ client, from, to }: ClockRange): void {
    if (from >= to) return;
    const ends = this.#byClient.get(client);
    if (!ends) {
      this.#byClient.set(client, [from, to]);
      return;
    }
    // The first range that reaches `from`, and the first that begins beyond `to`.
    const first = lowestIndex(ends.length / 2, (i) => (ends[2 * i + 1] ?? 0) >= from);
    const beyond = lowestIndex(ends.length / 2, (i) => (ends[2 * i] ?? 0) > to);
    const joinedFrom = first < beyond ? Math.min(from, ends[2 * first] ?? from) : from;
    const joinedTo = first < beyond ? Math.max(to, ends[2 * beyond - 1] ?? to) : to;
    ends.splice(2 * first, 2 * (beyond - first), joinedFrom, joinedTo);
  }

  /** The parts of a range that are not in here. */
  missing({ client, from, to }: ClockRange): ClockRange[] {
    const ends = this.#byClient.get(client) ?? [];
    const parts: ClockRange[] = [];
    let at = from;
    for (
      let i = lowestIndex(ends.length / 2, (j) => (ends[2 * j + 1] ?? 0) > from);
      at < to && 2 * i < ends.length;
      i++
    ) {
      const start = ends[2 * i] ?? to;
      if (start > at) parts.push({ client, from: at, to: Math.min(start, to) });
      at = Math.max(at, ends[2 * i + 1] ?? to);
    }
    if (at < to) parts.push({ client, from: at, to });
    return parts;
  }
}

/** The lowest index below `length` for which `holds` (false, ..., false, true, ..., true); else `length`. */
function lowestIndex(length: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Ranges in the form of a Yjs delete set (encoding 1). */
export function encodeDeleteSet(ranges: readonly ClockRange[]): Uint8Array {
  const byClient = new Map<number, ClockRange[]>();
  for (const range of ranges) {
    const own = byClient.get(range.client);
    if (own) own.push(range);
    else byClient.set(range.client, [range]);
  }
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, byClient.size);
  for (const [client, own] of byClient) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, own.length);
    for (const { from, to } of own) {
      encoding.writeVarUint(encoder, from);
      encoding.writeVarUint(encoder, to - from);
    }
  }
  return encoding.toUint8Array(encoder);
}
