import { sql, type Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/** How the steps of the first workshops are called now. */
const KINDS: Record<string, string> = { evidence: 'evidence', causes: 'whys', choose: 'wrapup' };

interface OldWorkshop {
  id: string;
  step: string;
  agenda: string;
  created_at_ms: number;
}

export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  const workshop = () => db.schema.alterTable('workshop');
  await workshop()
    .addColumn('position', 'text', (c) => c.notNull().defaultTo('prepare'))
    .execute();
  await workshop()
    .addColumn('moved_at_ms', big, (c) => c.notNull().defaultTo(0))
    .execute();
  await workshop()
    .addColumn('room', 'text', (c) => c.notNull().defaultTo('{}'))
    .execute();
  await workshop()
    .addColumn('owner_id', 'text', (c) => c.references('person.id'))
    .execute();
  await db.schema
    .createTable('workshop_facilitator')
    .addColumn('workshop_id', 'text', (c) => c.notNull().references('workshop.id').onDelete('cascade'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id').onDelete('cascade'))
    .addColumn('added_at_ms', big, (c) => c.notNull())
    .addPrimaryKeyConstraint('workshop_facilitator_pk', ['workshop_id', 'person_id'])
    .execute();
  // Raised hands and "I am ready": kept, so that a restart of the server forgets nobody.
  await db.schema
    .createTable('workshop_signal')
    .addColumn('workshop_id', 'text', (c) => c.notNull().references('workshop.id').onDelete('cascade'))
    .addColumn('participant_id', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('at_ms', big, (c) => c.notNull())
    .addPrimaryKeyConstraint('workshop_signal_pk', ['workshop_id', 'participant_id', 'kind'])
    .execute();
  // What a step ended with. Each names the one before it, so that none can be changed unnoticed.
  await db.schema
    .createTable('workshop_seal')
    .addColumn('workshop_id', 'text', (c) => c.notNull().references('workshop.id').onDelete('cascade'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('step_id', 'text', (c) => c.notNull())
    .addColumn('content', 'text', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull())
    .addColumn('sealed_at_ms', big, (c) => c.notNull())
    .addPrimaryKeyConstraint('workshop_seal_pk', ['workshop_id', 'number'])
    .execute();
  await renewAgendas(db);
}

/** Gives the steps of earlier workshops ids and kinds, and the workshops the place where they stood. */
async function renewAgendas(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<OldWorkshop>`select id, step, agenda, created_at_ms from workshop`.execute(db);
  for (const { id, step, agenda, created_at_ms: atMs } of rows) {
    const items = JSON.parse(agenda) as { title: string; minutes: number; step: string }[];
    const steps = items.map((item, index) => ({
      id: `${id}-${index}`,
      kind: KINDS[item.step] ?? 'whys',
      title: item.title,
      instruction: '',
      minutes: item.minutes,
      isSkipped: false,
      settings: {},
      enteredAtMs: null,
      spentMs: 0,
    }));
    const isOutside = step === 'prepare' || step === 'closed';
    const position = isOutside ? step : (steps.find(({ kind }) => kind === KINDS[step])?.id ?? 'prepare');
    const stage = isOutside ? step : position === 'prepare' ? 'prepare' : (KINDS[step] ?? 'whys');
    await sql`update workshop set agenda = ${JSON.stringify(steps)}, position = ${position}, step = ${stage},
      moved_at_ms = ${atMs}, owner_id = facilitator_id where id = ${id}`.execute(db);
  }
}
