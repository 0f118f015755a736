import { describe, expect, test } from 'vitest';
import { restingApplications, restingCompetences } from './resting.ts';
import { findGaps, type MemberStanding } from './team-gaps.ts';

const member = (name: string, own: MemberStanding['own']): MemberStanding => ({
  ...{ id: name, name, own, peers: null },
});
const NEEDS = ['Data', 'Law', 'Film', 'Sales'].map((name) => ({
  ...{ competenceId: name, name, wanted: 2 as const, version: 1 },
}));
const STANDINGS = new Map([
  ['Data', [member('Anna', 3), member('Bartek', 1), member('Celina', 0), member('Darek', 1)]],
  ['Law', [member('Anna', 2), member('Bartek', 2), member('Celina', 0), member('Darek', 0)]],
  ['Film', [member('Anna', 0), member('Bartek', 1), member('Celina', 0), member('Darek', 0)]],
  ['Sales', [member('Anna', null), member('Bartek', 2), member('Celina', null), member('Darek', null)]],
]);
const portal = { number: 7, title: 'Portal' };
const seen = (reader: { id: string; isLead: boolean }) =>
  restingCompetences(
    findGaps(NEEDS, STANDINGS, reader),
    new Map([
      ['Data', [portal]],
      ['Film', [portal]],
    ]),
  ).map(({ name, rests, holder, neededBy }) => [name, rests, holder, neededBy.length]);

describe('[PR77] what rests on one person', () => {
  test('is what one person reaches alone, and first what a project needs and nobody reaches', () => {
    expect(seen({ id: 'lead', isLead: true })).toEqual([
      ['Film', 'nobody', null, 1],
      ['Data', 'one', 'Anna', 1],
      ['Sales', 'one', 'Bartek', 0],
    ]);
  });

  test('tells no name to whoever is no lead, and nothing where too few said something', () => {
    expect(seen({ id: 'director', isLead: false })).toEqual([
      ['Film', 'nobody', null, 1],
      ['Data', 'one', null, 1],
    ]);
  });

  test('counts who knows an application within the team alone', () => {
    const person = (id: string) => ({ id, name: id.toUpperCase() });
    const items = restingApplications(
      [
        { id: 'crm', name: 'CRM', people: [person('anna'), person('stranger')] },
        { id: 'desk', name: 'Desk', people: [person('anna'), person('bartek')] },
        { id: 'shop', name: 'Shop', people: [person('stranger')] },
        { id: 'wiki', name: 'Wiki', people: [] },
      ],
      new Set(['anna', 'bartek']),
      new Map([['shop', [portal]]]),
    );
    expect(items.map(({ name, rests, holder }) => [name, rests, holder])).toEqual([
      ['Shop', 'nobody', null],
      ['CRM', 'one', 'ANNA'],
    ]);
  });
});
