import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MOST_DISCUSSION_BYTES, MOST_MESSAGE_BYTES } from '#lib/discussion/message.ts';
import { addCause, createEditor } from '#lib/ishikawa/doc/edit-fishbone.ts';
import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';
import { pinTestInsight } from '../../tests/test-insight.ts';
import { moveTo } from '../../tests/workshop-steps.ts';

/** A text of so many bytes. */
const fileOf = (byteSize: number, name = 'notes.txt'): File =>
  new File([new Uint8Array(byteSize).fill(97)], name);

describe.each(ENGINES)('what hangs on messages on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let ada: PersonActor;
  let issueId: string;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena Lead', ['lead', 'analyst']);
    ada = await scene.person('Ada');
    issueId = await scene.app.issues.addIssue(lead, { title: 'Long waits', description: '' });
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const say = (actor: PersonActor, fields: object) =>
    scene.app.discussion.writeMessage(actor, { kind: 'issue', subjectId: issueId, text: '', ...fields });
  const newest = async (actor: PersonActor) =>
    (await scene.app.discussion.getDiscussion(actor, { kind: 'issue', id: issueId })).messages.at(-1);
  const countBlobs = async () =>
    (await scene.app.database.db.selectFrom('blob').select('id').execute()).length;

  test.skipIf(isAbsent)('[DI5] a file is taken by its bytes and handed out to readers alone', async () => {
    const { discussion } = scene.app;
    const { messageId } = await say(ada, { files: fileOf(10, 'a/notes.exe') });
    const [file] = (await newest(lead))?.words?.files ?? [];
    expect(file).toMatchObject({ name: 'notes.exe.txt', byteSize: 10 });
    const opened = await discussion.openMessageFile(lead, file?.id ?? '');
    const bytes = (await Array.fromAsync(opened.chunks)).reduce((sum, { length }) => sum + length, 0);
    expect([opened.type, bytes]).toEqual(['text/plain', 10]);
    await expect(discussion.openMessageFile(NOBODY, file?.id ?? '')).rejects.toMatchObject({
      code: 'not-signed-in',
    });
    await expect(discussion.openMessageFile(lead, 'none')).rejects.toMatchObject({ code: 'not-found' });
    await discussion.removeMessage(ada, { messageId });
    expect(await countBlobs()).toBe(0);
    await expect(discussion.openMessageFile(lead, file?.id ?? '')).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test.skipIf(isAbsent)('[DI5] what is refused leaves no bytes behind', async () => {
    await expect(say(ada, { files: new File([new Uint8Array([1, 2, 3])], 'x.png') })).rejects.toMatchObject({
      reason: 'discussion.file.unknownType',
    });
    await expect(say(ada, { files: fileOf(MOST_MESSAGE_BYTES + 1) })).rejects.toMatchObject({
      reason: 'discussion.file.tooLarge',
    });
    await say(ada, { files: fileOf(MOST_MESSAGE_BYTES) });
    expect(await countBlobs()).toBe(1);
    const left = MOST_DISCUSSION_BYTES - MOST_MESSAGE_BYTES;
    await scene.app.database.db.updateTable('message_file').set({ byte_size: left }).execute();
    await say(ada, { files: fileOf(MOST_MESSAGE_BYTES) });
    await expect(say(ada, { files: fileOf(1) })).rejects.toMatchObject({ reason: 'discussion.file.full' });
    expect(await countBlobs()).toBe(2);
  });

  test.skipIf(isAbsent)('[DI4] evidence is quoted by its own rights, and gone with its source', async () => {
    const { app } = scene;
    const insightId = await pinTestInsight(app, lead);
    await say(lead, { text: 'Look', quoteKind: 'insight', quoteId: insightId });
    expect((await newest(ada))?.words?.quote).toMatchObject({
      state: 'evidence',
      evidence: { kind: 'insight', id: insightId, href: `/survey/insights/${insightId}` },
    });
    const workshopId = await app.workshop.createWorkshop(lead, {
      ...{ title: 'Waits', problem: 'Long', goal: 'Know why', template: '5m', language: 'en' },
    });
    let causeId = '';
    await app.sync.editDocument(`workshop/${workshopId}/board`, (doc) => {
      const board = openFishbone(doc);
      const [bone] = readFishbone(board).fishbone.bones;
      if (!bone) throw new Error('no bone');
      causeId = addCause(createEditor(board, 'test'), { parent: bone.id, after: 'end' }, 'Queue', lead.id);
    });
    await moveTo(app, lead, workshopId, 'whys');
    await app.workshop.addEvidence(lead, { workshopId, causeId, kind: 'quote', text: 'Twenty minutes!' });
    const keys = [`${workshopId}/${causeId}`];
    const [quotable] = await app.workshop.listQuotable(lead, keys);
    expect(quotable).toMatchObject({ kind: 'evidence', title: 'Waits', text: 'Twenty minutes!' });
    expect(await app.workshop.listQuotable(ada, keys)).toEqual([]);
    const evidence = { text: 'And this', quoteKind: 'evidence', quoteId: quotable?.id };
    await expect(say(ada, evidence)).rejects.toMatchObject({ reason: 'discussion.quoteGone' });
    await say(lead, evidence);
    expect((await newest(lead))?.words?.quote).toMatchObject({ evidence: { text: 'Twenty minutes!' } });
    expect((await newest(ada))?.words?.quote).toEqual({ state: 'gone' });
    await app.workshop.removeEvidence(lead, { workshopId, id: quotable?.id });
    expect((await newest(lead))?.words?.quote).toEqual({ state: 'gone' });
  });
});
