import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/**
 * The CX team: its name, who is in it, which competences it needs and what is asked of its members, and what
 * they say of themselves and of each other. What peers say hangs on the membership of both, so that it goes with
 * either. Of a requirement a peer says a word: there is no column for a number.
 */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await db.schema.alterTable('organisation').addColumn('team_name', 'text').execute();
  await db.schema
    .createTable('team_member')
    .addColumn('person_id', 'text', (c) => c.primaryKey().references('person.id').onDelete('cascade'))
    .addColumn('since_ms', bigType(engine), (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('team_need')
    .addColumn('competence_id', 'text', (c) => c.primaryKey().references('competence.id').onDelete('cascade'))
    .addColumn('wanted', 'integer', (c) => c.notNull())
    .addColumn('position', 'integer', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
  await db.schema
    .createTable('team_requirement')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull().unique())
    .addColumn('position', 'integer', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
  await db.schema
    .createTable('team_own_level')
    .addColumn('person_id', 'text', (c) =>
      c.notNull().references('team_member.person_id').onDelete('cascade'),
    )
    .addColumn('requirement_id', 'text', (c) =>
      c.notNull().references('team_requirement.id').onDelete('cascade'),
    )
    .addColumn('level', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('team_own_level_pk', ['person_id', 'requirement_id'])
    .execute();
  await db.schema
    .createTable('team_peer_level')
    .addColumn('rater_id', 'text', (c) => c.notNull().references('team_member.person_id').onDelete('cascade'))
    .addColumn('person_id', 'text', (c) =>
      c.notNull().references('team_member.person_id').onDelete('cascade'),
    )
    .addColumn('competence_id', 'text', (c) =>
      c.notNull().references('team_need.competence_id').onDelete('cascade'),
    )
    .addColumn('level', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('team_peer_level_pk', ['rater_id', 'person_id', 'competence_id'])
    .execute();
  await db.schema
    .createTable('team_peer_word')
    .addColumn('rater_id', 'text', (c) => c.notNull().references('team_member.person_id').onDelete('cascade'))
    .addColumn('person_id', 'text', (c) =>
      c.notNull().references('team_member.person_id').onDelete('cascade'),
    )
    .addColumn('requirement_id', 'text', (c) =>
      c.notNull().references('team_requirement.id').onDelete('cascade'),
    )
    .addColumn('word', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('team_peer_word_pk', ['rater_id', 'person_id', 'requirement_id'])
    .execute();
}
