import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MAX_ISSUE_LIST_BYTES, MOST_ISSUE_ROWS } from '#lib/issues/import/issue-import.ts';
import { workbookOf } from '#lib/tabular/testing/workbook.ts';
import { listBytes } from '../../../tests/import-list.ts';
import { makeTestApp, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';

const LIST =
  'Summary,Issue key,Status,Reporter,Assignee,Labels,Labels,Created\n' +
  'Customers wait for a call,CX-1,To Do,ola@example.org,,calls,waiting,2026-03-02\n' +
  'Invoice in two envelopes,CX-2,Done,somebody@elsewhere.org,,,,\n' +
  ',CX-3,To Do,,,,,\n';

describe.each(ENGINES)('importing issues on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena', ['lead']);
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const importList = async (text: string, more: Record<string, unknown> = {}) => {
    const form = { file: listBytes(text), fileName: 'jira.csv', ...more };
    const { fingerprint: seen, ...preview } = await scene.app.issues.previewIssueImport(lead, form);
    return { preview, done: await scene.app.issues.importIssues(lead, { ...form, seen }) };
  };
  const titles = async () =>
    (await scene.app.issues.getIssueList(lead)).issues.map(({ title, state, triage }) => [
      title,
      state,
      triage,
    ]);

  test.skipIf(isAbsent)(
    '[IS16] [IS18] every row is accounted for, keeps its origin, and comes once',
    async () => {
      const ola = await scene.app.people.addPerson(
        { kind: 'system', name: 'test' },
        { name: 'Ola', email: 'ola@example.org', roles: [] },
      );
      const { preview, done } = await importList(LIST);
      expect(preview.added.map(({ row, key }) => [row, key])).toEqual([
        [2, 'CX-1'],
        [3, 'CX-2'],
      ]);
      expect(preview.refused.map(({ row, fault }) => [row, fault.reason])).toEqual([
        [4, 'issues.import.noTitle'],
      ]);
      expect(preview.unread.people).toBe(1);
      expect(done).toMatchObject({ added: 2, same: 0, refused: 1 });
      expect(await titles()).toEqual([
        ['Customers wait for a call', 'open', 'new'],
        ['Invoice in two envelopes', 'done', 'accepted'],
      ]);
      const [first] = (await scene.app.issues.getIssueList(lead)).issues;
      expect(first?.origin).toEqual({
        kind: 'import',
        file: 'jira.csv',
        row: 2,
        key: 'CX-1',
        reporter: 'ola@example.org',
        details: [{ heading: 'Labels', text: 'calls; waiting' }],
      });
      expect(new Date(first?.createdAtMs ?? 0).toISOString().slice(0, 10)).toBe('2026-03-02');
      expect((await scene.app.issues.getTriage(lead, first?.id ?? '')).reporters).toEqual(['Ola']);
      expect(ola).toBeTruthy();
      const again = await importList(LIST.replace('Customers wait', 'Customers still wait'));
      expect([again.preview.same.length, again.done.added, again.done.undoId]).toEqual([2, 0, null]);
      const history = await scene.app.access.listAudit(await scene.person('Admin', ['admin']));
      expect(history.lines.filter(({ action }) => action === 'issue.import')).toHaveLength(2);
    },
  );

  test.skipIf(isAbsent)(
    '[IS16] a preview writes nothing, and what is imported is what it showed',
    async () => {
      const form = { file: listBytes(LIST), fileName: 'jira.csv' };
      const { fingerprint: seen } = await scene.app.issues.previewIssueImport(lead, form);
      expect(await titles()).toEqual([]);
      const movedOn = { code: 'conflict', reason: 'issues.import.movedOn' };
      await expect(scene.app.issues.importIssues(lead, form)).rejects.toMatchObject(movedOn);
      await expect(
        scene.app.issues.importIssues(lead, { ...form, seen, as: 'accepted' }),
      ).rejects.toMatchObject(movedOn);
      await scene.app.issues.addIssue(lead, { title: 'Customers wait for a call' });
      await expect(scene.app.issues.importIssues(lead, { ...form, seen })).rejects.toMatchObject(movedOn);
      expect((await titles()).length).toBe(1);
    },
  );

  test.skipIf(isAbsent)(
    '[IS17] what a person says of the columns counts, in a workbook as well',
    async () => {
      const workbook = await workbookOf({
        Sprawy: [
          ['Kto', 'Co'],
          ['Ola', 'Kolejka w oddziale'],
        ],
      });
      const form = { file: new Uint8Array(workbook), fileName: 'sprawy.xlsx', as: 'accepted' };
      const guessed = await scene.app.issues.previewIssueImport(lead, form);
      expect([guessed.hasTitle, guessed.added.length]).toEqual([false, 0]);
      const chosen = { ...form, headings: ['Kto', 'Co'], fields: ['detail', 'title'] };
      const { fingerprint: seen } = await scene.app.issues.previewIssueImport(lead, chosen);
      await scene.app.issues.importIssues(lead, { ...chosen, seen });
      expect(await titles()).toEqual([['Kolejka w oddziale', 'open', 'accepted']]);
    },
  );

  test.skipIf(isAbsent)(
    '[IS19] one press takes an import back, but not what somebody worked with',
    async () => {
      const { done } = await importList('Title\nA\nB\nC\nD\n', { as: 'accepted' });
      const { issues } = await scene.app.issues.getIssueList(lead);
      const idOf = (title: string): string => issues.find((issue) => issue.title === title)?.id ?? '';
      await scene.app.issues.rateIssue(lead, { issueId: idOf('A'), importance: 3, urgency: 3 });
      await scene.app.issues.setIssueOwner(lead, { ids: [idOf('B')], ownerId: lead.id });
      await scene.app.discussion.writeMessage(lead, {
        ...{ kind: 'issue', subjectId: idOf('C'), text: 'I have seen this.' },
      });
      const back = await scene.app.undo.takeBack(lead, done.undoId ?? '');
      expect(back).toEqual({ said: { key: 'issues.import.undone', values: { n: 1, kept: 3 } } });
      expect((await titles()).map(([title]) => title).sort()).toEqual(['A', 'B', 'C']);
      await expect(scene.app.undo.takeBack(lead, done.undoId ?? '')).rejects.toMatchObject({
        code: 'not-found',
      });
    },
  );

  test.skipIf(isAbsent)('[IS16] what is no list, too large or not theirs is refused', async () => {
    const preview = (file: Uint8Array<ArrayBuffer>) => scene.app.issues.previewIssueImport(lead, { file });
    await expect(preview(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]))).rejects.toMatchObject({
      issues: [{ path: 'file', message: 'issues.import.noList' }],
    });
    await expect(preview(new Uint8Array(MAX_ISSUE_LIST_BYTES + 1))).rejects.toMatchObject({
      code: 'too-large',
    });
    const rows = (n: number) =>
      listBytes(`Title\n${Array.from({ length: n }, (_, at) => `T${at}`).join('\n')}\n`);
    expect((await preview(rows(MOST_ISSUE_ROWS))).added.length).toBe(MOST_ISSUE_ROWS);
    await expect(preview(rows(MOST_ISSUE_ROWS + 1))).rejects.toMatchObject({
      reason: 'issues.import.tooMany',
    });
    const employee = await scene.person('Ola');
    await expect(
      scene.app.issues.previewIssueImport(employee, { file: listBytes(LIST) }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await expect(scene.app.issues.importIssues(employee, { file: listBytes(LIST) })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});
