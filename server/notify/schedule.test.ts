import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase, type Database } from '../database/database.ts';
import { borrowTestDatabase, ENGINES } from '../../tests/test-database.ts';
import { Schedule, type PeriodicWork } from './schedule.ts';

const START_MS = Date.UTC(2026, 10, 2, 8);
const MINUTE_MS = 60_000;

describe.each(ENGINES)('work that comes again, on $title', ({ engine, isAbsent }) => {
  let borrowed: Awaited<ReturnType<typeof borrowTestDatabase>>;
  let databases: Database[];
  let nowMs: number;
  let ran: string[];
  const logged: string[] = [];

  beforeEach(async () => {
    if (isAbsent) return;
    borrowed = await borrowTestDatabase(engine);
    databases = [await openDatabase(borrowed)];
    [nowMs, ran, logged.length] = [START_MS, [], 0];
  });
  afterEach(async () => {
    if (isAbsent) return;
    for (const database of databases) await database.close();
    await borrowed.remove();
  });

  /** A process with the work, on a connection of its own. */
  async function newProcess(run: PeriodicWork<object>['run'] = async () => void ran.push('work')) {
    const database = await openDatabase(borrowed);
    databases.push(database);
    const note = (_facts: object, message: string): void => void logged.push(message);
    const log = { info: note, warn: note, error: note };
    return new Schedule({ db: database.db, clock: () => nowMs, log }, [
      { name: 'work', everyMinutes: 10, run },
    ]);
  }

  test.skipIf(isAbsent)('[NO10] is done when it is due, and a restart repeats none', async () => {
    const first = await newProcess();
    await first.runDue();
    await first.runDue();
    expect(ran).toHaveLength(1);
    nowMs += 9 * MINUTE_MS;
    await (await newProcess()).runDue();
    expect(ran).toHaveLength(1);
    nowMs += MINUTE_MS;
    await (await newProcess()).runDue();
    expect(ran).toHaveLength(2);
  });

  test.skipIf(isAbsent)('[NO10] of several processes one does it', async () => {
    const processes = await Promise.all(Array.from({ length: 4 }, () => newProcess()));
    await Promise.all(processes.map((process_) => process_.runDue()));
    expect(ran).toHaveLength(1);
  });

  test.skipIf(isAbsent)('[NO10] what fails is logged and comes again in its time', async () => {
    const failing = await newProcess(async () => {
      ran.push('work');
      throw new Error('not today');
    });
    await failing.runDue();
    await failing.runDue();
    expect([ran, logged]).toEqual([['work'], ['Periodic work failed']]);
    nowMs += 10 * MINUTE_MS;
    await failing.runDue();
    expect(ran).toHaveLength(2);
  });

  test.skipIf(isAbsent)('[NO10] what a process took and died with is taken by another', async () => {
    let release: () => void = () => undefined;
    const dying = await newProcess(() => new Promise((resolve) => (release = resolve)));
    const isDead = dying.runDue();
    const other = await newProcess();
    await expect
      .poll(() => databases[0]?.db.selectFrom('periodic_work').selectAll().execute())
      .toHaveLength(1);
    await other.runDue();
    expect(ran).toEqual([]);
    nowMs += 5 * MINUTE_MS;
    await other.runDue();
    expect(ran).toEqual(['work']);
    release();
    await isDead;
  });
});
