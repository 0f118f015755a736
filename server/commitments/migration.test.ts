import { sql, type Kysely } from 'kysely';
import { describe, expect, test } from 'vitest';
import { up } from '../database/migrations/0056-commitments.ts';
import { makeTestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';

describe.each(ENGINES)('tasks of before on $title', ({ engine, isAbsent }) => {
  test.skipIf(isAbsent)(
    '[CM10] become commitments under their ids, with the person whom a name means',
    async () => {
      const scene = await makeTestApp(engine);
      try {
        const { db } = scene.app.database;
        const lead = await scene.person('Lena Lead', ['lead']);
        const [ada, twin] = [await scene.person('Ada'), await scene.person('Twin')];
        const other = await scene.person('Twin');
        const workshopId = await scene.app.workshop.createWorkshop(lead, {
          ...{ title: 'Waits', problem: 'Long waits', goal: '', template: '5m', language: 'en' },
        });
        const personIds = [ada.id, twin.id, other.id];
        await scene.app.workshop.invitePeople(lead, { workshopId, personIds });
        // As the database was before this step.
        for (const table of [
          ...['shift_takeaway', 'shift_ticket'],
          ...['commitment_move', 'commitment_answer', 'commitment'],
        ])
          await db.schema.dropTable(table).execute();
        await sql`alter table workshop_entry add column owner text not null default ''`.execute(db);
        await sql`alter table workshop_entry add column due_on text`.execute(db);
        const rows = [
          ['a', 'task', 'Ask IT', 'Ada', '2026-12-01', null],
          ['b', 'task', 'Ask them', 'Twin', null, null],
          ['c', 'task', 'Done', 'Somebody', '2026-11-01', 7],
          ['d', 'task', 'Anybody', '', null, null],
          ['e', 'parking', 'Prices', '', null, null],
        ] as const;
        for (const [id, kind, text, owner, dueOn, settledAtMs] of rows)
          await sql`insert into workshop_entry (id, workshop_id, kind, text, cause_id, by_id, by_name, owner, due_on,
            settled_at_ms, carried_from, at_ms)
          values (${id}, ${workshopId}, ${kind}, ${text}, null, ${lead.id}, 'Lena Lead', ${owner}, ${dueOn},
            ${settledAtMs}, null, 5)`.execute(db);
        await up(db as unknown as Kysely<unknown>, engine); // a step knows no tables
        const stored = await db.selectFrom('commitment').selectAll().orderBy('id').execute();
        expect(
          stored.map((row) => [
            row.id,
            row.text,
            row.owner_id,
            row.owner_name,
            row.due_on,
            row.state,
            row.settled_at_ms,
          ]),
        ).toEqual([
          ['a', 'Ask IT', ada.id, '', '2026-12-01', 'open', null],
          ['b', 'Ask them', null, 'Twin', null, 'open', null],
          ['c', 'Done', null, 'Somebody', '2026-11-01', 'kept', 7],
          ['d', 'Anybody', null, '', null, 'open', null],
        ]);
        // Nobody is asked for a heap of old days after an upgrade.
        scene.clock.nowMs = Date.parse('2026-12-20T08:00:00Z');
        expect(await scene.app.commitments.askDue()).toEqual({ asked: 0, late: 0 });
        expect(await db.selectFrom('workshop_entry').select('kind').execute()).toEqual([{ kind: 'parking' }]);
      } finally {
        await scene.close();
      }
    },
  );
});
