import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Role } from '#lib/people/permissions.ts';
import { MOST_STANDARDS } from '#lib/people/standards/standard.ts';
import {
  makeTestApp,
  NOBODY,
  SYSTEM,
  TEST_PASSWORD,
  type PersonActor,
  type TestApp,
} from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';

describe.each(ENGINES)('standards on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let employee: PersonActor;
  let marketing: PersonActor;
  let service: PersonActor;
  let standardId: string;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    const { people } = scene.app;
    const parts = {
      marketing: await people.addDepartment(SYSTEM, { name: 'Marketing', part: 'marketing' }),
      service: await people.addDepartment(SYSTEM, { name: 'Service', part: 'customer-service' }),
    };
    lead = await scene.person('Lena Lead', ['lead']);
    employee = await scene.person('Ola');
    marketing = await hire('Maria Marketing', parts.marketing);
    service = await hire('Szymon Service', parts.service);
    ({ standardId } = await people.addStandard(lead, {
      ...{ title: 'Answers', text: 'Within an hour.', ownerId: employee.id, reviewOn: '2027-06-30' },
    }));
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const hire = async (name: string, departmentId: string, roles: Role[] = ['director']) =>
    scene.signIn(await scene.person(name, roles, departmentId));
  const read = async (actor: PersonActor = lead) => scene.app.people.getStandard(actor, standardId);
  const pick = async () => ({ standardId, version: (await read()).version });
  const ask = async () => scene.app.people.askForApproval(lead, await pick());
  const write = async (text: string, title = 'Answers') =>
    scene.app.people.writeStandard(lead, { ...(await pick()), title, text, note: '' });
  const decide = async (actor: PersonActor, change: Record<string, unknown> = {}) => {
    const { open } = await read();
    return scene.app.people.decideStandard(actor, {
      ...{ standardId, versionId: open?.id, submission: open?.submission },
      ...{ isApproved: true, comment: '', password: TEST_PASSWORD },
      ...change,
    });
  };
  const approve = async () => {
    await ask();
    await decide(marketing);
    await decide(service);
  };
  const told = async (kind: string) =>
    (
      await scene.app.database.db
        .selectFrom('notice')
        .innerJoin('person', 'person.id', 'notice.person_id')
        .select('person.name')
        .where('kind', '=', kind)
        .where('done_at_ms', 'is', null)
        .orderBy('person.name')
        .execute()
    ).map(({ name }) => name);

  test.skipIf(isAbsent)('[CX15] every command refuses who may not use it', async () => {
    const { people } = scene.app;
    const reading = [
      () => people.listStandards(NOBODY),
      () => people.getStandard(NOBODY, standardId),
      () => people.getMaturity(NOBODY),
    ];
    for (const asked of reading) await expect(asked()).rejects.toMatchObject({ code: 'not-signed-in' });
    const writing = [
      () => people.addStandard(employee, {}),
      () => people.writeStandard(employee, {}),
      () => people.keepStandard(employee, {}),
      () => people.askForApproval(employee, {}),
      () => people.stopAsking(employee, {}),
      () => people.decideStandard(lead, {}),
      () => people.assessMaturity(employee, {}),
    ];
    for (const asked of writing) await expect(asked()).rejects.toMatchObject({ code: 'forbidden' });
  });

  test.skipIf(isAbsent)('[CX15] a draft is seen by leads, directors and the owner alone', async () => {
    const { people } = scene.app;
    const jan = await scene.person('Jan');
    expect(await people.listStandards(jan)).toEqual([]);
    await expect(people.getStandard(jan, standardId)).rejects.toMatchObject({ code: 'not-found' });
    for (const actor of [lead, marketing, employee])
      expect((await people.listStandards(actor)).map(({ title, open }) => [title, open])).toEqual([
        ['Answers', 'draft'],
      ]);
  });

  test.skipIf(isAbsent)(
    '[CX16] [CX17] both directors bring a version into force, and everybody reads it',
    async () => {
      const { people } = scene.app;
      await ask();
      expect(await told('standard.waits')).toEqual(['Maria Marketing', 'Szymon Service']);
      await decide(marketing, { comment: 'Good' });
      expect((await read()).inForce).toBeNull();
      expect(await told('standard.waits')).toEqual(['Szymon Service']);
      await decide(service);
      const jan = await scene.person('Jan');
      const seen = await people.getStandard(jan, standardId);
      expect(seen).toMatchObject({ open: null, inForce: { number: 1, text: 'Within an hour.' } });
      expect(seen.inForce?.opinions.map(({ directorName, comment }) => [directorName, comment])).toEqual([
        ['Maria Marketing', ''],
        ['Szymon Service', ''],
      ]);
      expect(await told('standard.waits')).toEqual([]);
      expect(await told('standard.approved')).toEqual(['Lena Lead', 'Ola']);
      const { hits } = await scene.app.search.findMatches(jan, { q: 'hour', kind: 'standard', page: 1 });
      expect(hits.map(({ title }) => title)).toEqual(['Answers']);
    },
  );

  test.skipIf(isAbsent)(
    '[CX17] a refusal says why, makes it a draft again, and both say it anew',
    async () => {
      await ask();
      await decide(marketing);
      await expect(decide(service, { isApproved: false })).rejects.toMatchObject({ code: 'invalid' });
      await decide(service, { isApproved: false, comment: 'Who pays for this?' });
      expect(await told('standard.sentBack')).toEqual(['Lena Lead', 'Ola']);
      expect((await read()).open).toMatchObject({ state: 'draft', submission: 1 });
      await write('Within a day.');
      await ask();
      expect((await read()).signing?.waits.map(({ part }) => part)).toEqual([
        'marketing',
        'customer-service',
      ]);
      await decide(service);
      expect((await read()).open?.state).toBe('asked');
      await decide(marketing);
      expect((await read()).inForce).toMatchObject({ number: 1, text: 'Within a day.' });
    },
  );

  test.skipIf(isAbsent)(
    '[CX15] [CX17] the next version leaves the one in force, and earlier ones stay',
    async () => {
      await approve();
      await expect(write('Within an hour.')).rejects.toMatchObject({
        issues: [{ path: 'text', message: 'standards.nothingNew' }],
      });
      await write('Within two hours.', 'Replies');
      const jan = await scene.person('Jan');
      expect(await scene.app.people.getStandard(jan, standardId)).toMatchObject({
        ...{ title: 'Answers', open: null, inForce: { number: 1 }, earlier: [] },
      });
      const found = async (q: string) =>
        (await scene.app.search.findMatches(lead, { q, kind: 'standard', page: 1 })).hits.length;
      expect([await found('two'), await found('hour')]).toEqual([0, 1]);
      await approve();
      expect(await scene.app.people.getStandard(jan, standardId)).toMatchObject({
        ...{ title: 'Replies', inForce: { number: 2 } },
        earlier: [{ number: 1, opinions: [{ isApproved: true }, { isApproved: true }] }],
      });
      expect([await found('two'), await found('Answers')]).toEqual([1, 0]);
    },
  );

  test.skipIf(isAbsent)('[CX16] nobody approves what they wrote or answer for', async () => {
    const both = await hire('Beata Both', await partOf('marketing'), ['director', 'lead']);
    await scene.app.people.writeStandard(both, {
      ...(await pick()),
      title: 'Answers',
      text: 'Now.',
      note: '',
    });
    await ask();
    await expect(decide(both)).rejects.toMatchObject({ reason: 'standards.ownStandard' });
    const { version, reviewOn } = await read();
    await scene.app.people.keepStandard(lead, { standardId, version, reviewOn, ownerId: marketing.id });
    await expect(decide(marketing)).rejects.toMatchObject({ reason: 'standards.ownStandard' });
    await expect(decide(employee)).rejects.toMatchObject({ code: 'forbidden' });
  });

  const partOf = async (part: string): Promise<string> =>
    (
      await scene.app.database.db
        .selectFrom('department')
        .select('id')
        .where('part', '=', part)
        .executeTakeFirstOrThrow()
    ).id;

  test.skipIf(isAbsent)('[CX16] it is not asked where nobody could approve', async () => {
    const { version, reviewOn } = await read();
    await scene.app.people.keepStandard(lead, { standardId, version, reviewOn, ownerId: marketing.id });
    await expect(ask()).rejects.toMatchObject({
      reason: 'standards.onlyInvolved',
      values: { names: 'Maria Marketing' },
    });
    expect((await read()).open?.state).toBe('draft');
  });

  test.skipIf(isAbsent)(
    '[CX18] what is asked is not written on, and is taken back to the draft',
    async () => {
      await ask();
      await expect(write('Now.')).rejects.toMatchObject({ reason: 'standards.isAsked' });
      const before = await read();
      await scene.app.people.stopAsking(lead, await pick());
      expect(await told('standard.waits')).toEqual([]);
      await write('Now.');
      // Who still has the page of before signs nothing that they did not see.
      const late = { versionId: before.open?.id, submission: before.open?.submission };
      await expect(decide(marketing, late)).rejects.toMatchObject({ reason: 'standards.notAsked' });
      await ask();
      await expect(decide(marketing, late)).rejects.toMatchObject({ code: 'stale' });
      await expect(
        scene.app.people.stopAsking(lead, { standardId, version: before.version }),
      ).rejects.toMatchObject({ code: 'stale' });
    },
  );

  test.skipIf(isAbsent)('[CX18] a signature is taken back as long as nothing else happened', async () => {
    await ask();
    const first = await decide(marketing);
    const second = await decide(service);
    expect((await read()).inForce?.number).toBe(1);
    await scene.app.undo.takeBack(service, second.undoId ?? '');
    expect(await read()).toMatchObject({ inForce: null, open: { state: 'asked', opinions: [{}] } });
    expect(await told('standard.approved')).toEqual([]);
    expect(await told('standard.waits')).toEqual(['Szymon Service']);
    await expect(scene.app.undo.takeBack(marketing, first.undoId ?? '')).rejects.toMatchObject({
      reason: 'standards.movedSince',
    });
  });

  test.skipIf(isAbsent)(
    '[CX19] the owner is told once of the day of review, and a successor answers for it',
    async () => {
      const { people } = scene.app;
      scene.clock.nowMs = Date.UTC(2027, 5, 30, 8);
      expect(await people.followStandards()).toEqual({ reviews: 1 });
      expect(await people.followStandards()).toEqual({ reviews: 0 });
      expect(await told('standard.review')).toEqual(['Ola']);
      const { version } = await read();
      const keep = { standardId, version, ownerId: employee.id, reviewOn: '2027-12-31' };
      await people.keepStandard(lead, keep);
      expect(await people.followStandards()).toEqual({ reviews: 0 });
      await expect(people.keepStandard(lead, keep)).rejects.toMatchObject({ code: 'stale' });
      const admin = await scene.person('Ada', ['admin']);
      const { person } = await people.listConsequences(admin, employee.id);
      await people.changePerson(admin, {
        ...{ personId: employee.id, version: person.version, name: employee.name, roles: [] },
        ...{ isActive: false, successorId: lead.id },
      });
      expect(await read()).toMatchObject({ ownerId: lead.id });
      const history = await scene.app.access.getHistory(lead, { kind: 'standard', id: standardId });
      expect(history[0]).toMatchObject({
        action: 'standard.handOver',
        changes: [{ field: 'owner', from: 'Ola', to: 'Lena Lead' }],
      });
    },
  );

  test.skipIf(isAbsent)('[CX15] there is room for so many standards and no more', async () => {
    const { people } = scene.app;
    const form = { text: 'Now.', ownerId: '', reviewOn: '2027-06-30' };
    const row = await scene.app.database.db
      .selectFrom('standard')
      .selectAll()
      .where('id', '=', standardId)
      .executeTakeFirstOrThrow();
    for (let n = 1; n < MOST_STANDARDS - 1; n++)
      await scene.app.database.db
        .insertInto('standard')
        .values({ ...row, id: `standard-${n}` })
        .execute();
    await people.addStandard(lead, { ...form, title: 'The last' });
    await expect(people.addStandard(lead, { ...form, title: 'One more' })).rejects.toMatchObject({
      reason: 'standards.full',
    });
  });

  test.skipIf(isAbsent)(
    '[CX20] [CX21] [CX22] where the organisation stands is decided, stays, and everybody reads it',
    async () => {
      const { people, decisions } = scene.app;
      const assess = async (asOf: string, stage: number) => {
        const { number } = await people.assessMaturity(lead, {
          ...{ asOf, evidence: `Seen until ${asOf}`, deciderIds: [service.id] },
        });
        const { id: decisionId } = await decisions.getDecisionAddress(service, String(number));
        const { comparison, version } = await decisions.getDecision(service, decisionId);
        const optionId = comparison.options[stage]?.id;
        return {
          decisionId,
          decide: () => decisions.decide(service, { decisionId, version, optionId, why: 'So' }),
        };
      };
      await expect(
        people.assessMaturity(lead, { asOf: '2026-11-03', evidence: 'Seen', deciderIds: [service.id] }),
      ).rejects.toMatchObject({ issues: [{ path: 'asOf', message: 'maturity.notYet' }] });
      await expect(
        people.assessMaturity(lead, { asOf: '2026-11-02', evidence: 'Seen', deciderIds: [] }),
      ).rejects.toMatchObject({ issues: [{ path: 'deciderIds' }] });
      const first = await assess('2026-11-01', 1);
      expect(await people.getMaturity(employee)).toMatchObject({ decided: [], open: [] });
      expect(await people.getMaturity(lead)).toMatchObject({ open: [{ deciders: ['Szymon Service'] }] });
      await expect(assess('2026-11-02', 2)).rejects.toMatchObject({ reason: 'maturity.isOpen' });
      await first.decide();
      await (await assess('2026-11-02', 3)).decide();
      const { decided, open } = await people.getMaturity(employee);
      expect(open).toEqual([]);
      expect(decided.map(({ asOf, stage, number }) => [asOf, stage, number])).toEqual([
        ['2026-11-02', 'acting', null],
        ['2026-11-01', 'listening', null],
      ]);
      expect((await decisions.getDecision(lead, first.decisionId)).state).toBe('superseded');
    },
  );
});
