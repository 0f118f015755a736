import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/** For which approved projects the CX team's list of competences is to be read again, and who did it. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema
    .createTable('team_reading')
    .addColumn('project_id', 'text', (c) => c.notNull().references('project.id').onDelete('cascade'))
    .addColumn('submission', 'integer', (c) => c.notNull())
    .addColumn('asked_at_ms', big, (c) => c.notNull())
    .addColumn('read_by', 'text', (c) => c.references('person.id'))
    .addColumn('read_at_ms', big)
    .addPrimaryKeyConstraint('team_reading_pk', ['project_id', 'submission'])
    .execute();
}
