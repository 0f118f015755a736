import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { makeTestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';
import { migrate } from './migrate.ts';

describe.each(ENGINES)('a database from before there were numbers, on $title', ({ engine, isAbsent }) => {
  test.skipIf(isAbsent)(
    '[IS13] [PR17] numbers what is there in the order it came, and goes on from there',
    async () => {
      const scene = await makeTestApp(engine);
      try {
        const { issues } = scene.app;
        const { db } = scene.app.database;
        const lead = await scene.person('Lena Lead', ['lead']);
        const ids: string[] = [];
        for (const title of ['First', 'Second', 'Third']) {
          scene.clock.nowMs += 1000;
          ids.push(await issues.addIssue(lead, { title }));
        }
        for (const kind of ['issue', 'project'] as const) {
          await db.schema.dropIndex(`${kind}_number_idx`).execute();
          await db.schema.alterTable(kind).dropColumn('number').execute();
        }
        await db.schema.dropTable('running_number').execute();
        await sql`delete from kysely_migration where name = '0030-running-numbers'`.execute(db);
        await migrate(db, engine);
        ids.push(await issues.addIssue(lead, { title: 'Fourth' }));
        const numbers = await Promise.all(ids.map((id) => issues.getIssueAddress(lead, id)));
        expect(numbers.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
      } finally {
        await scene.close();
      }
    },
  );
});
