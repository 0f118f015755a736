import { expect, test } from 'vitest';
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
    'today 2026-11-27T08:03:25.000Z', // the Friday before
    'yesterday 2026-11-27T22:03:25.000Z',
    'not yet 2026-11-29T12:00:00.000Z',
  ]);
  expect(calendar.clock()).toBe(Date.parse('2026-11-29T12:00:00Z'));
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
