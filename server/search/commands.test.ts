import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { addCause, createEditor } from '#lib/ishikawa/doc/edit-fishbone.ts';
import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import type { Actor } from '#lib/people/person.ts';
import { HITS_A_PAGE, type SearchForm } from '#lib/search/search.ts';
import { LONGEST_QUESTION, MOST_WORDS, readSought } from '#lib/search/sought-words.ts';
import { DEMO_MARK } from '../demo/demo-store.ts';
import { writeSecret } from '../access/secret-store.ts';
import { countFound } from './search-store.ts';
import { makeTestApp, NOBODY, SYSTEM, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';
import { pinTestInsight } from '../../tests/test-insight.ts';
import { moveTo } from '../../tests/workshop-steps.ts';

const HOSTILE = [
  'foo"bar',
  "o'neil'",
  'a-b',
  'AND',
  'OR NOT NEAR(a b)',
  'c++',
  'kol:x',
  '{words} : x',
  '*',
  '"',
  "'",
  '\\',
  ':* & | ! ( )',
  '^a',
  '\u0000',
  '\ud800',
  'a\udfffb',
  '🐟',
  '①²½',
  '٣ ߀ 𞤀 ꙮ',
  'x'.repeat(10_000),
  'słowo '.repeat(10_000),
];

describe.each(ENGINES)('search on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let employee: PersonActor;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena Lead', ['lead']);
    employee = await scene.person('Ola Nowak');
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const ask = (q: string, actor: Actor = employee, more: Partial<SearchForm> = {}) =>
    scene.app.search.findMatches(actor, { q, kind: null, page: 1, ...more });
  const titles = async (q: string, actor?: Actor, more?: Partial<SearchForm>): Promise<string[]> =>
    (await ask(q, actor, more)).hits.map(({ title }) => title);
  const addIssue = (title: string, description = ''): Promise<string> => {
    scene.clock.nowMs += 1000;
    return scene.app.issues.addIssue(lead, { title, description });
  };
  const openWorkshop = (title: string, leader = lead): Promise<string> =>
    scene.app.workshop.createWorkshop(leader, {
      title,
      problem: 'Customers wait',
      goal: 'Know why',
      template: '5m',
      language: 'en',
    });
  const write = (workshopId: string, text: string): Promise<unknown> =>
    scene.app.sync.editDocument(`workshop/${workshopId}/board`, (doc) => {
      const editor = createEditor(openFishbone(doc), 'test');
      const bone = readFishbone(editor.board).fishbone.bones[0]?.id;
      if (bone) addCause(editor, { parent: bone, after: 'end' }, text, null);
    });

  test.skipIf(isAbsent)(
    '[SE1] endings, diacritics and case do not matter, and all words have to be there',
    async () => {
      const texts = ['Opóźnione dostawy', 'Brak dostaw', 'Żółw w Łodzi', 'Kolejka na łączu', 'Logowanie'];
      for (const text of texts) await addIssue(text);
      const expected: Record<string, string[]> = {
        dostawa: ['Brak dostaw', 'Opóźnione dostawy'],
        DOSTAWĘ: ['Brak dostaw', 'Opóźnione dostawy'],
        'dostawa opoznione': ['Opóźnione dostawy'],
        zolw: ['Żółw w Łodzi'],
        'lodz zolwie': ['Żółw w Łodzi'],
        łódź: ['Żółw w Łodzi'],
        kolejce: ['Kolejka na łączu'],
        kol: ['Kolejka na łączu'],
        logowani: ['Logowanie'],
        'na lacz': ['Kolejka na łączu'],
        ko: [],
        'dostawa kolejka': [],
      };
      for (const [typed, found] of Object.entries(expected))
        expect([typed, await titles(typed)]).toEqual([typed, found]);
    },
  );

  test.skipIf(isAbsent)(
    '[SE2] nothing that somebody types is an error, and none of it has a meaning',
    async () => {
      await addIssue('Foo bar and c');
      for (const typed of HOSTILE)
        expect([typed.slice(0, 9), (await ask(typed)).page]).toEqual([typed.slice(0, 9), 1]);
      expect(await titles('foo"bar')).toEqual(['Foo bar and c']);
      expect(await titles('c++')).toEqual(['Foo bar and c']);
      expect(await titles('foo NOT bar')).toEqual([]);
      expect(await titles('fo*')).toEqual([]);
      expect(await titles(' . ')).toEqual([]);
    },
  );

  test.skipIf(isAbsent)('[SE9] of a long question its beginning counts, and the answer says so', async () => {
    const words = Array.from({ length: MOST_WORDS }, (_, index) => `word${index}`);
    await addIssue(words.join(' '));
    expect(await ask(words.join(' '))).toMatchObject({ total: 1, isCut: false });
    expect(await ask([...words, 'more'].join(' '))).toMatchObject({ total: 1, isCut: true });
    const long = `word0${' '.repeat(LONGEST_QUESTION - 5)}`;
    expect(await ask(long)).toMatchObject({ total: 1, isCut: false });
    expect(await ask(`${long}x`)).toMatchObject({ total: 1, isCut: true });
  });

  test.skipIf(isAbsent)('[SE6] a number first, then titles, then the newest', async () => {
    await addIssue('First');
    await addIssue('Calls after 1 second');
    await addIssue('Queue', 'The first call is lost');
    expect(await titles('1')).toEqual(['First', 'Calls after 1 second']);
    expect(await titles('#1')).toEqual(['First', 'Calls after 1 second']);
    expect(await titles('first')).toEqual(['First', 'Queue']);
    expect(await titles('1 first')).toEqual(['First']);
  });

  test.skipIf(isAbsent)(
    '[SE6] pages hold twenty each, and kinds are counted whatever is asked for',
    async () => {
      for (let index = 0; index < HITS_A_PAGE + 1; index++) await addIssue(`Queue ${index}`);
      const workshop = await openWorkshop('Queue');
      const first = await ask('queue', lead);
      expect(first).toMatchObject({ total: HITS_A_PAGE + 2, page: 1, pages: 2 });
      expect(first.counts).toEqual([
        { kind: 'issue', count: HITS_A_PAGE + 1 },
        { kind: 'workshop', count: 1 },
      ]);
      const second = await ask('queue', lead, { page: 2 });
      const all = [...first.hits, ...second.hits].map(({ id }) => id);
      expect(new Set(all).size).toBe(HITS_A_PAGE + 2);
      expect(await ask('queue', lead, { page: 9 })).toMatchObject({ page: 2 });
      const workshops = await ask('queue', lead, { kind: 'workshop' });
      expect(workshops.hits.map(({ id }) => id)).toEqual([workshop]);
      expect(workshops).toMatchObject({ total: 1, pages: 1, counts: first.counts });
    },
  );

  test.skipIf(isAbsent)(
    '[SE3] a workshop and its causes are found by those who are in it alone',
    async () => {
      const id = await openWorkshop('Waiting room');
      await moveTo(scene.app, lead, id, 'whys');
      await write(id, 'Za mało szkoleń');
      expect(await titles('szkolenie', lead)).toEqual([]);
      await moveTo(scene.app, lead, id, 'closed');
      const { hits } = await ask('szkolenie', lead);
      expect(hits).toMatchObject([
        { kind: 'cause', title: 'Za mało szkoleń', href: `/workshop/${id}/board` },
      ]);
      const admin = await scene.person('Adam Admin', ['admin', 'analyst', 'director', 'mentor']);
      for (const stranger of [employee, admin])
        for (const typed of ['szkolenie', 'waiting', 'customers'])
          expect(await ask(typed, stranger)).toMatchObject({ hits: [], counts: [], total: 0, pages: 1 });
      await scene.app.workshop.invitePeople(lead, { workshopId: id, personIds: [employee.id] });
      expect(await titles('szkolenie')).toEqual(['Za mało szkoleń']);
      expect(await titles('waiting')).toEqual(['Waiting room']);
      // What is prepared again is nobody's business until it is opened [WS86].
      await moveTo(scene.app, lead, id, 'prepare');
      expect(await titles('szkolenie')).toEqual([]);
      await moveTo(scene.app, lead, id, 'closed');
      expect(await titles('szkolenie')).toEqual(['Za mało szkoleń']);
    },
  );

  test.skipIf(isAbsent)(
    '[SE3] each role finds what it may see, and its counts say nothing of the rest',
    async () => {
      const analyst = await scene.person('Ana Analyst', ['analyst']);
      await pinTestInsight(scene.app, analyst, { title: 'Lena Test' });
      await addIssue('Test of Lena');
      const kinds = async (actor: Actor): Promise<string[]> => [
        ...(await ask('lena test', actor)).counts.map(({ kind }) => kind),
        ...(await ask('lena', actor)).counts.filter(({ kind }) => kind === 'person').map(({ kind }) => kind),
        ...(await ask('test', actor)).counts.filter(({ kind }) => kind === 'wave').map(({ kind }) => kind),
      ];
      expect(await kinds(employee)).toEqual(['issue', 'insight']);
      expect(await kinds(analyst)).toEqual(['issue', 'insight', 'wave']);
      expect(await kinds(await scene.person('Adam', ['admin']))).toEqual(['issue', 'insight', 'person']);
      expect(await kinds(lead)).toEqual(['issue', 'insight', 'person', 'wave']);
      await expect(ask('lena', NOBODY)).rejects.toMatchObject({ code: 'not-signed-in' });
      // A lead opens the list of people, and not the page of one.
      expect((await ask('lena', lead)).hits.find(({ kind }) => kind === 'person')?.href).toBe(
        `/people/${lead.id}`,
      );
      const id = await openWorkshop('Open');
      await moveTo(scene.app, lead, id, 'welcome');
      const { joinCode } = (await scene.app.workshop.getWorkshop(lead, id)).workshop;
      const { token } = await scene.app.workshop.joinAsGuest(
        { code: joinCode, name: 'Gosia', department: 'IT' },
        { locale: 'pl', address: '127.0.0.1' },
      );
      const guest = await scene.app.identify(new Headers({ cookie: `herringbone.guest=${token}` }), false);
      await expect(ask('open', guest.actor)).rejects.toMatchObject({ code: 'forbidden' });
    },
  );

  test.skipIf(isAbsent)('[SE8] rounds and findings are found, diaries and answers are not', async () => {
    const roundId = await scene.app.shifts.planRound(lead, {
      title: 'Autumn round',
      goal: 'Listen to calls',
      mentorIds: [lead.id],
      startsOn: '2026-11-03',
      endsOn: '2026-11-04',
      onDaysOff: true,
      startsAt: '09:00',
      endsAt: '12:00',
      places: '2',
    });
    const { tours } = await scene.app.shifts.getRound(lead, roundId);
    await scene.app.shifts.signUp(employee, { tourId: tours[0]?.id, scopes: ['chat'] });
    scene.clock.nowMs += 2 * 86_400_000;
    await scene.app.shifts.saveDiary(employee, {
      ...{ roundId, text: 'Invoices everywhere', day: '2026-11-03', version: '0' },
    });
    await scene.app.shifts.reportFinding(employee, {
      roundId,
      kind: 'question',
      text: 'Where is my invoice?\nAsked nine times.',
    });
    expect((await ask('calls')).hits.map(({ kind, title }) => [kind, title])).toEqual([
      ['round', 'Autumn round'],
    ]);
    const found = await ask('invoice');
    expect(found.hits.map(({ kind }) => kind).sort()).toEqual(['finding', 'issue']);
    expect(found.hits.find(({ kind }) => kind === 'finding')).toMatchObject({
      title: 'Where is my invoice?',
      excerpt: 'Asked nine times.',
    });
  });

  test.skipIf(isAbsent)(
    '[SE4] what changed is found by its new words at once, and by its old ones no more',
    async () => {
      const id = await addIssue('Kolejka');
      expect(await titles('kolejka')).toEqual(['Kolejka']);
      const { db } = scene.app.database;
      await db.updateTable('issue').set({ title: 'Dostawa' }).where('id', '=', id).execute();
      // Nobody has searched yet: the old words went with the change itself.
      expect(await indexed('kolej')).toBe(0);
      expect(await titles('kolejka')).toEqual([]);
      expect(await titles('dostawy')).toEqual(['Dostawa']);
    },
  );

  test.skipIf(isAbsent)(
    '[SE4] a wave takes its insights along, a person who is switched off their name',
    async () => {
      const analyst = await scene.person('Ana Analyst', ['analyst']);
      const admin = await scene.person('Adam Admin', ['admin']);
      await pinTestInsight(scene.app, analyst, { title: 'Long waits' });
      expect(await titles('waits')).toEqual(['Long waits']);
      const [wave] = await scene.app.survey.listWaves(analyst);
      await scene.app.survey.removeWave(analyst, { waveId: wave?.id, version: wave?.version });
      expect(await indexed('waits')).toBe(0);
      expect(await titles('waits')).toEqual([]);
      expect(await titles('nowak', admin)).toEqual(['Ola Nowak']);
      await scene.app.people.switchOff(admin, { personId: employee.id, version: 1, takerId: '' });
      expect(await indexed('nowak')).toBe(0);
      expect(await titles('nowak', admin)).toEqual([]);
    },
  );

  test.skipIf(isAbsent)(
    '[SE4] the demo takes along all that was indexed and all that waits to be',
    async () => {
      const admin = await scene.person('Adam Admin', ['admin']);
      await addIssue('Kolejka');
      await titles('kolejka');
      await addIssue('Dostawa');
      await writeSecret(scene.app.database.db, DEMO_MARK, 'here');
      await scene.app.demo.removeDemo(admin);
      const { db } = scene.app.database;
      for (const table of ['search_entry', 'search_due'] as const)
        expect(await db.selectFrom(table).selectAll().execute()).toEqual([]);
    },
  );

  test.skipIf(isAbsent || engine !== 'sqlite')(
    '[SE4] a word that was removed is not in the file any more',
    async () => {
      const id = await addIssue('Kolejka');
      for (let index = 0; index < 30; index++) await addIssue(`Dostawa ${index}`, 'tajemniczaosoba');
      await addIssue('Tajemniczaosoba');
      await titles('tajemniczaosoba');
      const { db } = scene.app.database;
      const file = async (): Promise<string> => {
        await sql`pragma wal_checkpoint(truncate)`.execute(db);
        return readFileSync(join(scene.app.config.dataDir, 'herringbone.db'), 'latin1').toLowerCase();
      };
      expect(await file()).toContain('tajemniczaosob');
      await db.updateTable('issue').set({ title: 'x', description: '' }).where('id', '!=', id).execute();
      // The log of who changed what keeps its words, and loses them by a rule of its own.
      await db.deleteFrom('audit_words').execute();
      expect(await file()).not.toContain('tajemniczaosob');
      expect(await titles('kolejka')).toEqual(['Kolejka']);
    },
  );

  test.skipIf(isAbsent)('[SE7] an index of another version, or none, is made anew at a start', async () => {
    await addIssue('Kolejka');
    await scene.app.search.prepareIndex();
    const { db } = scene.app.database;
    await db.deleteFrom('search_entry').execute();
    await scene.app.search.prepareIndex();
    expect(await indexed('kolej')).toBe(0);
    await db.updateTable('search_state').set({ version: 0 }).execute();
    await scene.app.search.prepareIndex();
    expect(await indexed('kolej')).toBe(1);
    expect(await titles('lena', lead)).toEqual(['Lena Lead']);
  });

  test.skipIf(isAbsent)('[SE3] a reader may hold more keys than an engine takes parameters', async () => {
    await addIssue('Kolejka');
    await titles('kolejka');
    const keys = Array.from({ length: 70_000 }, (_, index) => `commitment/${index}`);
    const asked = { engine, sought: readSought('kolejka') };
    const counted = (scopes: readonly string[]) => countFound(scene.app.database.db, { ...asked, scopes });
    const [row] = await scene.app.database.db
      .selectFrom('search_entry')
      .select('scope')
      .where('kind', '=', 'issue')
      .execute();
    expect(await counted([...keys, row?.scope ?? ''])).toEqual(new Map([['issue', 1]]));
    expect(await counted(keys)).toEqual(new Map());
  });

  test.skipIf(isAbsent)('[SE4] who search at the same time read anew once, and find the same', async () => {
    for (let index = 0; index < 5; index++) await addIssue(`Kolejka ${index}`);
    const answers = await Promise.all(Array.from({ length: 8 }, async () => (await ask('kolejka')).total));
    expect(answers).toEqual(Array.from({ length: 8 }, () => 5));
  });

  /** How many rows of the index hold a word that begins so. */
  async function indexed(beginning: string): Promise<number> {
    const rows = await scene.app.database.db.selectFrom('search_entry').select('words').execute();
    return rows.filter(({ words }) => words.split(' ').some((word) => word.startsWith(beginning))).length;
  }

  test.skipIf(isAbsent)(
    '[SE3] the process itself has no rights of anybody and searches nothing',
    async () => {
      await expect(ask('lena', SYSTEM)).rejects.toMatchObject({ code: 'forbidden' });
    },
  );
});
