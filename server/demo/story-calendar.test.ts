import { expect, test } from 'vitest';
import { FIRST_ROUND_BY } from './shifts/run-rounds.ts';
import { StoryCalendar } from './story-calendar.ts';
import { wavesBefore } from './story.ts';

test('what happens is told by its time, on working days, and not after today', async () => {
  const calendar = new StoryCalendar(Date.parse('2026-11-29T12:00:00Z')); // a Sunday
  const told: string[] = [];
  const tell = (what: string) => async (): Promise<void> => {
    told.push(`${what} ${new Date(calendar.clock()).toISOString()}`);
  };
  calendar.on(0, '09:00', tell('today'));
  calendar.on(-1, '23:00', tell('yesterday'));
  calendar.on('2026-09-01', '09:00', tell('long ago'));
  calendar.on(3, '09:00', tell('not yet'));
  await calendar.play();
  expect(told).toEqual([
    'long ago 2026-09-01T07:03:25.000Z',
    'yesterday 2026-11-27T22:03:25.000Z', // the Friday before
    'today 2026-11-27T22:03:25.000Z', // in its turn, not at nine
    'not yet 2026-11-29T12:00:00.000Z',
  ]);
  expect(calendar.clock()).toBe(Date.parse('2026-11-29T12:00:00Z'));
});

test('the first round has begun by its last day, which a leave of the story goes by, on every day of the week', () => {
  for (let at = 0; at < 7; at++) {
    const calendar = new StoryCalendar(Date.UTC(2026, 10, 29 + at, 23));
    const monday = calendar.monday(FIRST_ROUND_BY - 6);
    expect(Temporal.PlainDate.from(monday).dayOfWeek).toBe(1);
    expect(monday > calendar.today && monday <= calendar.day(FIRST_ROUND_BY)).toBe(true);
  }
});

test('the newest wave of the demo is two to five months old, whatever day it is made', () => {
  for (let day = Temporal.PlainDate.from('2026-01-01'); day.year < 2028; day = day.add({ days: 1 })) {
    const waves = wavesBefore(day.toString());
    const age = Temporal.PlainDate.from(waves[2].startsOn).until(day, { largestUnit: 'day' }).days;
    expect([age >= 60, age < 165]).toEqual([true, true]);
    expect(waves.map(({ startsOn }) => startsOn)).toEqual(waves.map(({ startsOn }) => startsOn).toSorted());
  }
  expect(wavesBefore('2026-11-29').map(({ name }) => name)).toEqual([
    'Wiosna 2026',
    'Lato 2026',
    'Jesień 2026',
  ]);
  expect(wavesBefore('2027-02-10').map(({ name }) => name)).toEqual([
    'Lato 2026',
    'Jesień 2026',
    'Zima 2026',
  ]);
});
