// Above 300 lines: one rule after another on both engines.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MOST_EVERYBODY } from '#lib/decisions/decision.ts';
import {
  AUTHORISATION_MAX,
  CHANGE_NOTE_MAX,
  MOST_PROGRAMME_SPONSORS,
  PROGRAMME_AIM_MAX,
  PROGRAMME_RULES_MAX,
  PROGRAMME_TITLE_MAX,
  WITHOUT_DECISION_MAX,
} from '#lib/shifts/programme/programme-forms.ts';
import { MOST_PROGRAMME_VERSIONS } from '#lib/shifts/programme/programme.ts';
import { makeTestApp, NOBODY, SYSTEM, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';

const DAY_MS = 24 * 60 * 60_000;
/** 8:00 in Warsaw on the day of the tour. */
const START = Date.UTC(2026, 10, 23, 7);
const WORDS = {
  ...{ title: 'On shift', aim: 'To know customers', rules: 'Be there\nAsk first', authorisation: 'You may' },
};

describe.each(ENGINES)('the programme of shifts on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let boss: PersonActor;
  let marek: PersonActor;
  let ola: PersonActor;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine); // Monday, 2 November 2026, 9:00 in Warsaw
    lead = await scene.person('Lena', ['lead']);
    boss = await scene.person('Beata', ['director']);
    marek = await scene.person('Marek', ['mentor']);
    ola = await scene.person('Ola');
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const see = (actor: PersonActor = ola) => scene.app.shifts.getProgramme(actor);
  /** Begins the draft, or writes on it. */
  const write = async (change: Record<string, unknown> = {}, actor = lead) => {
    const { draft } = await see(actor);
    const on = draft ? { programmeId: draft.id, version: String(draft.version) } : {};
    return (await scene.app.shifts.saveProgramme(actor, { ...WORDS, ...on, ...change })).programmeId;
  };
  const pick = async () => {
    const { draft } = await see(lead);
    return { programmeId: draft?.id ?? '', version: String(draft?.version) };
  };
  const force = async (change: Record<string, unknown> = {}) =>
    scene.app.shifts.putProgrammeInForce(lead, {
      ...(await pick()),
      ...{ withoutDecision: 'A pilot', ...change },
    });
  const propose = async (change: Record<string, unknown> = {}) =>
    scene.app.shifts.proposeProgramme(lead, {
      ...(await pick()),
      ...{ question: 'Do we?', proposal: 'We do.', naming: 'named', quorum: '1' },
      ...{ endsOn: '2026-11-09', deciderIds: [boss.id], ...change },
    });
  const confirm = async (actor: PersonActor, ticks: Record<string, unknown> = {}) =>
    scene.app.shifts.confirmProgramme(actor, {
      ...{ programmeId: (await see(actor)).inForce?.id, rules: 'on', authorisation: 'on', ...ticks },
    });
  const missing = (actor: PersonActor) => scene.app.shifts.getMissingParts(actor);
  const kept = (actor: PersonActor) =>
    scene.app.database.db
      .selectFrom('shift_confirmation')
      .selectAll()
      .where('person_id', '=', actor.id)
      .orderBy('confirmed_at_ms')
      .execute();
  const told = async (person: PersonActor): Promise<string[]> => {
    const rows = await scene.app.database.db
      .selectFrom('notice')
      .select(['kind'])
      .where('person_id', '=', person.id)
      .where('kind', 'like', 'programme.%')
      .where('done_at_ms', 'is', null)
      .orderBy('at_ms')
      .execute();
    return rows.map(({ kind }) => kind);
  };
  /** A tour of Marek's on 23 November with Ola on it. */
  const plan = async () => {
    const roundId = await scene.app.shifts.planRound(lead, {
      ...{ title: 'Winter round', startsOn: '2026-11-23', endsOn: '2026-11-23' },
      ...{ startsAt: '08:00', endsAt: '16:00', places: '2', mentorIds: [marek.id] },
    });
    const { tours } = await scene.app.shifts.getRound(lead, roundId);
    const tourId = tours[0]?.id ?? '';
    await scene.app.shifts.signUp(ola, { tourId, scopes: ['chat'] });
    return { roundId, tourId };
  };

  test.skipIf(isAbsent)('[SH70] every command refuses who may not use it', async () => {
    const { shifts } = scene.app;
    await write();
    const onDraft = await pick();
    await expect(shifts.getProgramme(NOBODY)).rejects.toMatchObject({ code: 'not-signed-in' });
    for (const person of [ola, marek, boss])
      for (const press of [
        () => shifts.getProgrammeStart(person),
        () => shifts.saveProgramme(person, { ...WORDS, ...onDraft }),
        () => shifts.discardProgramme(person, onDraft),
        () => shifts.proposeProgramme(person, onDraft),
        () => shifts.putProgrammeInForce(person, { ...onDraft, withoutDecision: 'x' }),
        () => shifts.withdrawAuthorisationOf(person, { personId: ola.id }),
      ])
        await expect(press()).rejects.toMatchObject({ code: 'forbidden' });
    await expect(shifts.confirmProgramme(NOBODY, {})).rejects.toMatchObject({ code: 'not-signed-in' });
    await expect(shifts.withdrawAuthorisation(NOBODY)).rejects.toMatchObject({ code: 'not-signed-in' });
    await expect(shifts.getMissingParts(NOBODY)).rejects.toMatchObject({ code: 'not-signed-in' });
    await expect(shifts.getRoundConfirmations(NOBODY, 'x')).rejects.toMatchObject({ code: 'not-signed-in' });
  });

  test.skipIf(isAbsent)(
    '[SH70] [SH71] a draft is for who writes until it is proposed, one at a time, and refuses an older version',
    async () => {
      await write({ sponsorIds: [boss.id] });
      expect((await see(ola)).draft).toBeNull();
      await expect(scene.app.shifts.saveProgramme(lead, WORDS)).rejects.toMatchObject({
        reason: 'shifts.programme.draftThere',
      });
      const old = await pick();
      const admin = await scene.person('Adam', ['admin']);
      await write({ aim: 'Call +48 601 234 567' }, admin);
      expect((await see(lead)).draft).toMatchObject({ aim: 'Call [phone]', version: 2, sponsors: [] });
      await expect(scene.app.shifts.saveProgramme(lead, { ...WORDS, ...old })).rejects.toMatchObject({
        ...{ code: 'stale', values: { by: 'Adam' } },
      });
      await expect(write({ sponsorIds: ['nobody'] })).rejects.toMatchObject({
        issues: [{ path: 'sponsorIds' }],
      });
      await propose();
      expect((await see(ola)).draft).toMatchObject({ title: 'On shift', decision: { isAsked: true } });
    },
  );

  test.skipIf(isAbsent)('[SH71] a draft is thrown away and taken back in one press', async () => {
    await write({ sponsorIds: [boss.id] });
    const { undoId } = await scene.app.shifts.discardProgramme(lead, await pick());
    expect((await see(lead)).draft).toBeNull();
    await scene.app.undo.takeBack(lead, undoId ?? '');
    expect((await see(lead)).draft).toMatchObject({ ...WORDS, sponsors: [{ name: 'Beata' }] });
    await propose();
    await expect(scene.app.shifts.discardProgramme(lead, await pick())).rejects.toMatchObject({
      reason: 'shifts.programme.withdrawFirst',
    });
  });

  test.skipIf(isAbsent)('[SH71] what is written has its limits', async () => {
    const long = (most: number): string => 'x'.repeat(most);
    const full = {
      ...{ title: long(PROGRAMME_TITLE_MAX), aim: long(PROGRAMME_AIM_MAX) },
      ...{ rules: long(PROGRAMME_RULES_MAX), authorisation: long(AUTHORISATION_MAX) },
    };
    await write(full);
    const tooLong = {
      ...{ title: long(PROGRAMME_TITLE_MAX + 1), aim: long(PROGRAMME_AIM_MAX + 1) },
      ...{ rules: long(PROGRAMME_RULES_MAX + 1), authorisation: long(AUTHORISATION_MAX + 1) },
    };
    for (const [name, text] of Object.entries(tooLong))
      await expect(write({ [name]: text })).rejects.toMatchObject({ issues: [{ path: name }] });
    const sponsorIds: string[] = [];
    while (sponsorIds.length <= MOST_PROGRAMME_SPONSORS) sponsorIds.push((await scene.person('S')).id);
    await write({ sponsorIds: sponsorIds.slice(1) });
    await expect(write({ sponsorIds })).rejects.toMatchObject({ issues: [{ path: 'sponsorIds' }] });
    await expect(force({ changeNote: long(CHANGE_NOTE_MAX + 1) })).rejects.toMatchObject({
      issues: [{ path: 'changeNote' }],
    });
    await expect(force({ withoutDecision: long(WITHOUT_DECISION_MAX + 1) })).rejects.toMatchObject({
      issues: [{ path: 'withoutDecision' }],
    });
    await force({ changeNote: long(CHANGE_NOTE_MAX), withoutDecision: long(WITHOUT_DECISION_MAX) });
    const row = { title: 'x', aim: 'x', rules: 'x', authorisation: 'x', made_by: lead.id, changed_at_ms: 1 };
    const { db } = scene.app.database;
    for (let number = 2; number < MOST_PROGRAMME_VERSIONS; number++)
      await db
        .insertInto('shift_programme')
        .values({
          ...{ ...row, id: `p${number}`, number, decision_id: null, put_by: lead.id },
          ...{ rules_since: 1, authorisation_since: 1, in_force_at_ms: 1, superseded_at_ms: 1 },
        })
        .execute();
    await write();
    await scene.app.shifts.discardProgramme(lead, await pick());
    await db.updateTable('shift_programme').set({ title: 'y' }).where('id', '=', 'p2').execute();
    await db
      .insertInto('shift_programme')
      .values({
        ...{ ...row, id: 'last', number: MOST_PROGRAMME_VERSIONS, decision_id: null, put_by: lead.id },
        ...{ rules_since: 1, authorisation_since: 1, in_force_at_ms: 1, superseded_at_ms: 1 },
      })
      .execute();
    await expect(write()).rejects.toMatchObject({
      ...{ reason: 'shifts.programme.full', values: { limit: MOST_PROGRAMME_VERSIONS } },
    });
  });

  test.skipIf(isAbsent)(
    '[SH72] [DE18] everybody is asked about a draft in one press, and what they are asked about does not change meanwhile',
    async () => {
      const { decisions } = scene.app;
      await write();
      await expect(propose({ quorum: '99' })).rejects.toMatchObject({ issues: [{ path: 'quorum' }] });
      await expect(propose({ endsOn: '2026-11-01' })).rejects.toMatchObject({ issues: [{ path: 'endsOn' }] });
      expect((await see(lead)).draft?.decision).toBeNull();
      await propose();
      await expect(propose()).rejects.toMatchObject({ reason: 'shifts.programme.proposedAlready' });
      await expect(write({ rules: 'Others' })).rejects.toMatchObject({
        reason: 'shifts.programme.stillAsked',
      });
      await expect(force()).rejects.toMatchObject({ reason: 'shifts.programme.stillAsked' });
      const decisionId = (await see(ola)).draft?.decision?.id ?? '';
      const decision = await decisions.getDecision(ola, decisionId);
      expect(decision).toMatchObject({
        ...{ context: WORDS.aim, deciders: [{ name: 'Beata' }], subject: { title: 'On shift' } },
        polls: [{ asked: 4, asksEverybody: true, askedNames: [], waitsForNames: [], isAsked: true }],
      });
      const pollId = decision.polls[0]?.id;
      for (const person of [ola, marek, lead, boss])
        await decisions.castVote(person, {
          ...{ decisionId, pollId, ballotChoice: person === ola ? 'against' : 'for' },
          ballotComment: person === ola ? 'Too long' : '',
        });
      const closed = await decisions.getDecision(lead, decisionId);
      expect(closed.polls[0]?.counts).toEqual({ for: 3, neutral: 0, against: 1 });
      const { id: voteId = '', version } = closed.polls[0]?.votes.find(({ comment }) => comment !== '') ?? {};
      await decisions.answerObjection(lead, { decisionId, voteId, version, text: 'Shorter now' });
      await decisions.decide(boss, {
        ...{ decisionId, version: closed.version, outcome: 'Yes', why: 'All but one' },
      });
      await force({ withoutDecision: '' });
      expect((await see(ola)).inForce).toMatchObject({
        ...{ number: 1, withoutDecision: '', putByName: 'Lena', decision: { isDecided: true } },
      });
    },
  );

  test.skipIf(isAbsent)('[DE18] one poll asks a whole house, up to its limit', async () => {
    const { db } = scene.app.database;
    const hire = (from: number, to: number) =>
      db
        .insertInto('person')
        .values(
          Array.from({ length: to - from }, (_, i) => ({
            ...{
              id: `p${from + i}`,
              login_user_id: null,
              name: `P ${from + i}`,
              email: `p${from + i}@x.org`,
            },
            ...{ department_id: null, locale: 'en', theme: 'system', active: 1, signs_from_ms: null },
            ...{ created_at_ms: 1, version: 1 },
          })),
        )
        .execute();
    const { n } = await db
      .selectFrom('person')
      .select((eb) => eb.fn.countAll<number | string>().as('n'))
      .where('active', '=', 1)
      .executeTakeFirstOrThrow();
    for (let from = Number(n); from < MOST_EVERYBODY; from += 500)
      await hire(from, Math.min(from + 500, MOST_EVERYBODY));
    await write();
    await hire(MOST_EVERYBODY, MOST_EVERYBODY + 1);
    await expect(propose()).rejects.toMatchObject({
      ...{ reason: 'decisions.everybodyTooMany', values: { limit: MOST_EVERYBODY } },
    });
    await db.updateTable('person').set({ active: 0 }).where('id', '=', `p${MOST_EVERYBODY}`).execute();
    await propose({ quorum: String(MOST_EVERYBODY) });
    const decisionId = (await see(ola)).draft?.decision?.id ?? '';
    const { polls } = await scene.app.decisions.getDecision(ola, decisionId);
    const pollId = polls[0]?.id;
    await scene.app.decisions.castVote(ola, { decisionId, pollId, ballotChoice: 'for', ballotComment: '' });
    expect((await scene.app.decisions.getDecision(ola, decisionId)).polls[0]).toMatchObject({
      ...{ asked: MOST_EVERYBODY, voted: 1, askedNames: [], waitsForNames: [] },
    });
  });

  test.skipIf(isAbsent)('[SH71] other words are no longer what was decided', async () => {
    const { decisions } = scene.app;
    await write();
    await propose();
    const decisionId = (await see(ola)).draft?.decision?.id ?? '';
    const version = async () => (await decisions.getDecision(lead, decisionId)).version;
    await decisions.cancelPoll(lead, { decisionId, version: await version() });
    await write({ rules: 'Be there' });
    expect((await see(lead)).draft?.decision?.id).toBe(decisionId);
    await decisions.decide(boss, {
      ...{ decisionId, version: await version(), outcome: 'Yes', why: 'It is good' },
    });
    await write({ rules: 'Be there', sponsorIds: [boss.id] });
    expect((await see(lead)).draft?.decision?.isDecided).toBe(true);
    await write({ rules: 'Do as you like' });
    expect((await see(lead)).draft?.decision).toBeNull();
    await expect(force({ withoutDecision: '' })).rejects.toMatchObject({
      issues: [{ path: 'withoutDecision' }],
    });
  });

  test.skipIf(isAbsent)(
    '[SH73] of two leads who put the draft into force at once one does, and everybody is told once',
    async () => {
      await write();
      const onDraft = { ...(await pick()), withoutDecision: 'A pilot' };
      const other = await scene.person('Lucja', ['lead']);
      const presses = await Promise.allSettled(
        [lead, other].map((person) => scene.app.shifts.putProgrammeInForce(person, onDraft)),
      );
      expect(presses.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      const { inForce, draft, earlier } = await see(ola);
      expect([inForce?.number, inForce?.withoutDecision, draft, earlier]).toEqual([1, 'A pilot', null, []]);
      expect(await told(ola)).toEqual(['programme.inForce']);
      await write({ rules: 'Be there\nAsk always' });
      expect(await told(ola)).toEqual(['programme.inForce']);
      await force({ changeNote: 'Ask always' });
      const after = await see(ola);
      expect(after.inForce).toMatchObject({ number: 2, changeNote: 'Ask always', asksRules: true });
      expect(after.inForce?.asksAuthorisation).toBe(false);
      expect(after.earlier.map(({ number, rules }) => [number, rules])).toEqual([[1, WORDS.rules]]);
    },
  );

  test.skipIf(isAbsent)(
    '[SH74] rules and authorisation are confirmed each for itself, once, and again where they changed',
    async () => {
      expect(await missing(ola)).toEqual([]);
      await write();
      await force();
      expect(await missing(ola)).toEqual(['rules', 'authorisation']);
      await expect(confirm(ola, { authorisation: 'false' })).rejects.toMatchObject({
        issues: [{ path: 'authorisation' }],
      });
      expect(await kept(ola)).toEqual([]);
      await Promise.all([confirm(ola), confirm(ola)]);
      expect((await kept(ola)).map(({ part }) => part).toSorted()).toEqual(['authorisation', 'rules']);
      expect(await missing(ola)).toEqual([]);
      expect((await see(ola)).mine).toMatchObject({ confirmed: { rules: { number: 1 } }, hasTour: false });

      const read = (await see(ola)).inForce?.id;
      await write({ rules: 'Be there.\nAsk first.' });
      await force({ isWordingOnly: 'on' });
      expect(await missing(ola)).toEqual([]);
      await expect(confirm(marek, { programmeId: read })).rejects.toMatchObject({
        reason: 'shifts.programme.newerVersion',
      });
      await write({ rules: 'Come late', authorisation: WORDS.authorisation });
      await force();
      expect(await missing(ola)).toEqual(['rules']);
      await write({ rules: 'Come late', authorisation: 'You may read' });
      await force({ isWordingOnly: 'on' });
      expect(await missing(ola)).toEqual(['rules', 'authorisation']);
    },
  );

  test.skipIf(isAbsent)(
    '[SH75] no tour begins with who has not confirmed, mentors included; where nothing is in force nothing is asked',
    async () => {
      const { shifts } = scene.app;
      await shifts.addChecklistItem(lead, { part: 'start', scope: '', text: 'Headset' });
      const { tourId } = await plan();
      scene.clock.nowMs = START;
      const tick = async (actor = ola) => {
        const { guests } = await shifts.getTourDay(ola, tourId);
        const itemId = guests[0]?.shift?.items[0]?.id;
        return shifts.tickItem(actor, { tourId, personId: ola.id, itemId, isDone: 'true' });
      };
      await tick();
      await shifts.sayPresence(marek, { tourId, isThere: 'true' });
      await shifts.sayPresence(marek, { tourId, isThere: 'false' });
      await write();
      await force();
      await expect(tick()).rejects.toMatchObject({ reason: 'shifts.programme.confirmFirst' });
      await expect(tick(marek)).rejects.toMatchObject({ reason: 'shifts.programme.theyConfirmFirst' });
      await expect(shifts.sayPresence(marek, { tourId, isThere: 'true' })).rejects.toMatchObject({
        reason: 'shifts.programme.confirmFirst',
      });
      await confirm(ola);
      await confirm(marek);
      await tick();
      await shifts.sayPresence(marek, { tourId, isThere: 'true' });
      expect((await shifts.getTourDay(ola, tourId)).mentors[0]?.isThere).toBe(true);
    },
  );

  test.skipIf(isAbsent)(
    '[SH75] [SH77] who has a tour to come is reminded once, sees it on Home, and is named to the lead',
    async () => {
      const { shifts, home } = scene.app;
      await write();
      await force();
      expect((await home.getHome(ola)).confirming).toBeNull();
      const { roundId } = await plan();
      expect((await home.getHome(ola)).confirming).toEqual({
        ...{ roundTitle: 'Winter round', day: '2026-11-23', missing: ['rules', 'authorisation'] },
      });
      await shifts.remindToConfirm();
      expect(await told(ola)).toEqual(['programme.inForce']);
      scene.clock.nowMs = START - 3 * DAY_MS;
      await confirm(marek);
      await shifts.remindToConfirm();
      await shifts.remindToConfirm();
      expect(await told(ola)).toEqual(['programme.inForce', 'programme.confirm']);
      expect(await told(marek)).toEqual(['programme.inForce']);
      expect(await shifts.getRoundConfirmations(ola, roundId)).toBeNull();
      expect(await shifts.getRoundConfirmations(lead, roundId)).toEqual({
        number: 1,
        confirmed: [{ id: marek.id, name: 'Marek' }],
        missing: [{ id: ola.id, name: 'Ola', parts: ['rules', 'authorisation'] }],
      });
      await confirm(ola);
      expect(await told(ola)).toEqual(['programme.inForce']);
      expect((await home.getHome(ola)).confirming).toBeNull();
      expect((await shifts.getRoundConfirmations(lead, roundId))?.missing).toEqual([]);
    },
  );

  test.skipIf(isAbsent)(
    '[SH76] an authorisation is withdrawn by its person, by a lead, and with whoever leaves; the proof stays',
    async () => {
      const { shifts, people } = scene.app;
      await write();
      await force();
      await expect(shifts.withdrawAuthorisation(ola)).rejects.toMatchObject({
        reason: 'shifts.programme.noAuthorisation',
      });
      await confirm(ola);
      await shifts.withdrawAuthorisation(ola);
      expect(await missing(ola)).toEqual(['authorisation']);
      await confirm(ola);
      await shifts.withdrawAuthorisationOf(lead, { personId: ola.id });
      expect(await missing(ola)).toEqual(['authorisation']);
      await confirm(ola);
      await people.switchOff(SYSTEM, { personId: ola.id, version: await versionOf(ola) });
      const rows = await kept(ola);
      expect(rows.map(({ part, withdrawn_at_ms: at, withdrawn_by: by }) => [part, at !== null, by])).toEqual(
        expect.arrayContaining([
          ['rules', false, null],
          ['authorisation', true, ola.id],
          ['authorisation', true, lead.id],
          ['authorisation', true, null],
        ]),
      );
      expect(rows).toHaveLength(4);
    },
  );

  const versionOf = async ({ id }: PersonActor): Promise<number> => {
    const row = await scene.app.database.db
      .selectFrom('person')
      .select('version')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    return row.version;
  };

  test.skipIf(isAbsent)('[SH70] the version in force is found by its words, and no other', async () => {
    const find = async () =>
      (await scene.app.search.findMatches(ola, { q: 'lighthouse', kind: null, page: 1 })).hits;
    await write({ rules: 'Meet at the lighthouse' });
    await scene.app.jobs.settled();
    expect(await find()).toEqual([]);
    await force();
    expect(await find()).toMatchObject([{ kind: 'programme', href: '/shifts/programme' }]);
    await write({ rules: 'Meet inside' });
    await force();
    expect(await find()).toEqual([]);
  });
});
