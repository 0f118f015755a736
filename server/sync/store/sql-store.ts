import { sql } from 'kysely';
import type { Database } from '#server/database/database.ts';
import type { Queries } from '#server/database/engine.ts';
import type {
  Append,
  AppendResult,
  ClientOwner,
  Compaction,
  DocumentStore,
  LoggedUpdate,
  StoredDocument,
} from './document-store.ts';
import type { Share } from './history-shares.ts';

/** A larger row holds up every other commit for too long. */
const PART_BYTES = 1_000_000;

/** Values in one statement stay far below the 32,766 parameters of SQLite and 65,535 of PostgreSQL. */
const ROWS_PER_STATEMENT = 1_000;

/** The names of the documents that begin with `prefix`, sorted. */
export async function listDocuments(db: Queries, prefix: string): Promise<string[]> {
  const rows = await db
    .selectFrom('document')
    .select('name')
    .where('name', 'like', `${prefix}%`)
    .orderBy('name')
    .execute();
  // A pattern takes "_" for any sign, and letters for their twins of the other case.
  return rows.map(({ name }) => name).filter((name) => name.startsWith(prefix));
}

/** Documents in the product's database. */
export function createDocumentStore(database: Database): DocumentStore {
  const { db } = database;
  return {
    open: (document, epoch) => database.transaction((trx) => open(trx, document, epoch)),
    async exists(document) {
      const row = await db
        .selectFrom('document')
        .select('name')
        .where('name', '=', document)
        .executeTakeFirst();
      return row !== undefined;
    },
    append: (requests, nowMs) => database.transaction((trx) => append(trx, requests, nowMs)),
    readAfter: (document, epoch, seq) => readAfter(db, document, epoch, seq),
    async readOwners(document, epoch) {
      return (await readClients(db, document)).filter((row) => row.epoch === epoch).map(toOwner);
    },
    compact: (compaction) => database.transaction((trx) => compact(trx, compaction)),
    reset: (document, epoch) =>
      database.transaction(async (trx) => {
        await trx.updateTable('document').set({ epoch }).where('name', '=', document).execute();
        await trx.deleteFrom('doc_update').where('document', '=', document).execute();
        await trx.deleteFrom('doc_snapshot').where('document', '=', document).execute();
      }),
    delete: (document) =>
      database.transaction(async (trx) => {
        await trx.deleteFrom('document').where('name', '=', document).execute();
        await trx.deleteFrom('doc_update').where('document', '=', document).execute();
        await trx.deleteFrom('doc_snapshot').where('document', '=', document).execute();
        await trx.deleteFrom('doc_client').where('document', '=', document).execute();
        await trx.deleteFrom('doc_share').where('document', '=', document).execute();
      }),
    renewEpochs: (newEpoch) =>
      database.transaction(async (trx) => {
        const documents = await trx.selectFrom('document').select('name').execute();
        for (const { name } of documents)
          await trx.updateTable('document').set({ epoch: newEpoch() }).where('name', '=', name).execute();
        return documents.length;
      }),
  };
}

async function open(trx: Queries, document: string, newEpoch: string): Promise<StoredDocument> {
  await trx
    .insertInto('document')
    .values({ name: document, epoch: newEpoch, last_seq: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { epoch, last_seq } = await trx
    .selectFrom('document')
    .select(['epoch', 'last_seq'])
    .where('name', '=', document)
    .executeTakeFirstOrThrow();
  const parts = await trx
    .selectFrom('doc_snapshot')
    .select(['seq', 'bytes'])
    .where('document', '=', document)
    .orderBy('part')
    .execute();
  const clients = await readClients(trx, document);
  // Without a snapshot the log is whole, but after a reset it begins later than at 1.
  const updates = await readAfter(trx, document, epoch, parts[0]?.seq ?? 0);
  return {
    epoch,
    snapshotSeq: parts[0]?.seq ?? last_seq - updates.length,
    snapshot: new Uint8Array(Buffer.concat(parts.map(({ bytes }) => bytes))),
    updates,
    owners: clients.filter((row) => row.epoch === epoch).map(toOwner),
    retired: clients.filter((row) => row.epoch !== epoch).map(({ client }) => client),
    shares: await readShares(trx, document),
  };
}

async function append(trx: Queries, requests: readonly Append[], nowMs: number): Promise<AppendResult[]> {
  const results = new Map<Append, AppendResult>();
  const rows: { document: string; seq: number; at_ms: number; bytes: Uint8Array }[] = [];
  // Always in the same order, or two nodes wait for each other's rows.
  for (const request of requests.toSorted((a, b) => (a.document < b.document ? -1 : 1))) {
    const { document, updates } = request;
    // Counting up locks the row: the log of a document has no holes and is in the order of commits.
    const counted = await trx
      .updateTable('document')
      .set((eb) => ({ last_seq: eb('last_seq', '+', updates.length) }))
      .where('name', '=', document)
      .where('epoch', '=', request.epoch)
      .returning('last_seq')
      .executeTakeFirst();
    if (!counted) {
      results.set(request, { kind: 'gone' });
    } else if (!(await addOwners(trx, request, nowMs))) {
      await giveBackNumbers(trx, request);
      results.set(request, { kind: 'conflict' });
    } else {
      const firstSeq = counted.last_seq - updates.length + 1;
      for (const [i, bytes] of updates.entries())
        rows.push({ document, seq: firstSeq + i, at_ms: nowMs, bytes });
      await writeShares(trx, request);
      results.set(request, { kind: 'stored', firstSeq });
    }
  }
  for (const part of pieces(rows)) await trx.insertInto('doc_update').values(part).execute();
  return requests.map((request) => results.get(request) ?? { kind: 'gone' });
}

/** Rows in pieces that both engines take. */
function* pieces<Row>(rows: readonly Row[]): Iterable<Row[]> {
  for (let i = 0; i < rows.length; i += ROWS_PER_STATEMENT) yield rows.slice(i, i + ROWS_PER_STATEMENT);
}

/** Returns whether all new client ids are now (or were already) those of the people who claim them. */
async function addOwners(trx: Queries, { document, epoch, owners }: Append, nowMs: number): Promise<boolean> {
  if (owners.length === 0) return true;
  const rows: ClientRow[] = [];
  for (const part of pieces(owners)) {
    await trx
      .insertInto('doc_client')
      .values(
        part.map(({ client, actorKey }) => ({ document, client, actor: actorKey, epoch, since_ms: nowMs })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    rows.push(
      ...(await trx
        .selectFrom('doc_client')
        .select(['client', 'actor', 'epoch'])
        .where('document', '=', document)
        .where(
          'client',
          'in',
          part.map(({ client }) => client),
        )
        .execute()),
    );
  }
  const actors = new Map(rows.map((row) => [row.client, row.epoch === epoch ? row.actor : undefined]));
  return owners.every(({ client, actorKey }) => actors.get(client) === actorKey);
}

async function readShares(db: Queries, document: string): Promise<Share[]> {
  const rows = await db
    .selectFrom('doc_share')
    .select(['actor as actorKey', 'day', 'bytes'])
    .where('document', '=', document)
    .execute();
  return rows;
}

async function writeShares(trx: Queries, { document, shares = [] }: Append): Promise<void> {
  for (const { actorKey, day, bytes } of shares) {
    await trx
      .insertInto('doc_share')
      .values({ document, actor: actorKey, day, bytes })
      .onConflict((conflict) => conflict.columns(['document', 'actor']).doUpdateSet({ day, bytes }))
      .execute();
  }
}

async function giveBackNumbers(trx: Queries, { document, updates }: Append): Promise<void> {
  await trx
    .updateTable('document')
    .set((eb) => ({ last_seq: eb('last_seq', '-', updates.length) }))
    .where('name', '=', document)
    .execute();
}

async function readAfter(db: Queries, document: string, epoch: string, seq: number): Promise<LoggedUpdate[]> {
  const rows = await db
    .selectFrom('doc_update')
    .innerJoin('document', 'document.name', 'doc_update.document')
    .select(['doc_update.seq', 'doc_update.at_ms', 'doc_update.bytes'])
    .where('doc_update.document', '=', document)
    .where('document.epoch', '=', epoch)
    .where('doc_update.seq', '>', seq)
    .orderBy('doc_update.seq')
    .execute();
  return rows.map(({ seq: at, at_ms, bytes }) => ({ seq: at, atMs: at_ms, bytes: new Uint8Array(bytes) }));
}

type ClientRow = { client: number; actor: string; epoch: string };

function readClients(db: Queries, document: string): Promise<ClientRow[]> {
  return db
    .selectFrom('doc_client')
    .select(['client', 'actor', 'epoch'])
    .where('document', '=', document)
    .execute();
}

function toOwner({ client, actor }: ClientRow): ClientOwner {
  return { client, actorKey: actor };
}

async function compact(trx: Queries, compaction: Compaction): Promise<void> {
  const { document, epoch, upTo, snapshot } = compaction;
  // Locks the row as appending does, so that two nodes do not write one snapshot together.
  const current = await trx
    .updateTable('document')
    .set((eb) => ({ last_seq: eb.ref('last_seq') }))
    .where('name', '=', document)
    .where('epoch', '=', epoch)
    .returning('name')
    .executeTakeFirst();
  if (!current) return;
  const stored = await trx
    .selectFrom('doc_snapshot')
    .select('seq')
    .where('document', '=', document)
    .where('part', '=', 0)
    .executeTakeFirst();
  if (stored && stored.seq >= upTo) return;
  await trx.deleteFrom('doc_snapshot').where('document', '=', document).execute();
  for (let part = 0; part === 0 || part * PART_BYTES < snapshot.length; part++) {
    const bytes = snapshot.subarray(part * PART_BYTES, (part + 1) * PART_BYTES);
    await trx.insertInto('doc_snapshot').values({ document, part, seq: upTo, bytes }).execute();
  }
  await trx
    .deleteFrom('doc_update')
    .where('document', '=', document)
    .where('seq', '<=', upTo)
    .where('at_ms', '<', compaction.keepSinceMs)
    .execute();
  if (compaction.keepBytes !== undefined)
    await eraseBeyond(trx, { ...compaction, keepBytes: compaction.keepBytes });
  await forgetCursors(trx, compaction);
}

/** Of the updates that the snapshot holds only the newest stay, as many as there is room for. */
async function eraseBeyond(
  trx: Queries,
  { document, upTo, keepBytes }: { document: string; upTo: number; keepBytes: number },
): Promise<void> {
  const contained = trx.selectFrom('doc_update').where('document', '=', document).where('seq', '<=', upTo);
  // Nearly always there is room, and then no row has to come here.
  const { total } = await contained
    .select(sql<number | null>`sum(length(bytes))`.as('total'))
    .executeTakeFirstOrThrow();
  if (Number(total) <= keepBytes) return;
  const rows = await contained
    .select(['seq', sql<number>`length(bytes)`.as('size')])
    .orderBy('seq', 'desc')
    .execute();
  let kept = 0;
  const beyond = rows.find(({ size }) => (kept += size) > keepBytes);
  if (!beyond) return;
  await trx
    .deleteFrom('doc_update')
    .where('document', '=', document)
    .where('seq', '<=', beyond.seq)
    .execute();
}

/** Client ids that never wrote and were last new long ago. */
async function forgetCursors(trx: Queries, { document, writers, forgetBeforeMs }: Compaction): Promise<void> {
  const written = new Set(writers);
  const old = await trx
    .selectFrom('doc_client')
    .select('client')
    .where('document', '=', document)
    .where('since_ms', '<', forgetBeforeMs)
    .execute();
  const forgotten = old.map(({ client }) => client).filter((client) => !written.has(client));
  for (const part of pieces(forgotten)) {
    await trx.deleteFrom('doc_client').where('document', '=', document).where('client', 'in', part).execute();
  }
}
