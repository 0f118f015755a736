import * as v from 'valibot';
import { expect, test } from 'vitest';
import { MOST_CHECKS } from './charter/charter.ts';
import {
  ApplicationForm,
  changeLimits,
  LARGEST_SHARE,
  MOST_CHANGE_DAYS,
  MOST_DECISION_DAYS,
  MOST_DEPUTY_WEEKS,
  MOST_OPINION_DAYS,
  OpinionRuleForm,
  ProjectRulesForm,
  USUAL_PROJECT_RULES,
} from './project-rules.ts';

const RULES = { version: '0', changeShare: '10', changeDays: '30', decisionDays: '14', lightLimit: '' };
const OPINION = { name: 'Legal', giverId: 'p', need: 'every', days: '5' };

test('[PR40] usually ten percent and thirty days are free', () => {
  expect(changeLimits(USUAL_PROJECT_RULES)).toEqual({ share: 10, days: 30 });
});

test('[PR40] [PR37] [PR71] each limit is taken up to its bound', () => {
  const takes = (change: Record<string, string>): boolean => v.is(ProjectRulesForm, { ...RULES, ...change });
  const takesShare = (n: number): boolean => takes({ changeShare: String(n) });
  const takesDays = (n: number): boolean => takes({ changeDays: String(n) });
  const takesDecision = (n: number): boolean => takes({ decisionDays: String(n) });
  expect([takesShare(LARGEST_SHARE), takesShare(LARGEST_SHARE + 1)]).toEqual([true, false]);
  expect([takesDays(MOST_CHANGE_DAYS), takesDays(MOST_CHANGE_DAYS + 1)]).toEqual([true, false]);
  expect([takesDecision(MOST_DECISION_DAYS), takesDecision(MOST_DECISION_DAYS + 1)]).toEqual([true, false]);
  expect(takes({ decisionDays: '0' })).toBe(false);
  const takesWeeks = (n: number): boolean => takes({ deputyWeeks: String(n) });
  expect([takesWeeks(MOST_DEPUTY_WEEKS), takesWeeks(MOST_DEPUTY_WEEKS + 1)]).toEqual([true, false]);
});

test('[PR29] an opinion from a sum on has the sum, and one about an application the application', () => {
  const takes = (change: Record<string, string>): boolean => v.is(OpinionRuleForm, { ...OPINION, ...change });
  expect([takes({}), takes({ need: 'sum' }), takes({ need: 'sum', fromAmount: '1 000' })]).toEqual([
    true,
    false,
    true,
  ]);
  expect([takes({ need: 'application' }), takes({ need: 'application', applicationId: 'a' })]).toEqual([
    false,
    true,
  ]);
  expect([
    takes({ days: String(MOST_OPINION_DAYS) }),
    takes({ days: String(MOST_OPINION_DAYS + 1) }),
  ]).toEqual([true, false]);
});

test('[PR28] a checklist has one item a line, each once, up to its limit', () => {
  const items = (count: number): string =>
    Array.from({ length: count }, (_, index) => `Item ${index}`).join('\n');
  expect(
    v.parse(ApplicationForm, { name: 'CRM', checklist: ' Fields\n\nRights\nFields ' }).checklist,
  ).toEqual(['Fields', 'Rights']);
  expect(v.is(ApplicationForm, { name: 'CRM', checklist: items(MOST_CHECKS) })).toBe(true);
  expect(v.is(ApplicationForm, { name: 'CRM', checklist: items(MOST_CHECKS + 1) })).toBe(false);
});
