import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import { walkCauses } from '#lib/ishikawa/fishbone.ts';
import type { Actor } from '#lib/people/person.ts';
import { addIdea, removeIdea } from '#lib/workshop/write/draft-doc.ts';
import { makeTestApp, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';
import { moveTo } from '../../../tests/workshop-steps.ts';

const LINES = ['The hotline rang all night', 'Nobody told us about the holiday'];
const TAKEN_BACK = 'What I would rather not say';

describe.each(ENGINES)('a retrospective on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let people: PersonActor[];
  let id: string;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena Lead', ['lead']);
    people = [await scene.person('Ola Writer'), await scene.person('Jan Writer')];
    id = await scene.app.workshop.createWorkshop(lead, {
      ...{ kind: 'retrospective', title: 'After the pilot', language: 'en' },
    });
    await scene.app.workshop.invitePeople(lead, { workshopId: id, personIds: people.map((one) => one.id) });
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const draftOf = (person: PersonActor) => `workshop/${id}/draft/${person.id}`;
  const board = () =>
    scene.app.sync.readDocument(`workshop/${id}/board`, (doc) => readFishbone(openFishbone(doc)).fishbone);
  const isNamed = (text: string): boolean =>
    people.some((person) => text.includes(person.id) || text.includes(person.name));

  /** Everybody writes one line in silence, and one of them something that they take back. */
  async function writeInSilence(): Promise<void> {
    await moveTo(scene.app, lead, id, 'write');
    const [bone] = (await board()).bones;
    for (const [index, person] of people.entries())
      await scene.app.sync.editDocument(draftOf(person), (doc) => {
        addIdea(doc, { id: `idea${index}`, bone: bone?.id ?? '', text: LINES[index] ?? '', order: 1 });
        if (index > 0) return;
        addIdea(doc, { id: 'back', bone: bone?.id ?? '', text: TAKEN_BACK, order: 2 });
        removeIdea(doc, 'back', true);
      });
  }

  /** Every row of every table that holds one of these texts, in letters or in bytes. */
  async function rowsWith(texts: readonly string[]): Promise<{ table: string; row: string }[]> {
    const { db } = scene.app.database;
    const tables = await db.introspection.getTables();
    const found: { table: string; row: string }[] = [];
    for (const { name: table } of tables) {
      const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(db);
      for (const row of rows) {
        const said = Object.values(row)
          .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : String(value)))
          .join(' ');
        if (texts.some((text) => said.includes(text))) found.push({ table, row: said });
      }
    }
    return found;
  }

  test.skipIf(isAbsent)(
    '[MT31] after the reveal no row of the database has a line with its author',
    async () => {
      await writeInSilence();
      // Until then a draft is its author's: this search does find what is there.
      const before = await rowsWith([...LINES, TAKEN_BACK]);
      expect(before.some(({ row }) => isNamed(row))).toBe(true);
      await moveTo(scene.app, lead, id, 'reveal');
      const causes = [...walkCauses(await board())].map(({ node }) => [node.text, node.authorId]);
      expect(causes.toSorted()).toEqual(LINES.map((text) => [text, null]).toSorted());
      for (const stage of ['group', 'vote', 'wrapup', 'closed'] as const)
        await moveTo(scene.app, lead, id, stage);
      const after = await rowsWith(LINES);
      expect(after.length).toBeGreaterThan(0);
      expect(after.filter(({ row }) => isNamed(row))).toEqual([]);
      // What was taken back is gone, and so are the drafts: nothing with a writer's name in its own is left of them.
      expect(await rowsWith([TAKEN_BACK, `workshop/${id}/draft/`])).toEqual([]);
      expect(await scene.app.database.db.selectFrom('silent_writer').selectAll().execute()).toEqual([]);
    },
  );

  test.skipIf(isAbsent)('[MT31] no answer that anybody gets has a line with its author', async () => {
    const { workshop } = scene.app;
    await writeInSilence();
    await moveTo(scene.app, lead, id, 'reveal');
    const { workshop: row } = await workshop.getWorkshop(lead, id);
    const { token } = await workshop.joinAsGuest(
      { code: row.joinCode, name: 'Gus', department: 'Client' },
      { locale: 'en', address: '127.0.0.1' },
    );
    const guest = await workshop.guestOf(token);
    await moveTo(scene.app, lead, id, 'closed');
    const readers: Actor[] = [lead, people[1] ?? lead, ...(guest ? [guest] : [])];
    expect(readers).toHaveLength(3);
    for (const reader of readers) {
      const minutes = await workshop.getMinutes(reader, id);
      expect(minutes.completeness).toBe(null);
      const { packed } = await workshop.getReplay(reader, id);
      const replay = new TextDecoder().decode(
        new Uint8Array(
          await new Response(
            new Blob([new Uint8Array(packed)]).stream().pipeThrough(new DecompressionStream('gzip')),
          ).arrayBuffer(),
        ),
      );
      expect(replay).toContain(LINES[0]);
      expect(isNamed(replay)).toBe(false);
      // Beside the people of it, whom everybody knows, the minutes name nobody.
      const { people: _people, ...said } = minutes;
      expect(isNamed(JSON.stringify(said))).toBe(false);
    }
    const control = await scene.app.sync.readDocument(`workshop/${id}/control`, (doc) =>
      JSON.stringify(doc.getMap('control').toJSON()),
    );
    expect(isNamed(control)).toBe(false);
  });

  test.skipIf(isAbsent)(
    '[MT30] a participant writes in silence and nowhere else, whatever the step says',
    async () => {
      const { workshop } = scene.app;
      const [ola] = people;
      if (!ola) throw new Error('nobody is there');
      const may = (document: string, actor: PersonActor = ola) =>
        workshop.documentAccess(actor, `workshop/${id}/${document}`);
      await writeInSilence();
      expect(await may(`draft/${ola.id}`)).toBe('write');
      await moveTo(scene.app, lead, id, 'group');
      expect([
        await may('board'),
        await may('notes'),
        await may('board', lead),
        await may('notes', lead),
      ]).toEqual([...['read', 'read', 'write', 'write']]);
      const [cause] = [...walkCauses(await board())].map(({ node }) => node.id);
      const refused = { code: 'read-only' };
      const entry = (kind: string) =>
        workshop.addEntry(ola, {
          workshopId: id,
          kind,
          text: 'Mine',
          causeId: kind === 'claim' ? cause : '',
        });
      await expect(entry('parking')).rejects.toMatchObject(refused);
      await expect(entry('claim')).rejects.toMatchObject(refused);
      await expect(workshop.addAgendaLine(ola, { workshopId: id, text: 'Mine' })).rejects.toMatchObject(
        refused,
      );
      await expect(
        workshop.addEvidence(ola, { workshopId: id, causeId: cause, kind: 'note', text: 'Mine' }),
      ).rejects.toMatchObject(refused);
      await workshop.addAgendaLine(lead, { workshopId: id, text: 'For all' });
      // A step that names its writers does not count here.
      const { workshop: row } = await workshop.getWorkshop(lead, id);
      const silent = row.programme.find(({ kind }) => kind === 'write');
      await workshop.editProgramme(lead, {
        ...{ workshopId: id, change: 'edit', step: silent?.id, title: 'Named', minutes: 5, instruction: '' },
        settings: { isAnonymous: false },
      });
      await moveTo(scene.app, lead, id, 'write');
      await scene.app.sync.editDocument(draftOf(ola), (doc) =>
        addIdea(doc, { id: 'again', bone: '', text: 'A second round', order: 1 }),
      );
      await moveTo(scene.app, lead, id, 'reveal');
      expect([...walkCauses(await board())].map(({ node }) => node.authorId)).toEqual([null, null, null]);
    },
  );
});
