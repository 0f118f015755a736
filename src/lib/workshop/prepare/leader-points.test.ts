import { expect, test } from 'vitest';
import { countOthers, LEADER_POINTS, missingLeaderPoints } from './leader-points.ts';

test('[WS151] what the leader has not said is missing', () => {
  expect(missingLeaderPoints({ said: {} })).toEqual(LEADER_POINTS);
  expect(missingLeaderPoints({ said: { strangers: 1, satisfaction: 1, quality: 0 } })).toEqual(['authority']);
});

test('[WS151] people of other departments are counted, the leader among the invited is not', () => {
  const invited = [
    { personId: 'leader', departmentName: 'Marketing' },
    { personId: 'a', departmentName: 'Marketing' },
    { personId: 'b', departmentName: 'IT' },
    { personId: 'c', departmentName: null },
  ];
  const leader = { id: 'leader', departmentName: 'Marketing' };
  expect(countOthers(invited, leader)).toEqual({ others: 2, invited: 3 });
  expect(countOthers(invited, { ...leader, departmentName: null })).toEqual({ others: 3, invited: 3 });
  expect(countOthers([], leader)).toEqual({ others: 0, invited: 0 });
});
