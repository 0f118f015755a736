import { expect, test } from 'vitest';
import { freezeAtEnd } from './freeze.ts';

const CLOSED = { name: 'Closed', kind: 'freeze', startsOn: '2026-12-15', endsOn: '2027-01-06' } as const;
const PEAK = { name: 'Peak', kind: 'peak', startsOn: '2026-11-20', endsOn: '2026-12-31' } as const;

test('[PR102] what ends in a season in which nothing goes live is named, both ends of the season included', () => {
  const seasons = [PEAK, CLOSED];
  const at = (endsOn: string) => freezeAtEnd({ state: 'running', endsOn }, seasons)?.name ?? null;
  expect(['2026-12-14', '2026-12-15', '2027-01-06', '2027-01-07'].map(at)).toEqual([
    null,
    'Closed',
    'Closed',
    null,
  ]);
});

test('[PR102] a project that is over goes live nowhere', () => {
  expect(freezeAtEnd({ state: 'done', endsOn: '2026-12-20' }, [CLOSED])).toBeNull();
});
