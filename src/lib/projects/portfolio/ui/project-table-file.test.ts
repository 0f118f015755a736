import { expect, test } from 'vitest';
import { loadMessages } from '#lib/i18n/catalogue.ts';
import { Translator } from '#lib/i18n/translator.ts';
import { projectTable, type FiledProject } from './project-table-file.ts';

const PROJECT: FiledProject = {
  ...{ number: 3, title: 'Call back', aim: 'Nobody waits', state: 'running', currency: 'PLN' },
  ...{ ownerId: 'o', ownerName: 'Olga Owner', deputyId: 'd', deputyName: 'Daniel Deputy' },
  ...{ budgetMinor: 123_450, startsOn: '2027-01-04', endsOn: '2027-07-10', latestReport: undefined },
  ...{ first: { startsOn: '2027-01-04', endsOn: '2027-06-30' }, issueNumber: 7, issueTitle: 'Long queue' },
};

test('[PR105] the list of projects is a table with budgets in whole units; one that its reader does not read is empty', async () => {
  const i18n = new Translator('en', await loadMessages('en', ['projects']));
  const hidden = { ...PROJECT, budgetMinor: null, first: null, issueNumber: null, issueTitle: null };
  const { columns, rows } = projectTable(i18n, [PROJECT, hidden], 'https://cx.example.org');
  const head = columns.map(({ name }) => name);
  const as = (at: number) => Object.fromEntries(head.map((name, column) => [name, rows[at]?.[column]]));
  expect(as(0)).toMatchObject({
    ...{ Budget: 1234.5, Currency: 'PLN', 'First approved end': '2027-06-30', 'Days later': 10 },
    ...{ Issue: '#7 Long queue', Link: 'https://cx.example.org/projects/3' },
  });
  expect(as(1)).toMatchObject({ Budget: null, Currency: null, 'Days later': null, Issue: null });
});
