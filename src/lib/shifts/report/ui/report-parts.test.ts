import { expect, test } from 'vitest';
import { asId } from '#lib/base/ids.ts';
import { loadMessages } from '#lib/i18n/catalogue.ts';
import { Translator } from '#lib/i18n/translator.ts';
import { compareContacts } from '../compare-contacts.ts';
import { poissonRate } from '../poisson-rate.ts';
import type { RoundReport } from '../report.ts';
import { MOST_LISTED } from './finding-part.ts';
import { roundReportMarkdown } from './round-report-markdown.ts';
import { reportParts } from './report-parts.ts';

const counted = (planned: number, said: number | null = planned) => ({ planned, said });
const NOTHING: RoundReport = {
  ...{ title: 'Winter', goal: '', firstDay: '2026-11-02', lastDay: '2026-11-04', isOver: true },
  sums: {
    ...{ tours: 3, toursOver: 3, places: 6, taken: 0, people: 0, served: null, mentors: 2 },
    ...{ days: counted(0), hours: counted(0), mentorDays: counted(6, null), mentorHours: counted(48, null) },
  },
  ...{ departments: [], levels: [], guests: [], mentors: [], findings: [], guestRate: null, agentRate: null },
  ...{
    stories: [],
    feedback: {},
    scores: null,
    thanks: '',
    worked: '',
    toChange: '',
    publishedAtMs: null,
    changedAtMs: null,
  },
};
const SERVED: RoundReport = {
  ...NOTHING,
  sums: {
    ...{ ...NOTHING.sums, taken: 6, people: 6, served: { wholly: 5, partly: 1 } },
    ...{ days: counted(6, 5.5), hours: counted(48, 44) },
  },
  departments: [{ key: 'it', name: 'IT', people: 12, onTour: 6, served: { wholly: 5, partly: 1 } }],
  levels: [
    { key: 'board', people: 3, onTour: 1, served: null },
    { key: 'head', people: 9, onTour: 5, served: { wholly: 5, partly: 0 } },
  ],
  ...{ guests: ['Ola', 'Łucja', 'Adam'], mentors: ['Marek'] },
  findings: [
    {
      ...{ id: 'f1', kind: 'bug', title: 'Queue [is] silent', fate: 'done', articleId: null, ticket: '' },
      issue: { number: 7, outcome: 'done' },
    },
    {
      id: 'f2',
      kind: 'insight',
      title: 'They ask twice',
      fate: 'open',
      issue: null,
      articleId: null,
      ticket: 'HB-7',
    },
  ],
  guestRate: poissonRate(2, 5.5) ?? null,
  scores: compareContacts({
    ...{ scale: { low: 1, high: 5 }, teamDays: 6 },
    guests: { counts: [0, 0, 1, 2, 3], people: 5 },
    team: { counts: [1, 1, 1, 3, 4], people: 6 },
  }),
  ...{ thanks: '# Great\n\nWell **done**', worked: 'Short tours', toChange: '' },
};

async function markdownOf(report: RoundReport, locale: 'en' | 'pl'): Promise<string> {
  const messages = await loadMessages(locale, ['base', 'people', 'shifts', 'knowing', 'roundreport']);
  const i18n = new Translator(locale, messages);
  const parts = reportParts(i18n, report, {
    ...{ roundId: 'r1', issueTexts: { f1: 'Done' }, trackerAddress: 'https://firm.example/browse' },
    decisions: [{ number: 3, question: 'Again?', outcome: '' }],
  });
  return roundReportMarkdown({ title: 'Report: Winter', state: 'Published.', parts }, 'https://cx.example');
}

test('[SH91] a file says all that the page says, with links that lead there', async () => {
  const text = await markdownOf(SERVED, 'en');
  expect(text).toMatch(/^# Report: Winter\n\nPublished\.\n\n## At a glance\n/);
  expect(text).toContain('- **Hours served**: 44 (planned 48)');
  expect(text).toContain('- **Mentors’ hours**: 48 as planned');
  expect(text).toContain('| IT | 12 | 6 | 50 % | 5 | 1 |'.replace('50 %', '50\u00a0%'));
  expect(text).toContain('| Board | 3 | 1 | 33 % | – | – |'.replace('33 %', '33\u00a0%'));
  expect(text).toContain('(https://cx.example/shifts/r1/findings/f1): issue \\#7, Done');
  expect(text).toContain(
    'They ask twice](https://cx.example/shifts/r1/findings/f2): Open · [HB-7](https://firm.example/browse/HB-7)',
  );
  expect(text).toContain('[Again?](https://cx.example/decisions/3): open');
  expect(text).toContain(
    'Guests found 0.36 a day (95 % interval 0.04 to 1.31): 2 findings on 5.5 guest-days.',
  );
  expect(text).toContain('No detectable difference in the mean.');
  // What somebody wrote keeps its marks, below the headings of the report.
  expect(text).toContain('#### Great');
  expect(text).toContain('Well **done**');
  expect(text).not.toContain('What to change');
});

test('[SH110] a published story stands in the report with its words and a link to its page', async () => {
  const stories = [
    { id: asId<'story'>('s1'), title: 'Two days', text: '## Ola\n\nIt was **loud**.', publishedAtMs: 0 },
  ];
  const text = await markdownOf({ ...SERVED, stories }, 'en');
  expect(text).toContain('## Stories\n\n### Two days\n\n##### Ola\n\nIt was **loud**.');
  expect(text).toContain('[Two days](https://cx.example/shifts/r1/stories/s1): Published on');
  expect(await markdownOf(SERVED, 'en')).not.toContain('Stories');
});

test('[SH91] names stand in the order of the language, and a finding is no markup of the file', async () => {
  const text = await markdownOf(SERVED, 'pl');
  expect(text).toContain('Na turach: Adam, Łucja, Ola');
  expect(text).toContain('Queue \\[is\\] silent');
  expect(text).toContain('5 osób przez całą turę, 1 częściowo');
});

test('[SH85] a round without anybody says so, and nothing of parts in which nothing stands', async () => {
  const text = await markdownOf(NOTHING, 'en');
  expect(text).toContain('Nobody has been on a tour of this round yet.');
  expect(text).toContain('Nothing was reported in this round.');
  for (const absent of ['Who took part', 'How contacts were rated', 'verdict', 'Thanks', 'NaN'])
    expect(text).not.toContain(absent);
});

test('[SH86] where nothing is said of any group, there are no columns for it', async () => {
  const silent = { ...SERVED, departments: SERVED.departments.map((row) => ({ ...row, served: null })) };
  const text = await markdownOf({ ...silent, levels: [] }, 'en');
  expect(text).toContain('| Department | People | On a tour | Share |\n');
  expect(text).not.toContain('of too few people');
});

test('[SH87] so many findings are listed, and of more it is said how many there are', async () => {
  const listed = (count: number) => ({
    ...SERVED,
    findings: SERVED.findings
      .slice(0, 1)
      .flatMap((finding) => Array.from({ length: count }, (_, i) => ({ ...finding, id: `f${i}` }))),
  });
  expect(await markdownOf(listed(MOST_LISTED), 'en')).not.toContain('under Findings');
  expect(await markdownOf(listed(MOST_LISTED + 1), 'en')).toContain('1 more stands under Findings.');
});
