import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/** What the leader of a workshop says of themselves before it, and to whom its minutes were mailed. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema
    .createTable('workshop_leader_point')
    .addColumn('workshop_id', 'text', (c) => c.notNull().references('workshop.id').onDelete('cascade'))
    .addColumn('point', 'text', (c) => c.notNull())
    .addColumn('leader_id', 'text', (c) => c.notNull().references('person.id').onDelete('cascade'))
    .addColumn('said_at_ms', big, (c) => c.notNull())
    .addPrimaryKeyConstraint('workshop_leader_point_pk', ['workshop_id', 'point'])
    .execute();
  await db.schema
    .createTable('workshop_minutes_mailing')
    .addColumn('workshop_id', 'text', (c) => c.notNull().references('workshop.id').onDelete('cascade'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id').onDelete('cascade'))
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('at_ms', big, (c) => c.notNull())
    .addPrimaryKeyConstraint('workshop_minutes_mailing_pk', ['workshop_id', 'person_id'])
    .execute();
}
