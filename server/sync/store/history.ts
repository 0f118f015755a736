import type { Queries } from '#server/database/engine.ts';

/** What is kept of how a document came about. */
export interface DocumentHistory {
  /** What the document was before the first update: empty when every update is still there. */
  base: Uint8Array;
  /** Whether the log goes back to the beginning, so that `base` is nothing. */
  isWhole: boolean;
  /** When each update was stored, in their order. */
  timesMs: readonly number[];
  /** The updates from one place in that order up to another, which is not included. */
  read(from: number, to: number): Promise<Uint8Array[]>;
}

/** A name of what each document is now: it changes with every update. Documents that do not exist have none. */
export async function documentVersions(
  db: Queries,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (names.length === 0) return new Map();
  const rows = await db
    .selectFrom('document')
    .select(['name', 'epoch', 'last_seq'])
    .where('name', 'in', names)
    .execute();
  return new Map(rows.map(({ name, epoch, last_seq }) => [name, `${epoch}/${last_seq}`]));
}

/**
 * The kept log of a document [SY17]. Its beginning is erased some time after it was folded into a
 * snapshot; then the snapshot comes first, and only what was stored after it.
 */
export async function readHistory(db: Queries, document: string): Promise<DocumentHistory> {
  // The snapshot first: a later one, written meanwhile, would leave a gap before the updates read here.
  const parts = await db
    .selectFrom('doc_snapshot')
    .select(['seq', 'bytes'])
    .where('document', '=', document)
    .orderBy('part')
    .execute();
  const log = await db
    .selectFrom('doc_update')
    .select(['seq', 'at_ms'])
    .where('document', '=', document)
    .orderBy('seq')
    .execute();
  const snapshotSeq = parts[0]?.seq;
  const isWhole = snapshotSeq === undefined || log[0]?.seq === 1;
  const kept = isWhole ? log : log.filter(({ seq }) => seq > snapshotSeq);
  return {
    base: new Uint8Array(Buffer.concat(isWhole ? [] : parts.map(({ bytes }) => bytes))),
    isWhole,
    timesMs: kept.map(({ at_ms }) => at_ms),
    async read(from, to) {
      const first = kept[from]?.seq;
      if (first === undefined || to <= from) return [];
      const rows = await db
        .selectFrom('doc_update')
        .select('bytes')
        .where('document', '=', document)
        .where('seq', '>=', first)
        .where('seq', '<', first + to - from)
        .orderBy('seq')
        .execute();
      if (rows.length !== to - from) throw new Error(`The log of ${document} changed while it was read`);
      return rows.map(({ bytes }) => new Uint8Array(bytes));
    },
  };
}
