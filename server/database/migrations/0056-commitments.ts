import { sql, type Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/**
 * Who does what by when, on any subject. Tasks that rooms wrote down become commitments under their ids: an owner
 * is a person where exactly one who is in the workshop has this name, and a name otherwise.
 */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema
    .createTable('commitment')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('subject_kind', 'text', (c) => c.notNull())
    .addColumn('subject_id', 'text', (c) => c.notNull())
    .addColumn('cause_id', 'text')
    .addColumn('cause_text', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('risk', 'text', (c) => c.notNull())
    .addColumn('side', 'text', (c) => c.notNull())
    .addColumn('owner_id', 'text', (c) => c.references('person.id'))
    .addColumn('owner_name', 'text', (c) => c.notNull())
    .addColumn('owner_address', 'text', (c) => c.notNull())
    .addColumn('due_on', 'text')
    .addColumn('first_due_on', 'text')
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('settled_at_ms', big)
    .addColumn('made_by', 'text', (c) => c.notNull())
    .addColumn('made_by_name', 'text', (c) => c.notNull())
    .addColumn('made_at_ms', big, (c) => c.notNull())
    .addColumn('asked_for', 'text')
    .addColumn('asked_at_ms', big)
    .addColumn('told_late_for', 'text')
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
  for (const [name, columns] of [
    ['commitment_subject', ['subject_kind', 'subject_id', 'made_at_ms']],
    ['commitment_owner', ['owner_id', 'state', 'due_on']],
    ['commitment_maker', ['made_by', 'state', 'due_on']],
    ['commitment_due', ['state', 'due_on']],
  ] as const)
    await db.schema
      .createIndex(name)
      .on('commitment')
      .columns([...columns])
      .execute();
  for (const table of ['commitment_move', 'commitment_answer'] as const) {
    const base = db.schema
      .createTable(table)
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('commitment_id', 'text', (c) => c.notNull().references('commitment.id').onDelete('cascade'));
    const own =
      table === 'commitment_move'
        ? base
            .addColumn('from_day', 'text', (c) => c.notNull())
            .addColumn('to_day', 'text', (c) => c.notNull())
            .addColumn('why', 'text', (c) => c.notNull())
        : base.addColumn('kind', 'text', (c) => c.notNull()).addColumn('text', 'text', (c) => c.notNull());
    await own
      .addColumn('by_id', 'text', (c) => c.notNull())
      .addColumn('by_name', 'text', (c) => c.notNull())
      .addColumn('at_ms', big, (c) => c.notNull())
      .execute();
    await db.schema
      .createIndex(`${table}_of_commitment`)
      .on(table)
      .columns(['commitment_id', 'at_ms'])
      .execute();
  }
  // Days past before this step were never asked for: told and asked, so that an upgrade sends nobody a heap of old ones.
  await sql`insert into commitment (id, subject_kind, subject_id, cause_id, cause_text, text, risk, side, owner_id,
      owner_name, owner_address, due_on, first_due_on, state, reason, settled_at_ms, made_by, made_by_name, made_at_ms,
      asked_for, told_late_for)
    select entry.id, 'workshop', entry.workshop_id, entry.cause_id, '', entry.text, '', 'ours', null, entry.owner, '',
      entry.due_on, entry.due_on, case when entry.settled_at_ms is null then 'open' else 'kept' end, '',
      entry.settled_at_ms, entry.by_id, entry.by_name, entry.at_ms, entry.due_on, entry.due_on
    from workshop_entry as entry where entry.kind = 'task'`.execute(db);
  const known = sql`select person.id from person where person.active = 1 and person.name = commitment.owner_name and (
      exists (select 1 from workshop where workshop.id = commitment.subject_id
        and (workshop.facilitator_id = person.id or workshop.owner_id = person.id))
      or exists (select 1 from workshop_member as member where member.workshop_id = commitment.subject_id
        and member.person_id = person.id)
      or exists (select 1 from workshop_facilitator as helper where helper.workshop_id = commitment.subject_id
        and helper.person_id = person.id))`;
  await sql`update commitment set owner_id = (select min(found.id) from (${known}) as found)
    where owner_name <> '' and (select count(*) from (${known}) as found) = 1`.execute(db);
  await sql`update commitment set owner_name = '' where owner_id is not null`.execute(db);
  await sql`delete from workshop_entry where kind = 'task'`.execute(db);
  // What was taken away within the last hour would come back as a task of before.
  await sql`delete from undo where kind = 'entry'`.execute(db);
  for (const column of ['owner', 'due_on'])
    await db.schema.alterTable('workshop_entry').dropColumn(column).execute();
}
