import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '#lib/base/ids.ts';
import type { SubjectRef } from '#lib/base/subject.ts';
import { makeTestApp, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';
import { addNotices, finishNotices, withdrawNotices, type NewNotice } from './notice-commands.ts';

const WITH_MAIL = { linkBase: 'http://cx.example.org' };

describe.each(ENGINES)('telling people on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let ola: PersonActor;
  let issue: SubjectRef;
  let context: Parameters<typeof addNotices>[0];

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    context = { clock: scene.app.clock, bus: scene.app.bus, mail: WITH_MAIL };
    lead = await scene.person('Lena Lead', ['lead']);
    ola = await scene.person('Ola');
    issue = { kind: 'issue', id: await scene.app.issues.addIssue(lead, { title: 'Queue', description: '' }) };
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const notice = (changes: Partial<NewNotice> = {}): NewNotice => ({
    personId: ola.id,
    kind: 'commitment.answered',
    subject: issue,
    occasion: '1',
    byId: lead.id,
    values: {},
    ...changes,
  });

  const add = async (...notices: NewNotice[]) =>
    (await scene.app.database.transaction((trx) => addNotices(context, trx, notices)))();

  const stored = (table: 'notice' | 'outbox') =>
    scene.app.database.db.selectFrom(table).select('person_id').execute();

  test.skipIf(isAbsent)('[NO1] a repeated command adds none, another occasion does', async () => {
    await add(notice(), notice());
    await add(notice());
    expect(await stored('notice')).toHaveLength(1);
    await add(notice({ occasion: '2' }));
    expect(await stored('notice')).toHaveLength(2);
  });

  test.skipIf(isAbsent)('[NO1] a transaction that fails tells nobody', async () => {
    const failing = scene.app.database.transaction(async (trx) => {
      await addNotices(context, trx, [notice({ kind: 'signature.waits' })]);
      throw new Error('taken back');
    });
    await expect(failing).rejects.toThrow('taken back');
    expect([await stored('notice'), await stored('outbox')]).toEqual([[], []]);
  });

  test.skipIf(isAbsent)(
    '[NO1] [NO11] nobody is told what they did, nor when they left, and what they were told goes',
    async () => {
      await add(notice({ byId: ola.id }));
      const admin = await scene.person('Ada', ['admin']);
      await add(notice({ kind: 'signature.waits', occasion: 'before' }));
      await scene.app.people.switchOff(admin, { personId: ola.id, version: 1 });
      await add(notice());
      expect([await stored('notice'), await stored('outbox')]).toEqual([[], []]);
    },
  );

  test.skipIf(isAbsent)('[NO2] words that somebody typed are refused', async () => {
    await expect(add(notice({ values: { title: 'The customer said no' } }))).rejects.toThrow(
      'title of a notice',
    );
    await add(notice({ values: { due: '2026-11-30', at: '09:00', count: 3, issueId: newId() } }));
    expect(await stored('notice')).toHaveLength(1);
  });

  test.skipIf(isAbsent)(
    '[NO7] what cannot wait puts a letter into the outbox, where mail is sent',
    async () => {
      await add(notice());
      expect(await stored('outbox')).toEqual([]);
      await add(notice({ kind: 'signature.waits' }));
      expect(await stored('outbox')).toEqual([{ person_id: ola.id }]);
      const withoutMail = { ...context, mail: { linkBase: undefined } };
      await scene.app.database.transaction((trx) =>
        addNotices(withoutMail, trx, [notice({ kind: 'signature.waits', occasion: '2' })]),
      );
      expect(await stored('outbox')).toHaveLength(1);
    },
  );

  test.skipIf(isAbsent)('[NO4] what was done waits no longer, and its letter does not leave', async () => {
    await add(notice({ kind: 'signature.waits' }), notice());
    const meant = { subject: issue, kinds: ['signature.waits'] } as const;
    await scene.app.database.transaction((trx) => finishNotices(context, trx, meant));
    const rows = await scene.app.database.db.selectFrom('notice').selectAll().execute();
    expect(rows.map(({ kind, done_at_ms }) => [kind, done_at_ms !== null]).toSorted()).toEqual([
      ['commitment.answered', false],
      ['signature.waits', true],
    ]);
    expect(await stored('outbox')).toEqual([]);
    await scene.app.database.transaction((trx) => withdrawNotices(context, trx, meant));
    expect(await stored('notice')).toHaveLength(1);
  });

  test.skipIf(isAbsent)('[NO1] only its person hears of it, and after the commit', async () => {
    const told: unknown[] = [];
    scene.app.bus.listen(({ event }) => told.push(event));
    const tell = await scene.app.database.transaction((trx) => addNotices(context, trx, [notice()]));
    expect(told).toEqual([]);
    tell();
    expect(told).toEqual([{ kind: 'notice', id: ola.id, action: 'add' }]);
  });
});
