import { expect, test } from 'vitest';
import { isPermitted, PERMISSIONS, type Permission, type Role } from '../people/permissions.ts';
import { beginningsFor } from './beginnings.ts';

const mayDo = (role: Role): Permission[] =>
  (Object.keys(PERMISSIONS) as Permission[]).filter((permission) =>
    isPermitted([role, 'employee'], permission),
  );
const offered = (role: Role): string[] => beginningsFor(mayDo(role)).map(({ key }) => key);

test('[HM7] whoever can begin the work of an organisation is shown how, and nobody else is asked to', () => {
  expect(offered('analyst')).toEqual(['survey']);
  expect(offered('lead')).toEqual(['meeting', 'issue', 'round']);
  expect(offered('mentor')).toEqual(['round']);
  for (const role of ['employee', 'director', 'admin'] as const) expect(offered(role)).toEqual([]);
});
