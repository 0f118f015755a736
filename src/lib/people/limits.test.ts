import * as v from 'valibot';
import { expect, test } from 'vitest';
import { readPeople } from './import/read-people.ts';
import {
  AcceptInvitationForm,
  DepartmentForm,
  MIN_PASSWORD_LENGTH,
  NAME_MAX,
  ProfileForm,
} from './people-forms.ts';

test('a password of the shortest length is accepted, a letter less is not', () => {
  const accepts = (letters: number): boolean =>
    v.is(AcceptInvitationForm, { token: 't', password: 'x'.repeat(letters) });
  expect([accepts(MIN_PASSWORD_LENGTH - 1), accepts(MIN_PASSWORD_LENGTH)]).toEqual([false, true]);
});

test('[PE7] a name as long as the longest is taken in a form and in a list, a letter more is not', () => {
  const taken = (letters: number): boolean[] => {
    const name = 'x'.repeat(letters);
    return [
      v.is(ProfileForm, { name, locale: 'pl', theme: 'system' }),
      v.is(DepartmentForm, { name }),
      readPeople(`name,email\n${name},a@b.pl\n`, '2026-11-02').rows[0]?.person !== undefined,
    ];
  };
  expect(taken(NAME_MAX)).toEqual([true, true, true]);
  expect(taken(NAME_MAX + 1)).toEqual([false, false, false]);
});
