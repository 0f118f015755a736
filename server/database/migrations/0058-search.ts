import type { Kysely } from 'kysely';
import type { Engine } from '../engine.ts';
import { createWordIndex, watchTable } from '../word-index.ts';

/** Whatever people look for is indexed by its words; the tables that it comes from are followed. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await createWordIndex(db, engine);
  for (const watched of [
    { kind: 'issue', table: 'issue', id: 'id', columns: ['title', 'description'] },
    { kind: 'project', table: 'project', id: 'id', columns: ['title', 'aim'] },
    { kind: 'workshop', table: 'workshop', id: 'id', columns: ['title', 'goal', 'problem'] },
    { kind: 'cause', table: 'workshop_seal', id: 'workshop_id', columns: ['content'] },
    // What is prepared again is nobody's business until it is opened.
    { kind: 'cause', table: 'workshop', id: 'id', columns: ['stage'] },
    { kind: 'insight', table: 'insight', id: 'id', columns: ['title', 'note'] },
    { kind: 'wave', table: 'wave', id: 'id', columns: ['name', 'survey_id'] },
    { kind: 'round', table: 'shift_round', id: 'id', columns: ['title', 'goal'] },
    { kind: 'finding', table: 'finding', id: 'id', columns: ['text'] },
    { kind: 'person', table: 'person', id: 'id', columns: ['name', 'active'] },
  ]) {
    await watchTable(db, engine, watched);
  }
}
