import { sql, type Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

const LETTER = [
  ...['id', 'kind', 'person_id', 'occasion', 'state', 'due_ms'],
  ...['attempts', 'claimed_until_ms', 'claim', 'since_ms', 'error'],
] as const;

/**
 * Where guests are told what became of the causes. A letter has one reader, a person or such a guest; SQLite cannot
 * make a column optional, so the outbox is built anew.
 */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema
    .createTable('guest_address')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('workshop_id', 'text', (c) => c.notNull().references('workshop.id').onDelete('cascade'))
    .addColumn('guest_id', 'text', (c) => c.notNull().unique().references('guest.id').onDelete('cascade'))
    .addColumn('email', 'text', (c) => c.notNull())
    .addColumn('token_hash', 'text', (c) => c.notNull().unique())
    .addColumn('left_at_ms', big, (c) => c.notNull())
    .execute();
  await db.schema.createIndex('guest_address_workshop').on('guest_address').column('workshop_id').execute();
  const columns = sql.join(LETTER.map((name) => sql.ref(name)));
  await sql`create table outbox_before as select ${columns} from outbox`.execute(db);
  await db.schema.dropTable('outbox').execute();
  await db.schema
    .createTable('outbox')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('person_id', 'text', (c) => c.references('person.id').onDelete('cascade'))
    .addColumn('guest_address_id', 'text', (c) => c.references('guest_address.id').onDelete('cascade'))
    .addColumn('occasion', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('due_ms', big, (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('claimed_until_ms', big)
    .addColumn('claim', 'text')
    .addColumn('since_ms', big, (c) => c.notNull())
    .addColumn('error', 'text')
    .addUniqueConstraint('outbox_once', ['person_id', 'kind', 'occasion'])
    .addUniqueConstraint('outbox_guest_once', ['guest_address_id', 'kind', 'occasion'])
    .addCheckConstraint('outbox_reader', sql`(person_id is null) <> (guest_address_id is null)`)
    .execute();
  await sql`insert into outbox (${columns}) select ${columns} from outbox_before`.execute(db);
  await sql`drop table outbox_before`.execute(db);
  await db.schema.createIndex('outbox_due').on('outbox').columns(['state', 'due_ms']).execute();
}
