import { sql, type Kysely } from 'kysely';
import { bigType, bytesType, type Engine } from '../engine.ts';

export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  const bytes = bytesType(engine);
  await db.schema
    .createTable('document')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('epoch', 'text', (c) => c.notNull())
    .addColumn('last_seq', big, (c) => c.notNull())
    .execute();
  const log = db.schema
    .createTable('doc_update')
    .addColumn('document', 'text', (c) => c.notNull())
    .addColumn('seq', big, (c) => c.notNull())
    .addColumn('at_ms', big, (c) => c.notNull())
    .addColumn('bytes', bytes, (c) => c.notNull())
    .addPrimaryKeyConstraint('doc_update_pk', ['document', 'seq']);
  // One tree instead of a table and its index: every keystroke is a commit, and each page counts.
  await (engine === 'sqlite' ? log.modifyEnd(sql`without rowid`) : log).execute();
  await db.schema
    .createTable('doc_snapshot')
    .addColumn('document', 'text', (c) => c.notNull())
    .addColumn('part', 'integer', (c) => c.notNull())
    .addColumn('seq', big, (c) => c.notNull())
    .addColumn('bytes', bytes, (c) => c.notNull())
    .addPrimaryKeyConstraint('doc_snapshot_pk', ['document', 'part'])
    .execute();
  await db.schema
    .createTable('doc_client')
    .addColumn('document', 'text', (c) => c.notNull())
    .addColumn('client', big, (c) => c.notNull())
    .addColumn('actor', 'text', (c) => c.notNull())
    .addColumn('epoch', 'text', (c) => c.notNull())
    .addColumn('since_ms', big, (c) => c.notNull())
    .addPrimaryKeyConstraint('doc_client_pk', ['document', 'client'])
    .execute();
}
