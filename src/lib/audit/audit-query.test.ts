import { expect, test } from 'vitest';
import { AUDIT_ACTIONS } from './audit-action.ts';
import { AUDIT_ACTS, readAuditAddress } from './audit-query.ts';

const read = (address: string) => readAuditAddress(new URLSearchParams(address));

test('[AU5] the address of the log says what is asked for, and what it does not know comes back', () => {
  expect(read('q=Beata&f.kind=issue,project&f.person=p1&f.days=2026-11-01..').asked).toEqual({
    q: 'Beata',
    personId: 'p1',
    kinds: ['issue', 'project'],
    actions: null,
    days: { from: '2026-11-01', to: null },
  });
  const { asked, unknown } = read('f.days=yesterday&f.kind=ghost&f.act=dreaming');
  expect(unknown).toEqual(['f.kind=ghost', 'f.act=dreaming', 'f.days=yesterday']);
  expect(asked).toMatchObject({ kinds: [], actions: null, days: null });
});

test('[AU5] what an auditor asks for is found by actions of the log', () => {
  for (const act of AUDIT_ACTS) {
    const { actions } = read(`f.act=${act}`).asked;
    expect(actions?.length).toBeGreaterThan(0);
    expect(AUDIT_ACTIONS).toEqual(expect.arrayContaining([...(actions ?? [])]));
  }
});
