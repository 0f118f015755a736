import { expect, test } from 'vitest';
import { coverWorkshop } from './coverage.ts';
import { SEATS } from '../workshop.ts';

const departments = [{ name: 'IT' }, { name: 'Sales' }, { name: 'Archive' }];

test('[WS65] free seats and departments without anybody are named', () => {
  const seats = [{ seat: 'it' }, { seat: 'lawyer' }] as const;
  const members = [{ departmentName: 'IT' }, { departmentName: 'IT' }, { departmentName: null }];
  expect(coverWorkshop({ seats, members, departments })).toEqual({
    freeSeats: [
      'analyst',
      'communication-marketing',
      'communication-service',
      'sales',
      'customer-service',
      'back-office',
    ],
    invited: [{ name: 'IT', people: 2 }],
    absent: ['Sales', 'Archive'],
  });
});

test('[WS65] with all eight seats taken none is free', () => {
  const seats = SEATS.map((seat) => ({ seat }));
  expect(coverWorkshop({ seats, members: [], departments }).freeSeats).toEqual([]);
});
