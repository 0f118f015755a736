import * as v from 'valibot';
import { expect, test } from 'vitest';
import { ApplicationPeopleForm, MOST_APPLICATION_PEOPLE } from './application-people.ts';

const idsOf = (count: number) => Array.from({ length: count }, (_, index) => `person-${index}`);
const form = (personIds?: string[]) => ({ applicationId: 'crm', version: '1', personIds });

test('[PR66] an application is known by as many people as its list holds, each once', () => {
  expect(v.is(ApplicationPeopleForm, form(idsOf(MOST_APPLICATION_PEOPLE)))).toBe(true);
  expect(v.is(ApplicationPeopleForm, form(idsOf(MOST_APPLICATION_PEOPLE + 1)))).toBe(false);
  const twice = [...idsOf(MOST_APPLICATION_PEOPLE), 'person-0'];
  expect(v.parse(ApplicationPeopleForm, form(twice)).personIds).toHaveLength(MOST_APPLICATION_PEOPLE);
  expect(v.parse(ApplicationPeopleForm, form()).personIds).toEqual([]);
});
