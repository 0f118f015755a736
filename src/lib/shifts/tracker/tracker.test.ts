import { expect, test } from 'vitest';
import { readRows } from '#lib/tabular/read/read-rows.ts';
import { unguardFormula } from '../../base/csv-cell.ts';
import { findingsCsv, SUMMARY_MAX } from './findings-csv.ts';
import { isFixedBy, planTracker, readTrackerFile } from './read-tracker-file.ts';
import { isTrackerKey, newsOfTracked, TRACKER_KEY_MAX, TRACKER_WORD_MAX, UNTRACKED } from './tracked.ts';

const finding = {
  ...{ id: 'f1', roundId: 'r1', text: '=1+1 stands, "there"\nand more', steps: 'Open it', quote: 'Why?' },
  kind: 'bug' as const,
  severity: 'blocks' as const,
};

test('[SH96] findings leave as Jira imports them, and no cell is a formula', () => {
  const [head, row] = readRows(findingsCsv([finding], 'https://cx.example'));
  expect(head?.cells).toEqual(['Summary', 'Description', 'Issue Type', 'Priority', 'Labels', 'Labels']);
  const [summary = '', description = '', ...rest] = row?.cells ?? [];
  expect(summary).toBe('\'=1+1 stands, "there"');
  expect(unguardFormula(description)).toBe(
    '=1+1 stands, "there"\nand more\n\nOpen it\n\n„Why?”\n\nhttps://cx.example/shifts/r1/findings/f1',
  );
  expect(rest).toEqual(['Bug', 'Highest', 'herringbone', 'herringbone-f-f1']);
});

test('[SH96] a summary has as many letters as Jira takes', () => {
  const summaryOf = (n: number) =>
    readRows(findingsCsv([{ ...finding, text: 'a'.repeat(n) }], 'https://cx.example'))[1]?.cells[0]?.length;
  expect(summaryOf(SUMMARY_MAX)).toBe(SUMMARY_MAX);
  expect(summaryOf(SUMMARY_MAX + 1)).toBe(SUMMARY_MAX);
});

test('[SH97] a list is read by English and Polish headings, with repeated columns', () => {
  const english =
    'Summary,Issue key,Status,Labels,Labels,Fix Version/s,Fix Version/s,Resolution\n' +
    'No tone,HB-1,Closed,herringbone,herringbone-f-f1,2.1,2.2,Done\n';
  expect(readTrackerFile(english).rows[0]).toMatchObject({
    ...{ key: 'HB-1', findingIds: ['f1'] },
    tracked: { key: 'HB-1', status: 'Closed', version: '2.1, 2.2', isFixed: true },
  });
  const polish =
    'Klucz zgłoszenia;Podsumowanie;Status;Etykiety;Wersje poprawki\nHB-2;Brak;W toku;HERRINGBONE-F-f2 inne;\n';
  expect(readTrackerFile(polish).rows[0]).toMatchObject({
    ...{ key: 'HB-2', findingIds: ['f2'] },
    tracked: { status: 'W toku', version: '', isFixed: false },
  });
});

test('[SH97] a status that says nothing to us is done by its resolution, and what is dropped never', () => {
  expect(isFixedBy('Gotowe')).toBe(true);
  expect(isFixedBy('Deployed')).toBe(false);
  expect(isFixedBy('Deployed', 'Fixed')).toBe(true);
  expect(isFixedBy('Closed', "Won't Do")).toBe(false);
  expect(isFixedBy('In Progress', 'Fixed')).toBe(false);
});

test('[SH97] rows go by label, then by key; others change nothing and are counted', () => {
  const tracked = { key: 'HB-2', status: 'Open', version: '', isFixed: false };
  const known = [
    { id: 'f1', title: 'One', tracked: UNTRACKED },
    { id: 'f2', title: 'Two', tracked },
  ];
  const long = 'a'.repeat(TRACKER_WORD_MAX + 1);
  const text =
    'Issue key,Summary,Status,Labels\nHB-1,One,Done,herringbone-f-f1\nhb-2,Two,Open,\nHB-1,Again,Open,herringbone-f-f1\n' +
    `HB-9,Other,Done,\nnone,Bad,Done,\nHB-3,Long,${long},herringbone-f-f1\n`;
  const plan = planTracker(readTrackerFile(text), known);
  expect(plan.changed).toMatchObject([
    { row: 2, findingId: 'f1', news: 'done', after: { key: 'HB-1', status: 'Done' } },
    { row: 3, findingId: 'f2', news: null },
  ]);
  expect(plan.unmatched.map(({ key }) => key)).toEqual(['HB-1', 'HB-9']);
  expect(plan.refused.map(({ fault }) => fault.reason)).toEqual(['tracker.badKey', 'tracker.tooLong']);
  expect(planTracker(readTrackerFile('Summary\nOne\n'), known)).toMatchObject({ hasKey: false, changed: [] });
  const fits = `Issue key,Status\nHB-2,${'a'.repeat(TRACKER_WORD_MAX)}\n`;
  expect(planTracker(readTrackerFile(fits), known).changed).toHaveLength(1);
});

test('[SH98] news is that it is done, or that a version is named, and each once', () => {
  const done = { key: 'HB-1', status: 'Done', version: '', isFixed: true };
  expect(newsOfTracked(UNTRACKED, done)).toBe('done');
  expect(newsOfTracked(done, { ...done, status: 'Closed' })).toBeNull();
  expect(newsOfTracked(done, { ...done, version: '2.1' })).toBe('fixed');
  expect(newsOfTracked({ ...done, version: '2.1' }, { ...done, version: '2.1' })).toBeNull();
  expect(newsOfTracked({ ...done, version: '2.1' }, UNTRACKED)).toBeNull();
});

test('[SH97] a key is a project, a hyphen and a number, and no longer than a limit', () => {
  expect(isTrackerKey(`A-${'1'.repeat(TRACKER_KEY_MAX - 2)}`)).toBe(true);
  expect(isTrackerKey(`A-${'1'.repeat(TRACKER_KEY_MAX - 1)}`)).toBe(false);
  expect(['HB-1', 'Śr_2-10', '1-1', 'HB', '=HB-1'].map(isTrackerKey)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
