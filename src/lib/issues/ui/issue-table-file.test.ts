import { expect, test } from 'vitest';
import { tableCsv } from '#lib/base/table-file/table-file.ts';
import { loadMessages } from '#lib/i18n/catalogue.ts';
import { Translator } from '#lib/i18n/translator.ts';
import { readIssueList } from '../import/read-issues.ts';
import { issueTable, type FiledIssue } from './issue-table-file.ts';
import { jiraCsv } from './jira-file.ts';

const AROUND = { linkBase: 'https://cx.example.org', timeZone: 'Europe/Warsaw' };
const ISSUES: FiledIssue[] = [
  {
    ...{ number: 7, title: '=Long queue', description: 'Ten minutes\nand more', state: 'open' },
    ...{ triage: 'accepted', band: 'this-year', raters: 4, ownerName: 'Beata Wrona' },
    priority: { importance: 4.256_6, urgency: 3 },
    origin: { kind: 'insight', insightId: 'i1' },
    // Half past midnight of the first of December in Warsaw.
    createdAtMs: Date.UTC(2026, 10, 30, 23, 30),
  },
  {
    ...{ number: 8, title: 'Hidden totals', description: '', state: 'done' },
    ...{ triage: 'accepted', band: null, raters: 2, ownerName: null, priority: undefined },
    origin: { kind: 'manual' },
    createdAtMs: Date.UTC(2026, 0, 5, 12),
  },
];

async function texts(locale: 'en' | 'pl'): Promise<Translator> {
  return new Translator(locale, await loadMessages(locale, ['issues']));
}

test('[IS70] the list is a table in the words of its reader; what the server left out is an empty cell', async () => {
  const { columns, rows } = issueTable(await texts('en'), ISSUES, AROUND);
  const head = columns.map(({ name }) => name);
  const as = (at: number) => Object.fromEntries(head.map((name, column) => [name, rows[at]?.[column]]));
  expect(as(0)).toMatchObject({
    ...{ 'No.': 7, Importance: 4.26, Urgency: 3, Band: 'This year', Added: '2026-12-01' },
    Link: 'https://cx.example.org/issues/7',
  });
  expect(as(1)).toMatchObject({ Importance: null, Urgency: null, Band: null, Owner: null, Ratings: 2 });
  expect(tableCsv(issueTable(await texts('pl'), ISSUES, AROUND), 'polish-excel')).toContain(";'=Long queue;");
});

test('[IS72] what leaves for Jira is read back as the same issues, and begins with its first heading', async () => {
  const file = jiraCsv(await texts('en'), ISSUES, AROUND);
  expect(file.startsWith('Summary,Description,')).toBe(true);
  const { rows } = readIssueList(file, new Map(), '2026-12-01');
  expect(rows.map(({ issue }) => issue)).toMatchObject([
    {
      ...{ title: '=Long queue', key: 'HB-7', state: 'open', owner: 'Beata Wrona', createdOn: '2026-12-01' },
      description: 'Ten minutes\nand more\n\na survey insight, https://cx.example.org/issues/7',
      details: expect.arrayContaining([{ heading: 'Priority', text: 'High' }]) as unknown,
    },
    { title: 'Hidden totals', key: 'HB-8', state: 'done', owner: '', createdOn: '2026-01-05' },
  ]);
});
