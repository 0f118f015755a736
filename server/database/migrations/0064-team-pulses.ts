import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/** Pulses: what a group is asked again and again without names. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema
    .createTable('team_pulse')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('questions', 'text', (c) => c.notNull())
    .addColumn('unit', 'text', (c) => c.notNull())
    .addColumn('every', 'integer', (c) => c.notNull())
    .addColumn('starts_on', 'text', (c) => c.notNull())
    .addColumn('open_days', 'integer', (c) => c.notNull())
    .addColumn('next_turn', 'text', (c) => c.notNull())
    .addColumn('made_by', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('made_by_name', 'text', (c) => c.notNull())
    .addColumn('made_at_ms', big, (c) => c.notNull())
    .addColumn('ended_at_ms', big)
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
  await db.schema
    .createTable('team_pulse_person')
    .addColumn('pulse_id', 'text', (c) => c.notNull().references('team_pulse.id').onDelete('cascade'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id'))
    .addPrimaryKeyConstraint('team_pulse_person_once', ['pulse_id', 'person_id'])
    .execute();
  await db.schema
    .createTable('team_pulse_ask')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('pulse_id', 'text', (c) => c.notNull().references('team_pulse.id').onDelete('cascade'))
    .addColumn('opened_on', 'text', (c) => c.notNull())
    .addColumn('ends_on', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('reminded', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('asked', 'integer', (c) => c.notNull())
    .addColumn('answered', 'integer')
    .addColumn('counts', 'text')
    .addColumn('comments', 'text')
    .addUniqueConstraint('team_pulse_ask_once', ['pulse_id', 'opened_on'])
    .execute();
  await db.schema
    .createTable('team_pulse_turnout')
    .addColumn('ask_id', 'text', (c) => c.notNull().references('team_pulse_ask.id').onDelete('cascade'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('has_answered', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('team_pulse_turnout_once', ['ask_id', 'person_id'])
    .execute();
  await db.schema
    .createTable('team_pulse_urn')
    .addColumn('ask_id', 'text', (c) => c.primaryKey().references('team_pulse_ask.id').onDelete('cascade'))
    .addColumn('content', 'text', (c) => c.notNull())
    .execute();
  for (const [name, table, columns] of [
    ['team_pulse_turn', 'team_pulse', ['ended_at_ms', 'next_turn']],
    ['team_pulse_person_person', 'team_pulse_person', ['person_id']],
    ['team_pulse_ask_ends', 'team_pulse_ask', ['state', 'ends_on']],
    ['team_pulse_turnout_person', 'team_pulse_turnout', ['person_id']],
  ] as const)
    await db.schema
      .createIndex(name)
      .on(table)
      .columns([...columns])
      .execute();
}
