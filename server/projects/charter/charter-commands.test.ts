import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  makeTestApp,
  SYSTEM,
  TEST_PASSWORD,
  type PersonActor,
  type TestApp,
} from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';
import { pinTestInsight } from '../../../tests/test-insight.ts';

const DAY_MS = 24 * 60 * 60_000;

describe.each(ENGINES)('charters on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let owner: PersonActor;
  let deputy: PersonActor;
  let legal: PersonActor;
  let marketing: PersonActor;
  let service: PersonActor;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    const { people } = scene.app;
    const rooms = {
      marketing: await people.addDepartment(SYSTEM, { name: 'Marketing', part: 'marketing' }),
      service: await people.addDepartment(SYSTEM, { name: 'Service', part: 'customer-service' }),
    };
    lead = await scene.person('Lena Lead', ['lead', 'analyst']);
    owner = await scene.person('Olga Owner');
    deputy = await scene.person('Daniel Deputy');
    legal = await scene.person('Lidia Legal');
    marketing = await scene.signIn(await scene.person('Maria Marketing', ['director'], rooms.marketing));
    service = await scene.signIn(await scene.person('Szymon Service', ['director'], rooms.service));
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const propose = (change: Record<string, string> = {}) =>
    scene.app.projects.proposeProject(lead, {
      ...{ title: 'Call back', aim: 'Nobody waits', ownerId: owner.id, deputyId: deputy.id },
      ...{ budget: '1000', currency: 'PLN', startsOn: '2027-01-04', endsOn: '2027-06-30' },
      ...change,
    });
  const version = async (id: string) => (await scene.app.projects.getProject(SYSTEM, id)).project.version;
  const at = async (id: string) => ({ projectId: id, version: await version(id) });
  const read = (id: string, reader: PersonActor = lead) => scene.app.projects.getCharter(reader, id);
  const hash = async (id: string) => (await scene.app.projects.getSigning(SYSTEM, id)).contentHash;
  const submit = async (id: string) =>
    scene.app.projects.advanceProject(lead, { ...(await at(id)), move: 'submit' });
  const sign = async (who: PersonActor, id: string, change = {}) =>
    scene.app.projects.decideProject(who, {
      ...{ projectId: id, contentHash: await hash(id), password: TEST_PASSWORD, isApproved: true },
      ...change,
    });
  const opinion = async (change: Record<string, string> = {}) => {
    await scene.app.projects.saveOpinionRule(SYSTEM, {
      ...{ name: 'Legal', giverId: legal.id, need: 'every', days: '5', isUsed: 'on' },
      ...change,
    });
    return (await scene.app.projects.getProjectSettings(SYSTEM)).opinionRules[0]?.id ?? '';
  };

  test.skipIf(isAbsent)(
    '[PR24] a charter begins with the words and the figures behind its issue',
    async () => {
      const insightId = await pinTestInsight(scene.app, lead, { title: 'They wait too long' });
      const issueId = await scene.app.issues.addIssue(lead, {
        ...{ title: 'Long queue', description: 'Mondays above all', insightId },
      });
      const id = await propose({ issueId });
      const { charter } = await read(id);
      expect(charter?.problem).toBe('Long queue\nMondays above all');
      expect(charter?.evidence).toMatchObject([{ insightId, title: 'They wait too long' }]);
    },
  );

  test.skipIf(isAbsent)(
    '[PR23] [PR6] sections are saved one by one, on their version, and only in a draft',
    async () => {
      const { projects } = scene.app;
      const id = await propose();
      const picked = await at(id);
      await projects.saveCase(owner, { ...picked, problem: 'They wait', insightIds: [] });
      await expect(projects.saveRisks(deputy, { ...picked, risks: 'Staff' })).rejects.toMatchObject({
        code: 'stale',
      });
      await projects.saveRisks(deputy, { ...(await at(id)), risks: 'Staff' });
      await projects.saveBenefit(lead, {
        ...(await at(id)),
        ...{
          kind: 'contacts',
          text: 'Fewer calls',
          target: '400',
          wave: 'Autumn',
          otherSegments: 'Channel: phone',
        },
      });
      expect(await read(id)).toMatchObject({
        charter: {
          problem: 'They wait',
          risks: 'Staff',
          benefit: { kind: 'contacts', segments: [{ column: 'Channel', value: 'phone' }] },
        },
        gaps: ['evidence', 'baseline', 'sponsor', 'needs', 'lines', 'stages'],
        mayWrite: true,
      });
      await expect(projects.saveRisks(legal, { ...(await at(id)), risks: 'x' })).rejects.toMatchObject({
        code: 'not-found',
      });
      await submit(id);
      await expect(projects.saveRisks(owner, { ...(await at(id)), risks: 'x' })).rejects.toMatchObject({
        code: 'read-only',
      });
    },
  );

  test.skipIf(isAbsent)('[PR24] the budget is the sum of its lines, and nothing else', async () => {
    const { projects } = scene.app;
    const id = await propose();
    await projects.saveMoney(owner, {
      ...(await at(id)),
      ...{ lineNames: ['Phones', 'Training', ''], lineAmounts: ['700', '450,50', ''], year: '2027' },
    });
    expect((await projects.getProject(lead, id)).project.budgetMinor).toBe(115050);
    const form = {
      ...{ title: 'Call back', aim: 'Nobody waits', ownerId: owner.id, deputyId: deputy.id },
      ...{ currency: 'PLN', startsOn: '2027-01-04', endsOn: '2027-06-30' },
    };
    await expect(
      projects.changeProject(lead, { ...form, ...(await at(id)), budget: '1000' }),
    ).rejects.toMatchObject({
      issues: [{ path: 'budget', message: 'charter.budgetIsSum' }],
    });
    await projects.changeProject(lead, { ...form, ...(await at(id)), budget: '1150.50' });
  });

  test.skipIf(isAbsent)(
    '[PR4] [PR10] [PR23] who wrote a charter does not sign it, and what is signed is this charter',
    async () => {
      const { projects } = scene.app;
      const id = await propose();
      const before = await hash(id);
      await projects.saveRisks(lead, { ...(await at(id)), risks: 'Staff' });
      expect(await hash(id)).not.toBe(before);
      await submit(id);
      await expect(sign(marketing, id, { contentHash: before })).rejects.toMatchObject({ code: 'stale' });
      await sign(marketing, id);
      expect((await projects.getProject(lead, id)).project.state).toBe('submitted');
    },
  );

  test.skipIf(isAbsent)(
    '[PR28] an application brings its checklist, and what was answered stays',
    async () => {
      const { projects } = scene.app;
      await projects.saveApplication(SYSTEM, { name: 'CRM', checklist: 'Fields\nRights', isUsed: 'on' });
      const [crm] = (await projects.getProjectSettings(SYSTEM)).applications;
      const id = await propose();
      await projects.saveApplications(owner, { ...(await at(id)), applicationIds: [crm?.id ?? ''] });
      await projects.saveApplications(owner, {
        ...(await at(id)),
        ...{ applicationIds: [crm?.id ?? ''], checkIds: [crm?.id ?? ''] },
        ...{ checkTexts: ['Rights'], checkStates: ['done'] },
      });
      expect((await read(id)).charter?.applications).toMatchObject([
        {
          name: 'CRM',
          checks: [
            { text: 'Fields', state: 'open' },
            { text: 'Rights', state: 'done' },
          ],
        },
      ]);
    },
  );

  test.skipIf(isAbsent)(
    '[PR29] [PR30] the last signature waits for a required opinion on what is signed',
    async () => {
      const { projects } = scene.app;
      const ruleId = await opinion();
      const id = await propose();
      await submit(id);
      expect(await projects.getOpinions(legal, id)).toMatchObject({
        opinions: [{ ruleName: 'Legal', state: 'asked' }],
        missing: ['Legal'],
        mine: [ruleId],
      });
      await sign(marketing, id);
      await expect(sign(service, id)).rejects.toMatchObject({
        reason: 'charter.opinion.missing',
        values: { names: 'Legal' },
      });
      const answer = { projectId: id, ruleId, answer: 'refused', text: 'Ask the customers first' };
      await expect(
        projects.giveOpinion(owner, { ...answer, contentHash: await hash(id) }),
      ).rejects.toMatchObject({ code: 'forbidden' });
      await expect(projects.giveOpinion(legal, { ...answer, contentHash: 'old' })).rejects.toMatchObject({
        code: 'stale',
      });
      await projects.giveOpinion(legal, { ...answer, contentHash: await hash(id) });
      await sign(service, id);
      expect((await projects.getProject(lead, id)).project.state).toBe('approved');
    },
  );

  test.skipIf(isAbsent)('[PR30] an opinion about another content is asked for again', async () => {
    const { projects } = scene.app;
    const ruleId = await opinion({ need: 'sum', fromAmount: '1000' });
    const id = await propose();
    await submit(id);
    await projects.giveOpinion(legal, {
      projectId: id,
      ruleId,
      contentHash: await hash(id),
      answer: 'given',
    });
    await sign(marketing, id, { isApproved: false, reason: 'Too vague' });
    await projects.saveRisks(owner, { ...(await at(id)), risks: 'Staff' });
    await submit(id);
    expect((await projects.getOpinions(lead, id))?.opinions).toMatchObject([{ state: 'asked', text: '' }]);
  });

  test.skipIf(isAbsent)('[PR29] nobody submits what nobody named could be heard about', async () => {
    const ruleId = await opinion();
    const id = await propose();
    await scene.app.database.db
      .updateTable('opinion_rule')
      .set({ giver_id: null })
      .where('id', '=', ruleId)
      .execute();
    await expect(submit(id)).rejects.toMatchObject({ reason: 'charter.opinion.nobodyGives' });
  });

  test.skipIf(isAbsent)('[PR37] who is waited for is reminded before the day, and once for it', async () => {
    const { projects } = scene.app;
    await opinion({ days: '4' });
    const id = await propose();
    await submit(id);
    expect((await projects.getProject(lead, id)).project.decideBy).not.toBeNull();
    expect(await projects.remindOfSignatures()).toEqual({ reminded: 0 });
    scene.clock.nowMs += 3 * DAY_MS;
    expect(await projects.remindOfSignatures()).toEqual({ reminded: 1 });
    scene.clock.nowMs += 10 * DAY_MS;
    await projects.remindOfSignatures();
    await projects.remindOfSignatures();
    const told = await scene.app.database.db
      .selectFrom('notice')
      .select(['person_id'])
      .where('kind', '=', 'signature.due')
      .execute();
    expect(told.map(({ person_id }) => person_id).toSorted()).toEqual([marketing.id, service.id].toSorted());
  });

  test.skipIf(isAbsent)(
    '[PR48] nobody outside gets a budget, a draft, a charter or an opinion, and whoever was asked does',
    async () => {
      const { projects, access, search } = scene.app;
      const stranger = await scene.person('Stefan Stranger');
      const id = await propose();
      await projects.saveMoney(owner, { ...(await at(id)), lineNames: ['Secret'], lineAmounts: ['77777'] });
      expect(await projects.listProjects(stranger)).toEqual([]);
      await expect(projects.getProject(stranger, id)).rejects.toMatchObject({ code: 'not-found' });
      await expect(read(id, stranger)).rejects.toMatchObject({ code: 'not-found' });
      await opinion();
      await submit(id);
      const seen = [
        await projects.listProjects(stranger),
        await projects.getProject(stranger, id),
        await projects.getSigning(stranger, id),
        await projects.listSubmitted(stranger),
        await read(id, stranger),
        await projects.getOpinions(stranger, id),
        await projects.getVersions(stranger, id),
        await access.getHistory(stranger, { kind: 'project', id }),
        await search.findMatches(stranger, { q: 'Secret', kind: null, page: 1 }),
      ];
      expect(JSON.stringify(seen)).not.toMatch(/7777700|77777|Secret/);
      await expect(projects.getVersion(stranger, { projectId: id, number: 1 })).rejects.toMatchObject({
        code: 'not-found',
      });
      expect((await projects.getProject(legal, id)).project.budgetMinor).toBe(7_777_700);
      expect((await read(id, legal)).charter?.lines).toHaveLength(1);
      await expect(projects.getProjectYear(stranger)).rejects.toMatchObject({ code: 'forbidden' });
    },
  );
});
