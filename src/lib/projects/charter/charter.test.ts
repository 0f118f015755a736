import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  charterGaps,
  CHARTER_GAPS,
  EMPTY_CHARTER,
  envelopeYear,
  keepFirstDays,
  MOST_BUDGET_LINES,
  MOST_NEEDED_COMPETENCES,
  MOST_STAGES,
  MOST_TOUCHED_APPLICATIONS,
  MOST_TOUCHED_SEGMENTS,
  openChecks,
  sectionOfGap,
  sumOfLines,
  touchApplications,
  type CharterStage,
} from './charter.ts';
import {
  LONGEST_CRITERIA,
  LONGEST_ROW_NAME,
  readChecks,
  readLines,
  readNeeds,
  readSegments,
  readStages,
  segmentKey,
} from './charter-forms.ts';
import { STAGE_TEMPLATES, stageDays } from './stage-templates.ts';

const issuesOf = (read: () => unknown): unknown => {
  try {
    read();
    return [];
  } catch (fault) {
    return fault instanceof Error && 'issues' in fault ? fault.issues : fault;
  }
};
const stage = (id: string, day: string): CharterStage => ({
  ...{ id, name: id, method: '', criteria: '' },
  ...{ firstOn: day, currentOn: day },
});

test('[PR24] lines add up to the budget, and without lines there is no sum', () => {
  const lines = readLines({ lineNames: ['Calls', '', 'Less'], lineAmounts: ['1 200,50', '', '-200'] });
  expect(lines).toEqual([
    { name: 'Calls', minor: 120050 },
    { name: 'Less', minor: -20000 },
  ]);
  expect(sumOfLines(lines)).toBe(100050);
  expect(sumOfLines([])).toBeNull();
});

test('[PR24] every wrong line is refused at once, by its number', () => {
  const read = () => readLines({ lineNames: ['', 'Calls', 'More'], lineAmounts: ['5', '1.234', ''] });
  expect(issuesOf(read)).toEqual([
    { path: 'lineNames', message: 'charter.row.empty', values: { row: 1 } },
    { path: 'lineAmounts', message: 'charter.row.amount.ambiguous', values: { row: 2 } },
    { path: 'lineAmounts', message: 'charter.row.amount.none', values: { row: 3 } },
  ]);
  expect(issuesOf(() => readLines({ lineNames: ['Less'], lineAmounts: ['-1'] }))).toMatchObject([
    { message: 'charter.badSum' },
  ]);
});

test('[PR23] each list takes as many as its limit, and no more', () => {
  const many = (count: number, text = '1'): string[] => Array.from({ length: count }, () => text);
  const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `c${index}`);
  const isTaken = (read: () => unknown): boolean => (issuesOf(read) as unknown[]).length === 0;
  const lines = (n: number) => readLines({ lineNames: many(n), lineAmounts: many(n) });
  const needs = (n: number) => readNeeds({ competenceIds: ids(n), needed: many(n) });
  const stages = (n: number) =>
    readStages(
      {
        ...{ stageIds: [], stageNames: many(n), stageMethods: [], stageCriteria: [] },
        stageDays: many(n, '2027-01-01'),
      },
      () => 'new',
    );
  const segments = (n: number) =>
    readSegments({ segments: ids(n).map((value) => segmentKey({ column: 'c', value })), otherSegments: '' });
  const applications = (n: number) =>
    readChecks({ applicationIds: ids(n), checkIds: [], checkTexts: [], checkStates: [] });
  expect([
    ...[isTaken(() => lines(MOST_BUDGET_LINES)), isTaken(() => lines(MOST_BUDGET_LINES + 1))],
    ...[isTaken(() => needs(MOST_NEEDED_COMPETENCES)), isTaken(() => needs(MOST_NEEDED_COMPETENCES + 1))],
    ...[isTaken(() => stages(MOST_STAGES)), isTaken(() => stages(MOST_STAGES + 1))],
    ...[isTaken(() => segments(MOST_TOUCHED_SEGMENTS)), isTaken(() => segments(MOST_TOUCHED_SEGMENTS + 1))],
    isTaken(() => applications(MOST_TOUCHED_APPLICATIONS)),
    isTaken(() => applications(MOST_TOUCHED_APPLICATIONS + 1)),
  ]).toEqual([true, false, true, false, true, false, true, false, true, false]);
});

test('[PR25] segments are ticked or typed one a line; a line without both is refused by its number', () => {
  const phone = { column: 'Channel', value: 'phone' };
  expect(
    readSegments({ segments: [segmentKey(phone)], otherSegments: ' Channel : phone \n\nTime: 8:00' }),
  ).toEqual([phone, { column: 'Time', value: '8:00' }]);
  expect(issuesOf(() => readSegments({ segments: ['broken'], otherSegments: 'a: b\nphone' }))).toEqual([
    { path: 'otherSegments', message: 'charter.badSegment', values: { row: 2 } },
  ]);
});

test('[PR23] a competence is needed once, by a whole number of people', () => {
  expect(readNeeds({ competenceIds: ['a', ''], needed: ['2', ''] })).toEqual([
    { competenceId: 'a', needed: 2 },
  ]);
  expect(issuesOf(() => readNeeds({ competenceIds: ['a', 'a', ''], needed: ['2', '0', '3'] }))).toEqual([
    { path: 'needed', message: 'charter.row.count', values: { row: 2 } },
    { path: 'competenceIds', message: 'charter.row.empty', values: { row: 3 } },
    { path: 'competenceIds', message: 'charter.competenceTwice' },
  ]);
});

test('[PR26] what is not written is listed, and every gap has a section', () => {
  expect(charterGaps(EMPTY_CHARTER, null)).toEqual(CHARTER_GAPS);
  expect(charterGaps({ ...EMPTY_CHARTER, problem: 'Waits', risks: 'None' }, 'p')).not.toContain('sponsor');
  expect(new Set(CHARTER_GAPS.map(sectionOfGap))).toEqual(
    new Set(['case', 'benefit', 'team', 'money', 'stages', 'risks']),
  );
});

test('[PR27] before an approval the first day is the current one, and afterwards it stays', () => {
  const before = [stage('a', '2027-01-10'), stage('b', '2027-02-10')];
  const moved = [stage('a', '2027-01-20'), stage('c', '2027-03-01')];
  expect(keepFirstDays(before, moved, true).map(({ firstOn }) => firstOn)).toEqual([
    '2027-01-20',
    '2027-03-01',
  ]);
  expect(keepFirstDays(before, moved, false).map(({ firstOn }) => firstOn)).toEqual([
    '2027-01-10',
    '2027-03-01',
  ]);
});

test('[PR27] the stages of a template fill the term and end with it', () => {
  fc.assert(
    fc.property(fc.constantFrom(...STAGE_TEMPLATES), fc.integer({ min: 0, max: 900 }), (template, length) => {
      const startsOn = '2027-01-01';
      const endsOn = Temporal.PlainDate.from(startsOn).add({ days: length }).toString();
      const days = stageDays(template, startsOn, endsOn);
      expect(days.at(-1)).toBe(endsOn);
      expect(days.toSorted()).toEqual(days);
      expect((days[0] ?? '') >= startsOn).toBe(true);
    }),
  );
});

test('[PR28] answers stay when the checklist changes, and open items that were taken away go', () => {
  const before = touchApplications(
    [],
    [{ id: 'crm', name: 'CRM', checklist: ['Fields', 'Rights', 'Training'] }],
  );
  expect(openChecks(before)).toBe(3);
  const answered = before.map((one) => ({
    ...one,
    checks: one.checks.map((check) =>
      check.text === 'Rights' ? { ...check, state: 'done' as const } : check,
    ),
  }));
  const after = touchApplications(answered, [{ id: 'crm', name: 'CRM 2', checklist: ['Fields', 'Exports'] }]);
  expect(after).toEqual([
    {
      ...{ applicationId: 'crm', name: 'CRM 2' },
      checks: [
        { text: 'Fields', state: 'open' },
        { text: 'Exports', state: 'open' },
        { text: 'Rights', state: 'done' },
      ],
    },
  ]);
});

test('[PR46] the year that pays is the one that was said, else that of the first day', () => {
  expect([envelopeYear({ year: 2028 }, '2027-12-01'), envelopeYear(null, '2027-12-01')]).toEqual([
    2028, 2027,
  ]);
});

test('[PR27] a name and criteria are as long as they may be, and no longer', () => {
  const read = (name: number, criteria: number): unknown =>
    issuesOf(() =>
      readStages(
        {
          ...{ stageIds: [], stageNames: ['x'.repeat(name)], stageMethods: [] },
          ...{ stageCriteria: ['x'.repeat(criteria)], stageDays: ['2027-01-01'] },
        },
        () => 'new',
      ),
    );
  expect(read(LONGEST_ROW_NAME, LONGEST_CRITERIA)).toEqual([]);
  expect(read(LONGEST_ROW_NAME + 1, LONGEST_CRITERIA + 1)).toMatchObject([
    { path: 'stageNames', values: { row: 1, limit: LONGEST_ROW_NAME } },
    { path: 'stageCriteria', values: { row: 1, limit: LONGEST_CRITERIA } },
  ]);
});
