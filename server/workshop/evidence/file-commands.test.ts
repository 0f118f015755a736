import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addCause, createEditor } from '#lib/ishikawa/doc/edit-fishbone.ts';
import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import { readControl } from '#lib/workshop/room/control-doc.ts';
import { MOST_FILE_BYTES } from '#lib/base/file-type.ts';
import { MOST_FILES } from '#lib/workshop/evidence/evidence-file.ts';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';
import { moveTo } from '../../../tests/workshop-steps.ts';
import { CHUNK_BYTES } from '#server/database/blobs.ts';

const FORM = {
  title: 'Long waits',
  problem: 'Customers wait too long',
  goal: 'Know why',
  template: '5m',
  language: 'en',
};

/** A PNG of so many bytes: the signature, and a pattern behind it. */
function picture(byteSize: number, name = 'queue.png'): File {
  const bytes = Uint8Array.from({ length: byteSize }, (_, i) => (i * 31) % 251);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return new File([bytes], name, { type: 'text/html' });
}

describe.each(ENGINES)('files as evidence on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let ola: PersonActor;
  let workshopId: string;
  let causeId: string;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena Lead', ['lead']);
    ola = await scene.person('Ola');
    workshopId = await scene.app.workshop.createWorkshop(lead, FORM);
    await scene.app.workshop.invitePeople(lead, { workshopId, personIds: [ola.id] });
    await scene.app.sync.editDocument(`workshop/${workshopId}/board`, (doc) => {
      const board = openFishbone(doc);
      const [bone] = readFishbone(board).fishbone.bones;
      if (!bone) throw new Error('no bone');
      const spot = { parent: bone.id, after: 'end' } as const;
      causeId = addCause(createEditor(board, 'test'), spot, 'Shifts end early', ola.id);
    });
    await moveTo(scene.app, lead, workshopId, 'whys');
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const attach = (file: File, text = '') => ({ workshopId, causeId, text, file });
  const hanging = async () => {
    const control = await scene.app.sync.readDocument(`workshop/${workshopId}/control`, readControl);
    return control?.evidence[causeId] ?? [];
  };
  const countRows = async (table: 'blob' | 'blob_chunk' | 'evidence_file'): Promise<number> => {
    const { db } = scene.app.database;
    const row = await db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll().as('n'))
      .executeTakeFirstOrThrow();
    return Number(row.n);
  };

  test.skipIf(isAbsent)(
    'refuses who takes no part, and hands a file to readers of the board alone',
    async () => {
      const { workshop } = scene.app;
      const stranger = await scene.person('Stranger', ['lead', 'admin']);
      await workshop.attachFile(ola, attach(picture(100)));
      const evidenceId = (await hanging())[0]?.id ?? '';
      for (const [actor, code] of [
        [NOBODY, 'not-signed-in'],
        [stranger, 'forbidden'],
      ] as const) {
        await expect(workshop.attachFile(actor, attach(picture(100)))).rejects.toMatchObject({ code });
        await expect(workshop.openEvidenceFile(actor, { workshopId, evidenceId })).rejects.toMatchObject({
          code,
        });
      }
      await moveTo(scene.app, lead, workshopId, 'prepare');
      await expect(workshop.openEvidenceFile(ola, { workshopId, evidenceId })).rejects.toMatchObject({
        code: 'forbidden',
      });
      const elsewhere = await workshop.createWorkshop(lead, FORM);
      await expect(
        workshop.openEvidenceFile(lead, { workshopId: elsewhere, evidenceId }),
      ).rejects.toMatchObject({ code: 'not-found' });
    },
  );

  test.skipIf(isAbsent)(
    '[WS94] a file of several pieces comes back byte for byte, and a note is masked',
    async () => {
      const { workshop } = scene.app;
      const file = picture(2 * CHUNK_BYTES + 7, 'Kolejka jan@example.org.PNG');
      await workshop.attachFile(ola, attach(file, 'from jan@example.org'));
      const [piece] = await hanging();
      expect(piece?.evidence).toEqual({
        kind: 'file',
        name: 'Kolejka [e-mail].png',
        type: 'image/png',
        byteSize: file.size,
        text: 'from [e-mail]',
      });
      const opened = await workshop.openEvidenceFile(ola, { workshopId, evidenceId: piece?.id ?? '' });
      const chunks: Uint8Array[] = [];
      for await (const chunk of opened.chunks) chunks.push(chunk);
      expect(chunks.map(({ length }) => length)).toEqual([CHUNK_BYTES, CHUNK_BYTES, 7]);
      expect(Buffer.concat(chunks).equals(Buffer.from(await file.arrayBuffer()))).toBe(true);
      expect(await countRows('blob')).toBe(1);
    },
  );

  test.skipIf(isAbsent)(
    '[WS94] what is taken away is deleted with its bytes, and nothing is left of a refusal',
    async () => {
      const { workshop } = scene.app;
      await workshop.attachFile(ola, attach(picture(100)));
      const id = (await hanging())[0]?.id;
      const rest = async () =>
        Promise.all((['blob', 'blob_chunk', 'evidence_file'] as const).map((table) => countRows(table)));
      expect(await rest()).toEqual([1, 1, 1]);
      await expect(workshop.removeEvidence(ola, { workshopId, id })).rejects.toMatchObject({
        code: 'invalid',
      });
      await workshop.removeFile(ola, { workshopId, id });
      expect(await rest()).toEqual([0, 0, 0]);
      for (const [file, reason] of [
        [picture(MOST_FILE_BYTES + 1), 'too-large'],
        [new File(['MZ\0\u0003'], 'photo.png', { type: 'image/png' }), 'unknown-type'],
      ] as const) {
        await expect(workshop.attachFile(ola, attach(file))).rejects.toMatchObject({
          reason: `evidence.file.${reason}`,
        });
      }
      await expect(workshop.attachFile(ola, attach(new File([], 'a.txt')))).rejects.toMatchObject({
        code: 'invalid',
      });
      expect([await rest(), await hanging()]).toEqual([[0, 0, 0], []]);
    },
  );

  test.skipIf(isAbsent)('[WS94] a cause takes twenty files and no more, also at once', async () => {
    const { workshop } = scene.app;
    for (let i = 1; i < MOST_FILES; i++) await workshop.attachFile(ola, attach(picture(20 + i)));
    const outcomes = await Promise.allSettled(
      [ola, lead, ola].map((actor) => workshop.attachFile(actor, attach(picture(100)))),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(workshop.attachFile(lead, attach(picture(100)))).rejects.toMatchObject({
      reason: 'evidence.file.too-many',
    });
    expect(await countRows('blob')).toBe(MOST_FILES);
  });

  test.skipIf(isAbsent)('[WS94] bytes of an upload that was cut off are deleted a day later', async () => {
    const { db } = scene.app.database;
    const lost = { id: 'lost', owner_id: null, byte_size: 5, sha256: '0', is_complete: 0, created_at_ms: 1 };
    await db.insertInto('blob').values(lost).execute();
    await db
      .insertInto('blob')
      .values({ ...lost, id: 'fresh', created_at_ms: scene.app.clock() })
      .execute();
    await scene.app.workshop.attachFile(ola, attach(picture(100)));
    await scene.app.workshop.forgetLostFiles();
    expect(await countRows('blob')).toBe(2);
  });
});
