import * as v from 'valibot';
import { expect, test } from 'vitest';
import { guessVolumeFields, readVolumes } from './read-volumes.ts';
import {
  hoursBetween,
  isCountable,
  isPeak,
  MAX_VOLUME_BYTES,
  meanContacts,
  MOST_VOLUME_DAYS,
  peakSpans,
  VOLUME_FILE_MAX,
  VolumeForm,
} from './volume.ts';

const WARSAW = { timeZone: 'Europe/Warsaw', today: '2026-12-01' };
const read = (text: string, more = {}) => readVolumes(text, { ...WARSAW, ...more });

test('[SH99] a row is one contact by weekday and hour, or as many as a column says, by what it came on', () => {
  const text =
    'Data i godzina;Kanał;Liczba\n02.11.2026 09:15;telefon;3\n2026-11-02 09:59:59;Chat;2\n09.11.2026 9:00;telefon;1\n';
  const volumes = read(text);
  expect(volumes).toMatchObject({ firstDay: '2026-11-02', lastDay: '2026-11-09', contacts: 6, refused: 0 });
  expect(volumes.counts.map(({ scope, grid }) => [scope, grid[0]?.[9]])).toEqual([
    ['phone', 4],
    ['chat', 2],
  ]);
  // Two Mondays lie between the two days.
  expect(meanContacts(volumes, 'all', 'Europe/Warsaw')[0]?.[9]).toBe(3);
  expect(meanContacts(volumes, 'phone', 'Europe/Warsaw')[0]?.[9]).toBe(2);
});

test('[SH99] columns are guessed, can be chosen, and what is not understood is counted', () => {
  expect(guessVolumeFields(['Created', 'Channel', 'Agent', 'Date'])).toEqual([
    'moment',
    'scope',
    'leave',
    'leave',
  ]);
  const text = 'When,Ticket\n2026-11-02 09:15,1\nyesterday,2\n2026-13-01 10:00,3\n2026-11-02 24:00,4\n';
  expect(read(text)).toMatchObject({ contacts: 0, refused: 4 });
  const chosen = ['moment', 'leave'] as const;
  expect(read(text, { chosen })).toMatchObject({ contacts: 1, refused: 3, firstRefused: 3 });
});

test('[SH99] both clock changes: an hour that never was is refused, and one that was twice counts twice', () => {
  // 29 March 2026: 2:00 became 3:00. 25 October 2026: 3:00 became 2:00.
  expect(read('date\n2026-03-29 02:30\n2026-03-29 03:30\n')).toMatchObject({ contacts: 1, refused: 1 });
  expect(hoursBetween('2026-03-29', '2026-03-29', 'Europe/Warsaw')[6]?.slice(1, 4)).toEqual([1, 0, 1]);
  expect(hoursBetween('2026-10-25', '2026-10-25', 'Europe/Warsaw')[6]?.slice(1, 4)).toEqual([1, 2, 1]);
  const autumn = read('date\n2026-10-25T00:30:00Z\n2026-10-25 01:30+0000\n2026-02-30T01:30Z\n');
  expect(autumn.counts[0]?.grid[6]?.[2]).toBe(2);
  expect(autumn.refused).toBe(1);
  expect(meanContacts(autumn, 'all', 'Europe/Warsaw')[6]?.[2]).toBe(1);
});

test('[SH99] peaks are nearly as busy as the busiest hour, and hours that lie together are one', () => {
  const means = [
    [0, 8, 10, 7.9, 8],
    [null, 0],
  ];
  expect(isPeak(means, 0, 3)).toBe(false);
  expect(peakSpans(means)).toEqual([
    {
      weekday: 0,
      spans: [
        { from: 1, until: 3 },
        { from: 4, until: 5 },
      ],
    },
  ]);
  expect(peakSpans([[0, 0]])).toEqual([]);
});

test('[SH99] what is stored lies within limits', () => {
  const { counts } = read('date\n2026-11-02 09:15\n');
  const form = (change: Record<string, unknown>) =>
    v.safeParse(VolumeForm, {
      ...{ fileName: 'a', firstDay: '2026-01-01', lastDay: '2026-01-01', refused: '0' },
      ...{ counts: JSON.stringify(counts), ...change },
    }).success;
  const after = (days: number): string => Temporal.PlainDate.from('2026-01-01').add({ days }).toString();
  expect(form({ lastDay: after(MOST_VOLUME_DAYS - 1) })).toBe(true);
  expect(form({ lastDay: after(MOST_VOLUME_DAYS) })).toBe(false);
  expect(form({ lastDay: '2025-12-31' })).toBe(false);
  expect(form({ fileName: 'a'.repeat(VOLUME_FILE_MAX) })).toBe(true);
  expect(form({ fileName: 'a'.repeat(VOLUME_FILE_MAX + 1) })).toBe(false);
  expect(isCountable(MAX_VOLUME_BYTES)).toBe(true);
  expect(isCountable(MAX_VOLUME_BYTES + 1)).toBe(false);
  expect(form({ counts: '[]' })).toBe(false);
  expect(form({ counts: '[{"scope":"","grid":[[1]]}]' })).toBe(false);
});
