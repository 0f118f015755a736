import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { asId } from '#lib/base/ids.ts';
import {
  ARTICLE_TEXT_MAX,
  ARTICLE_TITLE_MAX,
  DOCUMENT_URL_MAX,
  LOOKED_FOR_MAX,
} from '#lib/shifts/articles/article-forms.ts';
import { MOST_ARTICLES, MOST_DOCUMENTS } from '#lib/shifts/articles/article.ts';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';
import { roundOfShift } from './own-round.ts';
import { MOST_COMPARED_FINDINGS, MOST_KNOWN_ANSWERS } from './known-commands.ts';

const DAY_MS = 24 * 60 * 60_000;

test('[SH83] the shift that began last says in which round, else the next one', () => {
  const shifts = [
    { roundId: asId<'round'>('later'), startsAtMs: 30 },
    { roundId: asId<'round'>('first'), startsAtMs: 10 },
    { roundId: asId<'round'>('second'), startsAtMs: 20 },
  ];
  expect([5, 10, 29, 40].map((nowMs) => roundOfShift(shifts, nowMs))).toEqual([
    ...['first', 'first', 'second', 'later'],
  ]);
  expect(roundOfShift([], 5)).toBeNull();
});

describe.each(ENGINES)('articles on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let mentor: PersonActor;
  let ola: PersonActor;
  let roundId: string;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena', ['lead']);
    mentor = await scene.person('Marek', ['mentor']);
    ola = await scene.person('Ola');
    roundId = await scene.app.shifts.planRound(mentor, {
      ...{ title: 'Winter round', goal: '', startsOn: '2026-11-09', endsOn: '2026-11-09' },
      ...{ startsAt: '08:00', endsAt: '16:00', places: '9', mentorIds: [mentor.id] },
    });
    const { tours } = await scene.app.shifts.getRound(mentor, roundId);
    await scene.app.shifts.signUp(ola, { tourId: tours[0]?.id, scopes: ['chat'] });
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const ARTICLE = { title: 'Refunds', text: 'Within a day.', scopes: ['chat'], reviewOn: '2027-01-04' };
  const write = async (change: Record<string, unknown> = {}) =>
    (await scene.app.shifts.addArticle(mentor, { ...ARTICLE, ownerId: mentor.id, ...change })).articleId;
  const miss = async (lookedFor: string) => scene.app.shifts.reportMissing(ola, { roundId, lookedFor });
  const gaps = async () => (await scene.app.shifts.getRoundFindings(ola, roundId)).findings;
  const noticesOf = async ({ id }: PersonActor) =>
    scene.app.database.db
      .selectFrom('notice')
      .select(['kind', 'subject_id'])
      .where('person_id', '=', id)
      .where('kind', '=', 'article.review')
      .execute();

  test.skipIf(isAbsent)('[SH80] every command refuses who may not use it', async () => {
    const { shifts } = scene.app;
    const articleId = await write();
    const pick = { articleId, version: '1' };
    await expect(shifts.getLibrary(NOBODY)).rejects.toMatchObject({ code: 'not-signed-in' });
    await expect(shifts.getArticle(NOBODY, articleId)).rejects.toMatchObject({ code: 'not-signed-in' });
    await expect(shifts.listKnownAnswers(NOBODY, 'Refunds')).rejects.toMatchObject({ code: 'not-signed-in' });
    for (const press of [
      () => shifts.addArticle(ola, ARTICLE),
      () => shifts.changeArticle(ola, { ...ARTICLE, ...pick }),
      () => shifts.withdrawArticle(ola, pick),
      () => shifts.putBackArticle(ola, pick),
      () => shifts.getArticleStart(ola, 'x'),
      () => shifts.addDocument(ola, { title: 'Wiki', url: 'https://a.example', scopes: ['chat'] }),
      () => shifts.removeDocument(ola, { documentId: 'x' }),
      () => shifts.reportMissing(lead, { roundId, lookedFor: 'Refunds' }),
    ])
      await expect(press()).rejects.toMatchObject({ code: 'forbidden' });
  });

  test.skipIf(isAbsent)(
    '[SH80] an article is written on by others, keeps its wordings, and refuses an older version',
    async () => {
      const { shifts } = scene.app;
      const articleId = await write({ text: 'Call +48 601 234 567' });
      await shifts.changeArticle(lead, {
        ...{ ...ARTICLE, articleId, version: '1', text: 'Within a week.', scopes: ['tickets', 'phone'] },
        ownerId: '',
      });
      expect(await shifts.getArticle(ola, articleId)).toMatchObject({
        ...{ text: 'Within a week.', scopes: ['phone', 'tickets'], ownerName: null, version: 2 },
        earlier: [{ number: 1, text: 'Call [phone]', writtenByName: 'Marek' }],
      });
      await expect(
        shifts.changeArticle(mentor, { ...ARTICLE, articleId, version: '1' }),
      ).rejects.toMatchObject({ code: 'stale', values: { by: 'Lena' } });
      // A change of scopes alone is no other wording.
      await shifts.changeArticle(lead, { ...ARTICLE, articleId, version: '2', text: 'Within a week.' });
      expect((await shifts.getArticle(ola, articleId)).earlier).toHaveLength(1);
      await expect(write({ scopes: [] })).rejects.toMatchObject({ issues: [{ path: 'scopes' }] });
      await expect(write({ title: 'x'.repeat(ARTICLE_TITLE_MAX + 1) })).rejects.toMatchObject({
        issues: [{ path: 'title' }],
      });
      await expect(write({ text: 'x'.repeat(ARTICLE_TEXT_MAX + 1) })).rejects.toMatchObject({
        issues: [{ path: 'text' }],
      });
    },
  );

  test.skipIf(isAbsent)(
    '[SH80] what is withdrawn is neither read nor found, until it is put back',
    async () => {
      const { shifts, search } = scene.app;
      const articleId = await write({ text: 'Refunds go to the same account.' });
      const find = async () => (await search.findMatches(ola, { q: 'account', kind: null, page: 1 })).hits;
      expect(await find()).toMatchObject([{ kind: 'article', href: `/shifts/articles/${articleId}` }]);
      await shifts.withdrawArticle(mentor, { articleId, version: '1' });
      await expect(shifts.getArticle(ola, articleId)).rejects.toMatchObject({ code: 'not-found' });
      expect(await shifts.getLibrary(ola)).toMatchObject({ articles: [], withdrawn: [] });
      expect((await shifts.getLibrary(lead)).withdrawn).toMatchObject([{ id: articleId }]);
      expect(await find()).toEqual([]);
      expect((await shifts.listKnownAnswers(ola, 'Refunds')).articles).toEqual([]);
      await expect(shifts.withdrawArticle(lead, { articleId, version: '2' })).rejects.toMatchObject({
        reason: 'articles.asItWas',
      });
      await shifts.putBackArticle(lead, { articleId, version: '2' });
      expect(await find()).toHaveLength(1);
    },
  );

  test.skipIf(isAbsent)('[SH80] on its day of review the owner is told once, else the leads', async () => {
    const owned = await write({ reviewOn: '2026-12-01' });
    const nobodys = await write({ title: 'Invoices', reviewOn: '2026-12-01', ownerId: '' });
    await scene.app.shifts.followArticles(Date.parse('2026-11-30T12:00:00Z'));
    expect(await noticesOf(mentor)).toEqual([]);
    for (const later of [0, DAY_MS])
      await scene.app.shifts.followArticles(Date.parse('2026-12-01T12:00:00Z') + later);
    expect(await noticesOf(mentor)).toEqual([{ kind: 'article.review', subject_id: owned }]);
    expect(await noticesOf(lead)).toEqual([{ kind: 'article.review', subject_id: nobodys }]);
  });

  test.skipIf(isAbsent)('[SH80] [SH81] as many articles and links are kept as one list bears', async () => {
    const { db } = scene.app.database;
    const words = { title: 'A', scopes: '["chat"]' };
    const articles = Array.from({ length: MOST_ARTICLES }, (_, i) => ({
      ...{ ...words, id: `a${i}`, text: 'A', review_on: '2027-01-01', changed_at_ms: i },
    }));
    for (let at = 0; at < articles.length; at += 100)
      await db
        .insertInto('article')
        .values(articles.slice(at, at + 100))
        .execute();
    await expect(write()).rejects.toMatchObject({ reason: 'articles.full' });
    const documents = Array.from({ length: MOST_DOCUMENTS }, (_, i) => ({
      ...{ ...words, id: `d${i}`, url: 'https://a.example', added_by: lead.id, added_at_ms: i },
    }));
    for (let at = 0; at < documents.length; at += 100)
      await db
        .insertInto('linked_document')
        .values(documents.slice(at, at + 100))
        .execute();
    await expect(
      scene.app.shifts.addDocument(lead, { title: 'B', url: 'https://b.example', scopes: ['chat'] }),
    ).rejects.toMatchObject({ reason: 'articles.documentsFull' });
  });

  test.skipIf(isAbsent)(
    '[SH81] [SH83] what was not found becomes a gap, and the gap one article; each leads to the other',
    async () => {
      const { shifts, undo } = scene.app;
      const { undoId } = await miss('Refund for +48 601 234 567');
      expect(await gaps()).toMatchObject([{ kind: 'docs', name: 'Ola', articleId: null, issueNumber: null }]);
      expect((await gaps())[0]?.text).toBe('Refund for [phone]');
      await undo.takeBack(ola, undoId ?? '');
      expect(await gaps()).toEqual([]);

      const again = await miss('How is a refund entered?');
      const [gap] = await gaps();
      expect(await shifts.getArticleStart(mentor, gap?.id ?? '')).toEqual({
        ...{ title: 'How is a refund entered?', text: '' },
      });
      const articleId = await write({ findingId: gap?.id });
      expect((await gaps())[0]).toMatchObject({ articleId });
      expect((await shifts.getArticle(ola, articleId)).origin).toEqual({
        ...{ title: 'How is a refund entered?', href: `/shifts/${roundId}/findings/${gap?.id}` },
      });
      await expect(write({ findingId: gap?.id })).rejects.toMatchObject({ reason: 'articles.isArticle' });
      await expect(undo.takeBack(ola, again.undoId ?? '')).rejects.toMatchObject({
        reason: 'articles.gapAnswered',
      });
    },
  );

  test.skipIf(isAbsent)(
    '[SH83] without a round it is that of the shift that began last, else of the next',
    async () => {
      const { shifts } = scene.app;
      expect((await shifts.getLibrary(lead)).roundId).toBeNull();
      expect((await shifts.getLibrary(ola)).roundId).toBe(roundId);
      await shifts.reportMissing(ola, { lookedFor: 'Refunds' });
      expect(await gaps()).toMatchObject([{ text: 'Refunds' }]);
    },
  );

  test.skipIf(isAbsent)('[SH81] a document elsewhere is linked by an address of the web alone', async () => {
    const { shifts, undo } = scene.app;
    const link = async (url: string) =>
      shifts.addDocument(mentor, { title: 'Tariffs', url, scopes: ['phone'] });
    for (const url of [
      'javascript:alert(1)',
      'data:text/html,x',
      'tariffs',
      'https://a@b.example/',
      'file:///etc',
    ])
      await expect(link(url)).rejects.toMatchObject({
        issues: [{ path: 'url', message: 'articles.noAddress' }],
      });
    const longest = 'https://docs.example/'.padEnd(DOCUMENT_URL_MAX + 1, 'x');
    await expect(link(longest)).rejects.toMatchObject({ issues: [{ path: 'url' }] });
    await expect(miss('x'.repeat(LOOKED_FOR_MAX + 1))).rejects.toMatchObject({
      issues: [{ path: 'lookedFor' }],
    });
    await link('https://docs.example/tariffs');
    const [document] = (await shifts.getLibrary(ola)).documents;
    expect(document).toMatchObject({ title: 'Tariffs', scopes: ['phone'] });
    const { undoId } = await shifts.removeDocument(lead, { documentId: document?.id });
    expect((await shifts.getLibrary(ola)).documents).toEqual([]);
    await undo.takeBack(lead, undoId ?? '');
    expect((await shifts.getLibrary(ola)).documents).toEqual([document]);
  });

  test.skipIf(isAbsent)('[SH82] one reads for what one takes on, and without a shift all of it', async () => {
    const { shifts } = scene.app;
    await write();
    await write({ title: 'Greeting', scopes: ['phone'] });
    await shifts.addDocument(mentor, { title: 'Tariffs', url: 'https://docs.example', scopes: ['phone'] });
    const titles = async (reader: PersonActor) => {
      const { articles, documents } = await shifts.getRoundReading(reader, roundId);
      return [...articles, ...documents].map(({ title }) => title);
    };
    expect(await titles(ola)).toEqual(['Refunds']);
    expect(await titles(lead)).toEqual(['Greeting', 'Refunds', 'Tariffs']);
  });

  test.skipIf(isAbsent)(
    '[SH84] what reads like what is typed is found among articles and findings',
    async () => {
      const { shifts } = scene.app;
      const known = async (text: string) => {
        const { articles, findings } = await shifts.listKnownAnswers(ola, text);
        return [...articles, ...findings].map(({ kind, title }) => `${kind}: ${title}`);
      };
      await miss('Jak wpisać zwrot na konto firmowe');
      expect(await known('zwroty na konto firmowe')).toEqual(['finding: Jak wpisać zwrot na konto firmowe']);
      const [gap] = await gaps();
      // The article stands for the gap from then on, under its own title.
      await write({
        title: 'Pieniądze dla firm',
        findingId: gap?.id,
        text: '# Faktura\n\n## Duplikat umowy ##\n\nA',
      });
      expect(await known('zwroty na konto firmowe')).toEqual(['article: Pieniądze dla firm']);
      expect(await known('duplikaty umów')).toEqual(['article: Pieniądze dla firm']);
      expect(await known('zwr')).toEqual([]);
      // A bug is an issue, and is found there.
      await shifts.reportFinding(ola, { roundId, kind: 'bug', text: 'Kalendarz pokazuje wczoraj' });
      expect(await known('kalendarz pokazuje wczoraj')).toEqual([]);
      for (let i = 0; i <= MOST_KNOWN_ANSWERS; i++) await miss('Zmiana adresu dostawy');
      expect(await known('zmiana adresu dostawy')).toHaveLength(MOST_KNOWN_ANSWERS);
    },
  );

  test.skipIf(isAbsent)('[SH84] the newest findings are compared, and no more of them', async () => {
    await miss('Zmiana adresu dostawy');
    const { db } = scene.app.database;
    const newer = Array.from({ length: MOST_COMPARED_FINDINGS }, (_, i) => ({
      ...{ id: `f${i}`, round_id: roundId, person_id: ola.id, kind: 'docs', text: `Inne ${i}` },
      reported_at_ms: scene.clock.nowMs + 1 + i,
    }));
    const insert = async (rows: typeof newer) => {
      for (let at = 0; at < rows.length; at += 100)
        await db
          .insertInto('finding')
          .values(rows.slice(at, at + 100))
          .execute();
    };
    const known = async () =>
      (await scene.app.shifts.listKnownAnswers(ola, 'Zmiana adresu dostawy')).findings.length;
    await insert(newer.slice(0, MOST_COMPARED_FINDINGS - 1));
    expect(await known()).toBe(1);
    await insert(newer.slice(MOST_COMPARED_FINDINGS - 1));
    expect(await known()).toBe(0);
  });
});
