import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '#lib/base/errors.ts';
import { ENGINES } from '../../tests/test-database.ts';
import { makeTestApp, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import type { Press } from './presses.ts';
import { LONGEST_ANSWER, LONGEST_KEY } from './presses.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

describe.each(ENGINES)('$title', ({ engine, isAbsent }) => {
  let here: TestApp;
  let lead: PersonActor;
  beforeEach(async () => {
    if (isAbsent) return;
    here = await makeTestApp(engine);
    lead = await here.person('Lena', ['lead']);
  });
  afterEach(async () => {
    if (!isAbsent) await here.close();
  });

  const pressOf = (change: Partial<Press> = {}): Press => ({
    actor: lead,
    command: '/issues?/add',
    key: 'one',
    input: { title: 'Waiting' },
    path: '/issues',
    isSecret: false,
    ...change,
  });
  const add = (press: Press, title = 'Waiting'): Promise<{ location: string }> =>
    here.app.once(press, async ({ issues }) => ({
      location: `/issues/${await issues.addIssue(press.actor, { title })}`,
    }));
  const count = async (): Promise<number> => (await here.app.issues.listIssues(lead)).length;

  test.skipIf(isAbsent)('[FM2] the same press gives the first answer and stores nothing again', async () => {
    const first = await add(pressOf());
    expect(await add(pressOf())).toEqual(first);
    expect(await count()).toBe(1);
  });

  test.skipIf(isAbsent)('[FM2] two presses of the same moment are one', async () => {
    const answers = await Promise.all([add(pressOf()), add(pressOf()), add(pressOf())]);
    expect(new Set(answers.map(({ location }) => location)).size).toBe(1);
    expect(await count()).toBe(1);
  });

  test.skipIf(isAbsent)('[FM2] two processes that get the same press store one record', async () => {
    const { Presses } = await import('./presses.ts');
    const { database, clock } = here.app;
    const [one, other] = [new Presses(database, clock), new Presses(database, clock)];
    const insert = (presses: InstanceType<typeof Presses>): Promise<string> =>
      presses.once(pressOf(), (claiming) =>
        claiming.transaction(async (trx) => {
          const id = crypto.randomUUID();
          await trx.insertInto('department').values({ id, name: id, part: null, version: 1 }).execute();
          return id;
        }),
      );
    const outcomes = await Promise.allSettled([insert(one), insert(other)]);
    const stored = await database.db.selectFrom('department').select('id').execute();
    expect(stored.length).toBe(1);
    // The slower one has the answer, or came before it was kept and says that this is stored.
    for (const outcome of outcomes) {
      if (outcome.status === 'fulfilled') expect(outcome.value).toBe(stored[0]?.id);
      else expect(outcome.reason).toMatchObject({ code: 'conflict', reason: 'form.storedBefore' });
    }
  });

  test.skipIf(isAbsent)(
    '[FM2] another input under the same key is refused with a link to what was stored',
    async () => {
      const { location } = await add(pressOf());
      const other = pressOf({ input: { title: 'Something else' } });
      await expect(add(other, 'Something else')).rejects.toMatchObject({
        code: 'conflict',
        reason: 'form.sentBefore',
        values: { storedAt: location },
      });
      expect(await count()).toBe(1);
    },
  );

  test.skipIf(isAbsent)('[FM2] a key belongs to one actor and one command', async () => {
    const other = await here.person('Ola', ['lead']);
    await add(pressOf());
    await add(pressOf({ actor: other }));
    await add(pressOf({ command: '/issues?/other' }));
    expect(await count()).toBe(3);
  });

  test.skipIf(isAbsent)(
    '[FM2] a refused press may be pressed again, also after its first commit',
    async () => {
      await expect(add(pressOf(), '')).rejects.toMatchObject({ code: 'invalid' });
      await expect(
        here.app.once(pressOf(), async ({ issues }) => {
          await issues.addIssue(lead, { title: 'Written, and then refused' });
          throw new AppError('stale');
        }),
      ).rejects.toMatchObject({ code: 'stale' });
      await add(pressOf());
      expect((await here.app.issues.listIssues(lead)).map(({ title }) => title)).toContain('Waiting');
    },
  );

  test.skipIf(isAbsent)('[FM2] the version that a page showed is not part of what was entered', async () => {
    const id = await here.app.issues.addIssue(lead, { title: 'Waiting' });
    const change = (version: number): Promise<object> =>
      here.app.once(
        pressOf({ command: 'change', input: { title: 'Waits', version: String(version) } }),
        async ({ issues }) => {
          await issues.changeIssue(lead, {
            issueId: id,
            version,
            title: 'Waits',
            description: '',
            state: 'open',
          });
          return {};
        },
      );
    await change(1);
    await change(2);
    expect(await here.app.issues.getIssue(lead, id)).toMatchObject({ title: 'Waits', version: 2 });
  });

  test.skipIf(isAbsent)('[FM2] a press is forgotten after thirty days', async () => {
    await add(pressOf());
    here.clock.nowMs += 29 * DAY_MS;
    await add(pressOf());
    expect(await count()).toBe(1);
    here.clock.nowMs += 2 * DAY_MS;
    await add(pressOf());
    expect(await count()).toBe(2);
  });

  test.skipIf(isAbsent)(
    '[FM2] an answer of the longest length is kept, a longer one only that it was given',
    async () => {
      const press = async (key: string, letters: number): Promise<unknown> => {
        const once = () =>
          here.app.once(pressOf({ key }), async ({ issues }) => {
            await issues.addIssue(lead, { title: 'Waiting' });
            return 'x'.repeat(letters - JSON.stringify('').length);
          });
        await once();
        return once().catch(({ reason }: AppError) => reason);
      };
      expect(await press('fits', LONGEST_ANSWER)).toHaveLength(LONGEST_ANSWER - JSON.stringify('').length);
      expect(await press('does not', LONGEST_ANSWER + 1)).toBe('form.storedBefore');
    },
  );

  test.skipIf(isAbsent)('[FM2] a key counts as far as its longest length', async () => {
    const keys = [LONGEST_KEY - 1, LONGEST_KEY].flatMap((letters) =>
      ['a', 'b'].map((last) => `${'k'.repeat(letters)}${last}`),
    );
    for (const key of keys) await add(pressOf({ key }));
    // The first two differ in the last letter that counts, the others beyond it.
    expect(await count()).toBe(3);
  });
});
