import { expect, test } from 'vitest';
import { loadMessages } from '#lib/i18n/catalogue.ts';
import { Translator } from '#lib/i18n/translator.ts';
import { EMPTY_CHARTER } from '../../charter/charter.ts';
import type { BriefProject } from '../brief.ts';
import { briefMarkdown } from './brief-markdown.ts';
import { BRIEF_TEXT_MAX, briefSections, MOST_BRIEF_LINES } from './brief-parts.ts';

const PROJECT: BriefProject = {
  ...{ number: 3, title: 'Call *back*', aim: 'Nobody waits', state: 'running', currency: 'PLN' },
  ...{ ownerName: 'Olga Owner', deputyName: 'Daniel Deputy', sponsorName: null, budgetMinor: 123_450 },
  ...{ startsOn: '2027-01-04', endsOn: '2027-07-10' },
  first: { startsOn: '2027-01-04', endsOn: '2027-06-30' },
  issues: [{ number: 7, title: 'Long queue' }],
  charter: null,
  effect: null,
  latestReport: { health: 'at-risk', text: 'The supplier is late', reportedAtMs: Date.UTC(2027, 1, 1) },
  decisions: [
    {
      part: 'marketing',
      isApproved: true,
      directorName: 'Maria Marketing',
      decidedAtMs: Date.UTC(2026, 11, 1),
    },
    {
      part: 'customer-service',
      isApproved: false,
      directorName: 'Szymon',
      decidedAtMs: Date.UTC(2026, 11, 1),
    },
  ],
};

async function texts(): Promise<Translator> {
  return new Translator('en', await loadMessages('en', ['projects', 'base']), 'UTC');
}

test('[PR106] a brief says who, why, and how it stands; what is not written or not read has no place on it', async () => {
  const parts = briefSections(await texts(), { ...PROJECT, budgetMinor: null });
  expect(parts.map(({ title }) => title)).toEqual(['Who and when', 'Problem and evidence', 'How it stands']);
  const lines = parts.flatMap((part) => part.lines.map(({ label, text }) => `${label}: ${text}`));
  expect(lines).toContain('Issue: #7 Long queue');
  expect(lines.join('\n')).toContain('ends 10 days later than first approved');
  expect(lines.filter((line) => line.startsWith('Approved'))).toHaveLength(1);
});

test('[PR106] a budget stands there for those who read it, and long texts and lists are cut and said to be', async () => {
  const i18n = await texts();
  const charter = (problem: string, lines: number) => ({
    ...PROJECT,
    charter: {
      ...EMPTY_CHARTER,
      problem,
      stages: Array.from({ length: lines }, (_, at) => ({
        ...{ id: `s${at}`, name: `Stage ${at}`, method: '', criteria: '' },
        ...{ firstOn: '2027-02-01', currentOn: '2027-02-01' },
      })),
    },
  });
  const of = (project: BriefProject, title: string) =>
    briefSections(i18n, project)
      .find((part) => part.title === title)
      ?.lines.map(({ text }) => text) ?? [];
  expect(of(PROJECT, 'Money')).toEqual([i18n.money(123_450, 'PLN')]);
  const longest = 'x'.repeat(BRIEF_TEXT_MAX);
  expect(of(charter(longest, 0), 'Problem and evidence')).toContain(longest);
  expect(of(charter('x'.repeat(BRIEF_TEXT_MAX + 1), 0), 'Problem and evidence').at(-1)).toBe(`${longest} …`);
  expect(of(charter(`${'ab '.repeat(BRIEF_TEXT_MAX)}`, 0), 'Problem and evidence').at(-1)).toMatch(/ab …$/);
  expect(of(charter('', MOST_BRIEF_LINES), 'Stages')).toHaveLength(MOST_BRIEF_LINES);
  expect(of(charter('', MOST_BRIEF_LINES + 1), 'Stages').at(-1)).toBe('and 1 more, in the charter');
});

test('[PR106] what was measured stands there with its interval and its verdict', async () => {
  const wave = (name: string) => ({ id: 'w', version: 1, name, fieldedOn: '2026-01-05' });
  const effect = {
    ...{ verdict: 'improved', kind: 'nps', value: 4.2, label: 'NPS', before: wave('Spring') },
    ...{ interval: [1.1, 7.3], after: wave('Autumn') },
  } satisfies BriefProject['effect'];
  const lines = briefSections(await texts(), { ...PROJECT, effect }).flatMap((part) => part.lines);
  expect(lines).toContainEqual({ label: 'Improved', text: '+4.20 [1.10, 7.30]; NPS, Spring – Autumn' });
});

test('[PR106] as Markdown it shows what people wrote and does nothing', async () => {
  const text = briefMarkdown(await texts(), PROJECT);
  expect(text).toContain(
    '# #3 Call \\*back\\*\n\nNobody waits\n\n## Who and when\n\n- **Owner:** Olga Owner\n',
  );
});
