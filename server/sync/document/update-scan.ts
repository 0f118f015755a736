import { ByteCursor, MalformedError } from './byte-cursor.ts';
import { readContent } from './update-content.ts';
import { findMissing, type Block, type KnownClock } from './update-order.ts';

/** Clock ticks `from` to `to` (exclusive) of one Yjs client. */
export interface ClockRange {
  client: number;
  from: number;
  to: number;
}

/** What an update says it does, read without Yjs. */
export interface ScannedUpdate {
  /** Structs by client, one range each. */
  writes: ClockRange[];
  /** Ranges that it marks as deleted. */
  deletes: ClockRange[];
  /** Where the delete set begins: before it are the structs. */
  deletesAt: number;
  /** A client of which something earlier has to be known first; then Yjs would only keep it as pending. */
  missing: number | undefined;
}

/** Nobody types 2^32 letters; beyond that only attacks and rounding errors live. */
export const MAX_CLOCK = 2 ** 32;

/** Names of root types and keys of maps: ours are ids of 26 letters. */
export const MAX_NAME_LENGTH = 1_000;

const GARBAGE = 0;
const SKIP = 10;
const HAS_ORIGIN = 0x80;
const HAS_RIGHT_ORIGIN = 0x40;
const HAS_KEY = 0x20;

/**
 * Reads a Yjs update (encoding 1) without Yjs, in one pass and in memory proportional to its bytes.
 * After it succeeds with nothing missing, `Y.applyUpdate` on a document that knows `known` neither
 * throws nor keeps anything pending. Throws MalformedError.
 */
export function scanUpdate(bytes: Uint8Array, known: KnownClock): ScannedUpdate {
  const cursor = new ByteCursor(bytes);
  const blocks = readStructs(cursor, known);
  const deletesAt = cursor.position;
  const deletes = readDeletes(cursor);
  cursor.end();
  const missing = findMissing(blocks, known) ?? findUnknownDelete(deletes, blocks, known);
  const writes = [...blocks.values()].map(({ client, from, to }) => ({ client, from, to }));
  return { writes, deletes, deletesAt, missing };
}

function readStructs(cursor: ByteCursor, known: KnownClock): Map<number, Block> {
  const blocks = new Map<number, Block>();
  const blockCount = cursor.count(4); // a block is at least: count, client, clock, one byte
  for (let i = 0; i < blockCount; i++) {
    const structCount = cursor.count(1);
    const client = cursor.uint();
    const from = cursor.uint();
    if (blocks.has(client)) throw new MalformedError('a client appears twice');
    const block: Block = { client, from, to: from, waits: [] };
    for (let j = 0; j < structCount; j++) readStruct(cursor, block, known);
    if (structCount > 0) blocks.set(client, block);
  }
  return blocks;
}

function readStruct(cursor: ByteCursor, block: Block, known: KnownClock): void {
  const clock = block.to;
  const info = cursor.byte();
  const kind = info & 0x1f;
  let length: number;
  if (kind === GARBAGE) {
    length = cursor.uint();
  } else if (kind === SKIP) {
    length = cursor.uint();
    // A hole is harmless only where we already know what it leaves out.
    if (clock + length > known(block.client))
      block.waits.push({ clock, client: block.client, tick: Infinity });
  } else {
    if (info & HAS_ORIGIN) readDependency(cursor, block, known);
    if (info & HAS_RIGHT_ORIGIN) readDependency(cursor, block, known);
    if ((info & (HAS_ORIGIN | HAS_RIGHT_ORIGIN)) === 0) {
      if (cursor.uint() === 1) readName(cursor);
      else readDependency(cursor, block, known);
      if (info & HAS_KEY) readName(cursor);
    }
    length = readContent(cursor, kind);
  }
  // Structs without length break the search of Yjs' store.
  if (length === 0) throw new MalformedError('a struct has no length');
  block.to = clock + length;
  if (block.to > MAX_CLOCK) throw new MalformedError('a clock is too large');
}

function readName(cursor: ByteCursor): void {
  if (cursor.text().length > MAX_NAME_LENGTH) throw new MalformedError('a name is too long');
}

function readDependency(cursor: ByteCursor, block: Block, known: KnownClock): void {
  const client = cursor.uint();
  const tick = cursor.uint();
  if (client === block.client) {
    // Yjs does not look for this case; it would throw.
    if (tick >= block.to) throw new MalformedError('a struct refers to its own future');
  } else if (tick >= known(client)) {
    block.waits.push({ clock: block.to, client, tick });
  }
}

function readDeletes(cursor: ByteCursor): ClockRange[] {
  const deletes: ClockRange[] = [];
  const clientCount = cursor.count(2);
  for (let i = 0; i < clientCount; i++) {
    const client = cursor.uint();
    const rangeCount = cursor.count(2);
    for (let j = 0; j < rangeCount; j++) {
      const from = cursor.uint();
      const to = from + cursor.uint();
      // Yjs throws when it has to remember an empty range for later.
      if (to === from) throw new MalformedError('a deleted range has no length');
      if (to > MAX_CLOCK) throw new MalformedError('a deleted range is too large');
      deletes.push({ client, from, to });
    }
  }
  return deletes;
}

/**
 * Deleting what does not exist yet would make Yjs delete it when it comes: one short update could
 * silence a participant for ever.
 */
function findUnknownDelete(
  deletes: readonly ClockRange[],
  blocks: ReadonlyMap<number, Block>,
  known: KnownClock,
): number | undefined {
  return deletes.find(({ client, to }) => to > Math.max(known(client), blocks.get(client)?.to ?? 0))?.client;
}
