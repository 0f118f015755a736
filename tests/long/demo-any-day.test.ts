import { expect, test } from 'vitest';
import { createApp } from '#server/app.ts';
import { readConfig } from '#server/config.ts';
import { buildDemo } from '#server/demo/build-demo.ts';
import { StoryCalendar } from '#server/demo/story-calendar.ts';
import { CHEAP_HASHER } from '../cheap-hasher.ts';
import { effort } from '../effort.ts';
import { makeTestDatabase, stopWaitingForDisk } from '../test-database.ts';

const quiet = (): void => undefined;
const HOUR_MS = 3_600_000;
/** Six days and five hours, coprime with a day and a week: every hour and every day of the week comes. */
const STEP_HOURS = 149;
/** Late in the evening in UTC, which is tomorrow in Warsaw, with Christmas and New Year ahead. */
const FIRST_MS = Date.parse('2026-12-20T22:40:00Z');
const STEPS_OF_A_YEAR = 60;

test('the demo is told to its end on every day of the week, at every hour, over every holiday', async () => {
  const faults: string[] = [];
  for (let at = 0; at < effort({ short: 7, full: STEPS_OF_A_YEAR }); at++) {
    const nowMs = FIRST_MS + at * STEP_HOURS * HOUR_MS;
    const fault = await faultOfDemo(nowMs);
    if (fault) faults.push(`${new Date(nowMs).toISOString()}: ${fault}`);
  }
  expect(faults).toEqual([]);
});

async function faultOfDemo(nowMs: number): Promise<string | undefined> {
  const { dataDir, remove } = await makeTestDatabase('sqlite');
  const calendar = new StoryCalendar(nowMs);
  const app = await createApp({
    config: readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' }),
    log: { info: quiet, warn: quiet, error: quiet },
    clock: calendar.clock,
    hasher: CHEAP_HASHER,
  });
  await stopWaitingForDisk(app.database);
  try {
    await buildDemo(app, calendar, 'any day of the year');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.stack : String(error);
  } finally {
    await app.close();
    await remove();
  }
}
