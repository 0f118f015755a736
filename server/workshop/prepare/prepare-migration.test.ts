import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { makeTestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';
import { pinTestInsight } from '../../../tests/test-insight.ts';
import { migrate } from '#server/database/migrate.ts';

const TABLES = [
  'workshop_brief',
  'workshop_mailed',
  'workshop_mailing',
  'workshop_session',
  'workshop_insight',
] as const;

describe.each(ENGINES)('a database from before the preparation, on $title', ({ engine, isAbsent }) => {
  test.skipIf(isAbsent)('[WS66] keeps the insight of each workshop as the first of its pack', async () => {
    const scene = await makeTestApp(engine);
    try {
      const lead = await scene.person('Lena Lead', ['lead']);
      const insightId = await pinTestInsight(scene.app, await scene.person('Ana', ['analyst']));
      const form = {
        title: 'Waits',
        problem: 'Waits',
        goal: 'Know why',
        template: '5m',
        language: 'en',
        insightId,
      };
      const id = await scene.app.workshop.createWorkshop(lead, form);
      const { pack } = await scene.app.workshop.getPreparation(lead, id);
      const { db } = scene.app.database;
      for (const table of TABLES) await db.schema.dropTable(table).execute();
      await sql`delete from kysely_migration where name = '0016-preparation'`.execute(db);
      await migrate(db, engine);
      const upgraded = await scene.app.workshop.getPreparation(lead, id);
      // What a figure measures is kept since there is a wall.
      const before = pack.map(({ kind: _kind, label: _label, ...packed }) => ({ ...packed, id: `${id}-0` }));
      expect(upgraded.pack).toEqual(before);
    } finally {
      await scene.close();
    }
  });
});
