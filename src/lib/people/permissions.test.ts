import { expect, test } from 'vitest';
import { isPermitted, PERMISSIONS, ROLES } from './permissions.ts';
import { standingsOf, type Actor } from './person.ts';

const person: Extract<Actor, { kind: 'person' }> = {
  kind: 'person',
  id: 'p' as Extract<Actor, { kind: 'person' }>['id'],
  name: 'A',
  email: 'a@example.org',
  roles: [],
  departmentId: null,
  departmentName: null,
  locale: 'en',
  theme: 'system',
  hasLetterKeys: true,
  timeZone: null,
  sessionId: null,
};

test('[PE1] everybody with an account is an employee', () => {
  expect(standingsOf(person)).toEqual(['employee']);
  expect(isPermitted(standingsOf({ ...person, roles: ['analyst'] }), 'shift.signUp')).toBe(true);
});

test('[PE1] roles add up', () => {
  const both = standingsOf({ ...person, roles: ['analyst', 'lead'] });
  expect(isPermitted(both, 'survey.import')).toBe(true);
  expect(isPermitted(both, 'workshop.manage')).toBe(true);
});

test('[PE2] nobody may do nothing, and a guest only what a workshop needs', () => {
  const permissions = Object.keys(PERMISSIONS) as (keyof typeof PERMISSIONS)[];
  expect(permissions.filter((permission) => isPermitted(['nobody'], permission))).toEqual([]);
  expect(permissions.filter((permission) => isPermitted(['guest'], permission))).toEqual([
    'workshop.takePart',
  ]);
});

test('[PE2] every permission names roles that exist', () => {
  const known: string[] = [...ROLES, 'guest'];
  for (const allowed of Object.values(PERMISSIONS))
    for (const standing of allowed) expect(known).toContain(standing);
});
