import type { Kysely } from 'kysely';
import type { Engine } from '../engine.ts';
import { watchTable } from '../word-index.ts';

/** Commitments are found by their words, and follow them. Those that there are come in with the next version of the index. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await watchTable(db, engine, {
    kind: 'commitment',
    table: 'commitment',
    id: 'id',
    columns: ['text', 'risk'],
  });
}
