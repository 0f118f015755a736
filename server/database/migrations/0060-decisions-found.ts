import type { Kysely } from 'kysely';
import type { Engine } from '../engine.ts';
import { watchTable } from '../word-index.ts';

/** Decisions are found by their words, and follow them. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await watchTable(db, engine, {
    kind: 'decision',
    table: 'decision',
    id: 'id',
    columns: ['question', 'context', 'comparison', 'outcome', 'why'],
  });
}
