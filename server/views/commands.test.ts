import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';
import { MOST_LIST_VIEWS } from './commands.ts';

describe.each(ENGINES)('views of lists on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let employee: PersonActor;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena Lead', ['lead']);
    employee = await scene.person('Ewa Employee');
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const view = (name: string, more: object = {}) => ({
    list: 'issues',
    name,
    query: 'f.state=open&sort=-importance',
    isShared: false,
    ...more,
  });
  const namesFor = async (actor: PersonActor): Promise<string[]> =>
    (await scene.app.views.listListViews(actor, 'issues')).map(({ name }) => name);

  test.skipIf(isAbsent)('every command refuses who may not use it', async () => {
    const { views } = scene.app;
    const code = 'not-signed-in';
    await expect(views.listListViews(NOBODY, 'issues')).rejects.toMatchObject({ code });
    await expect(views.saveListView(NOBODY, view('Mine'))).rejects.toMatchObject({ code });
    await expect(views.removeListView(NOBODY, '')).rejects.toMatchObject({ code });
    await expect(views.saveListView(employee, view('For all', { isShared: true }))).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  test.skipIf(isAbsent)('one’s own views are one’s own, shared ones are everybody’s to look at', async () => {
    const { views } = scene.app;
    await views.saveListView(lead, view('Board', { isShared: true }));
    const mine = await views.saveListView(employee, view('Mine'));
    expect([await namesFor(lead), await namesFor(employee)]).toEqual([['Board'], ['Board', 'Mine']]);
    expect(await views.listListViews(employee, 'issues')).toMatchObject([
      { isMine: false, isShared: true, ownerName: 'Lena Lead', query: 'f.state=open&sort=-importance' },
      { id: mine, isMine: true, isShared: false },
    ]);
    expect(await views.listListViews(employee, 'projects')).toEqual([]);
    await expect(views.removeListView(lead, mine)).rejects.toMatchObject({ code: 'forbidden' });
    await views.removeListView(employee, mine);
    expect(await namesFor(employee)).toEqual(['Board']);
  });

  test.skipIf(isAbsent)('[FM16] a view that was removed comes back as it was', async () => {
    const { views, undo } = scene.app;
    const id = await views.saveListView(employee, view('Mine'));
    const before = await views.listListViews(employee, 'issues');
    const { undoId } = await views.removeListView(employee, id);
    await views.saveListView(employee, view('Mine'));
    await expect(undo.takeBack(employee, undoId ?? '')).rejects.toMatchObject({
      issues: [{ path: 'name', message: 'table.viewTaken' }],
    });
    const [other] = await views.listListViews(employee, 'issues');
    await views.removeListView(employee, other?.id ?? '');
    await undo.takeBack(employee, undoId ?? '');
    expect(await views.listListViews(employee, 'issues')).toEqual(before);
  });

  test.skipIf(isAbsent)('a name is taken once a person, and there is an end to views', async () => {
    const { views } = scene.app;
    await views.saveListView(employee, view('Mine'));
    await views.saveListView(lead, view('Mine'));
    await expect(views.saveListView(employee, view('Mine'))).rejects.toMatchObject({
      code: 'conflict',
      issues: [{ path: 'name', message: 'table.viewTaken' }],
    });
    for (let at = 1; at < MOST_LIST_VIEWS; at++) await views.saveListView(employee, view(`View ${at}`));
    await expect(views.saveListView(employee, view('One more'))).rejects.toMatchObject({
      code: 'conflict',
      reason: 'table.viewsFull',
    });
    expect(await namesFor(employee)).toHaveLength(MOST_LIST_VIEWS);
  });
});
