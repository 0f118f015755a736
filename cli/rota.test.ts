import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isNoRound, MOST_FAULTS, MOST_ROTA_BYTES, rotaCommand } from './rota.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rota-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function run(
  content: unknown,
  ...flags: string[]
): Promise<{ code: number; out: string; err: string }> {
  const file = join(folder, 'round.json');
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return command([file, ...flags]);
}

async function command(args: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const code = await rotaCommand(args, {
    out: (text) => void (out += text),
    err: (text) => void (err += text.replaceAll(folder, '')),
  });
  return { code, out, err };
}

const tour = (id: string, day: string, more: object = {}) => ({
  id,
  start: `${day}T08:00`,
  end: `${day}T16:00`,
  seats: 1,
  ...more,
});
const person = (id: string, history: number, more: object = {}) => ({
  id,
  department: 'it',
  history,
  preferences: {},
  unavailable: [],
  ...more,
});
const ROUND = {
  tours: [
    tour('mon', '2026-03-30', { seats: 2, departmentCap: 1 }),
    tour('tue', '2026-03-31', { scopes: { phone: 1 } }),
  ],
  people: [
    person('anna', 2, { maxTours: 2, preferences: { mon: 1 } }),
    person('bartek', 0, { preferences: { mon: 1, tue: 4 }, scopes: ['chat'] }),
    person('celina', 0, { department: 'hr', unavailable: ['mon'] }),
  ],
};

test('[RT1] --json prints one line with the names of docs/cli.md', async () => {
  const { code, out, err } = await run(ROUND, '--json');
  expect([code, err]).toEqual([0, '']);
  expect(out.endsWith('}\n')).toBe(true);
  expect(JSON.parse(out)).toEqual({
    status: 'optimal',
    unfilled: 1,
    // the target is 5 / 3: (2 - 5/3)² + (1 - 5/3)² + (1 - 5/3)²
    deviation: 1,
    preferenceCost: 3,
    changes: 0,
    gap: 0,
    assignments: [
      { person: 'bartek', tour: 'mon' },
      { person: 'celina', tour: 'tue' },
    ],
  });
});

test('[RT1] without --json it is a page of text', async () => {
  const { code, out } = await run(ROUND);
  expect(code).toBe(0);
  expect(out).toContain(
    '2 places given, 1 missing, deviation 1, preferences 3.\nProven: no rota is better.\n',
  );
  expect(out).toContain('mon (1 of 2): bartek\n');
  expect(out).toContain('anna: served 2, now 0, target 1.67\n');
});

test('[RT1] an impossible round is answered with its conflicts', async () => {
  const locked = { ...ROUND, people: ROUND.people.map((each) => ({ ...each, locked: ['tue'] })) };
  const { code, out } = await run(locked, '--json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    status: 'infeasible',
    unfilled: null,
    gap: null,
    assignments: [],
    conflict: [
      {
        rule: 'seats',
        tour: 'tue',
        limit: 1,
        locks: [
          { person: 'anna', tour: 'tue' },
          { person: 'bartek', tour: 'tue' },
        ],
        message: 'tue has 1 seat, and locked on it are anna, bartek.',
      },
    ],
  });
  expect((await run(locked)).out).toContain('No rota keeps all locks and rules:\n  tue has 1 seat');
});

test('[RT6] without any time there is a rota and its gap', async () => {
  const { out } = await run({ ...ROUND, timeLimitSeconds: 0 }, '--json');
  const { status, gap, assignments } = JSON.parse(out) as {
    status: string;
    gap: number;
    assignments: unknown[];
  };
  expect([status, assignments.length]).toEqual(['feasible', 2]);
  expect(gap).toBeGreaterThan(0);
  expect((await run({ ...ROUND, timeLimitSeconds: 0 })).out).toContain(
    'Not proven: time ran out at "unfilled"',
  );
});

test('[RT8] --why says why somebody serves', async () => {
  const { out } = await run(ROUND, '--why', 'bartek');
  expect(out).toContain(
    'bartek on mon: without it the rota would be less fair, its deviation greater by 4.000000.',
  );
  expect(out).toContain('If this were impossible, there would be: anna.');
  const json = JSON.parse((await run(ROUND, '--why', 'anna', '--json')).out) as { why: unknown };
  expect(json.why).toEqual({
    person: 'anna',
    tours: [],
    wishes: ['mon', 'tue'].map((tour) => ({
      tour,
      with: { kind: 'worse', stage: 'deviation', by: 4, people: ['anna'] },
    })),
  });
  expect(await run(ROUND, '--why', 'nobody')).toMatchObject({
    code: 1,
    err: '/round.json: there is no person "nobody"\n',
  });
});

test('[RT2] bad input ends with 1, and names the row', async () => {
  const { code, err } = await run({ ...ROUND, tours: [tour('mon', '2026-03-30', { seats: 1e6 })] });
  expect(code).toBe(1);
  expect(err).toBe('/round.json: tours.0.seats (mon): A whole number from 0 to 10,000.\n');
  expect(await run('NaN')).toMatchObject({ code: 1, err: expect.stringContaining('/round.json: no JSON') });
  expect(await command([join(folder, 'none.json')])).toMatchObject({
    code: 1,
    err: '/none.json: no such file\n',
  });
  const people = Array.from({ length: MOST_FAULTS + 2 }, (_, i) => person(`p${i}`, -1));
  const lines = (await run({ tours: [], people })).err.trim().split('\n');
  expect([lines.length, lines.at(-1)]).toEqual([MOST_FAULTS + 1, '/round.json: and 2 more']);
});

test('[RT1] what cannot be understood ends with 2 and the usage', async () => {
  for (const args of [[], ['a', 'b'], ['a', '--fast']]) expect((await command(args)).code).toBe(2);
});

test('[RT2] a file that is too large for a round is not read', () => {
  expect([isNoRound(MOST_ROTA_BYTES), isNoRound(MOST_ROTA_BYTES + 1)]).toEqual([false, true]);
});
