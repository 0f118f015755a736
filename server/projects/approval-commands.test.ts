import { EMPTY_CHARTER } from '#lib/projects/charter/charter.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Role } from '#lib/people/permissions.ts';
import { makeTestApp, SYSTEM, TEST_PASSWORD, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

describe.each(ENGINES)('signatures on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let owner: PersonActor;
  let deputy: PersonActor;
  let departments: { marketing: string; service: string };
  let marketing: PersonActor;
  let service: PersonActor;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    const { people } = scene.app;
    departments = {
      marketing: await people.addDepartment(SYSTEM, { name: 'Marketing', part: 'marketing' }),
      service: await people.addDepartment(SYSTEM, { name: 'Service', part: 'customer-service' }),
    };
    lead = await scene.person('Lena Lead', ['lead']);
    owner = await scene.person('Olga Owner');
    deputy = await scene.person('Daniel Deputy');
    marketing = await hire('Maria Marketing', departments.marketing);
    service = await hire('Szymon Service', departments.service);
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const hire = async (name: string, departmentId: string, roles: Role[] = ['director']) =>
    scene.signIn(await scene.person(name, roles, departmentId));
  const form = (change: Record<string, string> = {}): Record<string, string> => ({
    title: 'Call back within an hour',
    aim: 'Customers reach a person',
    ownerId: owner.id,
    deputyId: deputy.id,
    budget: '12500',
    currency: 'PLN',
    startsOn: '2026-12-01',
    endsOn: '2027-03-31',
    ...change,
  });
  const read = async (id: string) => (await scene.app.projects.getProject(lead, id)).project;
  const move = async (actor: PersonActor, id: string, name: string) =>
    scene.app.projects.advanceProject(actor, {
      projectId: id,
      version: (await read(id)).version,
      move: name,
      reason: 'Not this year',
    });
  const change = async (actor: PersonActor, id: string, changed: Record<string, string>) =>
    scene.app.projects.changeProject(actor, {
      ...form(changed),
      projectId: id,
      version: (await read(id)).version,
    });
  const submit = async (changed: Record<string, string> = {}) => {
    const id = await scene.app.projects.proposeProject(lead, form(changed));
    await move(lead, id, 'submit');
    return id;
  };
  const seen = async (id: string) => (await scene.app.projects.getSigning(lead, id)).contentHash;
  const sign = async (actor: PersonActor, id: string, details: Record<string, unknown> = {}) =>
    scene.app.projects.decideProject(actor, {
      projectId: id,
      contentHash: await seen(id),
      password: TEST_PASSWORD,
      isApproved: true,
      ...details,
    });
  const place = async (actor: PersonActor, departmentId: string, roles: Role[] = ['director']) => {
    const person = (await scene.app.people.listPeople(SYSTEM)).find(({ id }) => id === actor.id);
    await scene.app.people.changePerson(SYSTEM, {
      personId: actor.id,
      version: person?.version ?? 0,
      name: actor.name,
      departmentId,
      roles,
      isActive: true,
    });
  };

  test.skipIf(isAbsent)('[PR3] one person who is moved between the departments signs once', async () => {
    const id = await submit();
    await sign(marketing, id);
    await place(marketing, departments.service);
    await expect(sign(marketing, id)).rejects.toMatchObject({ reason: 'projects.alreadySigned' });
    expect((await read(id)).state).toBe('submitted');
    await sign(service, id);
    expect((await read(id)).state).toBe('approved');
  });

  test.skipIf(isAbsent)(
    '[CX13] an approval asks leads to read the list of competences again, once for all',
    async () => {
      const { app } = scene;
      const second = await scene.person('Lars Lead', ['lead']);
      const id = await submit();
      const told = async (actor: PersonActor) =>
        (await app.notify.getInbox(actor, 'waiting')).notices.filter(({ kind }) => kind === 'team.readAgain')
          .length;
      await sign(marketing, id);
      expect(await app.people.listTeamReadings(lead)).toEqual([]);
      await sign(service, id);
      const [reading] = await app.people.listTeamReadings(second);
      expect(reading).toMatchObject({
        projectId: id,
        title: 'Call back within an hour',
        href: '/projects/1',
      });
      expect([await told(lead), await told(second)]).toEqual([1, 1]);
      // Taken back, it waits no longer; approved anew, it does.
      await app.projects.withdrawDecision(service, id);
      expect([await app.people.listTeamReadings(lead), await told(lead)]).toEqual([[], 0]);
      await sign(service, id);
      const press = { projectId: id, submission: reading?.submission };
      await expect(app.people.readTeamAgain(owner, press)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(app.people.listTeamReadings(owner)).rejects.toMatchObject({ code: 'forbidden' });
      await app.people.readTeamAgain(second, press);
      expect(await app.people.listTeamReadings(lead)).toEqual([]);
      await expect(app.people.readTeamAgain(lead, press)).rejects.toMatchObject({
        reason: 'people.team.readAlready',
      });
    },
  );

  test.skipIf(isAbsent)(
    '[CX14] needs are those of approved projects that a reader reads inside',
    async () => {
      const { app } = scene;
      const competenceId = await app.people.addTeamNeed(lead, { name: 'Data', wanted: '2' });
      const id = await app.projects.proposeProject(lead, form());
      const content = { ...EMPTY_CHARTER, needs: [{ competenceId, name: 'Data', needed: 2 }] };
      await app.database.db.deleteFrom('project_charter').where('project_id', '=', id).execute();
      await app.database.db
        .insertInto('project_charter')
        .values({ project_id: id, content: JSON.stringify(content) })
        .execute();
      expect(await app.projects.listApprovedNeeds(lead)).toEqual([]);
      await app.database.db.updateTable('project').set({ state: 'running' }).where('id', '=', id).execute();
      expect(await app.projects.listApprovedNeeds(lead)).toEqual([
        { projectId: id, competenceId, name: 'Data', people: 2 },
      ]);
      expect(await app.projects.listApprovedNeeds(await scene.person('Reader'))).toEqual([]);
    },
  );

  test.skipIf(isAbsent)('[PR3] what counts is what somebody is when they sign', async () => {
    const id = await submit();
    await place(marketing, departments.marketing, []);
    // The session still says director: it was read before the role was taken.
    await expect(sign(marketing, id)).rejects.toMatchObject({ reason: 'projects.noSigningPart' });
  });

  test.skipIf(isAbsent)('[PR3] [PR10] two directors who sign at the same moment both count', async () => {
    const id = await submit();
    await Promise.all([sign(marketing, id), sign(service, id)]);
    expect((await read(id)).state).toBe('approved');
  });

  test.skipIf(isAbsent)('[PR4] proposer, owner, deputy, editor and former owner never sign', async () => {
    const both = await hire('Beata Both', departments.marketing, ['lead', 'director']);
    const second = await hire('Marek Marketing', departments.marketing);
    const id = await scene.app.projects.proposeProject(both, form({ ownerId: second.id }));
    await change(lead, id, {});
    await move(both, id, 'submit');
    for (const involved of [both, second]) {
      await expect(sign(involved, id)).rejects.toMatchObject({ reason: 'projects.ownProject' });
    }
    await sign(service, id, { isApproved: false, reason: 'Later' });
    await change(both, id, { title: 'Edited' });
    await move(both, id, 'submit');
    await expect(sign(both, id)).rejects.toMatchObject({ reason: 'projects.ownProject' });
    await sign(marketing, id);
    await sign(service, id);
    expect((await read(id)).state).toBe('approved');
  });

  test.skipIf(isAbsent)('[PR4] who edited somebody else’s draft does not sign it', async () => {
    const editor = await hire('Edyta Editor', departments.marketing, ['lead', 'director']);
    const id = await scene.app.projects.proposeProject(lead, form());
    await change(editor, id, { budget: '900000' });
    await move(lead, id, 'submit');
    await expect(sign(editor, id)).rejects.toMatchObject({ reason: 'projects.ownProject' });
  });

  test.skipIf(isAbsent)('[PR10] a signature on what is no longer there is refused as stale', async () => {
    const id = await submit();
    const before = await seen(id);
    await sign(service, id, { isApproved: false, reason: 'Too dear' });
    await change(lead, id, { budget: '9000' });
    await move(lead, id, 'submit');
    await expect(sign(marketing, id, { contentHash: before })).rejects.toMatchObject({
      code: 'stale',
      current: { budgetMinor: 900_000 },
    });
  });

  test.skipIf(isAbsent)('[PR10] a signature keeps who signed as what, since when and from whom', async () => {
    const id = await submit();
    await sign(marketing, id);
    await place(marketing, departments.service, []);
    const { decisions } = await scene.app.projects.getProject(lead, id);
    expect(decisions).toMatchObject([
      {
        directorName: 'Maria Marketing',
        part: 'marketing',
        departmentName: 'Marketing',
        roleGrantedBy: 'test',
        roleSinceMs: scene.clock.nowMs,
        contentHash: await seen(id),
      },
    ]);
  });

  test.skipIf(isAbsent)(
    '[PR11] a submission that nobody can sign is refused and says what to do',
    async () => {
      const id = await scene.app.projects.proposeProject(lead, form({ ownerId: marketing.id }));
      await expect(move(lead, id, 'submit')).rejects.toMatchObject({
        code: 'conflict',
        reason: 'projects.onlyInvolvedSign.marketing',
        values: { names: 'Maria Marketing' },
      });
      expect((await read(id)).state).toBe('draft');
      const second = await hire('Marek Marketing', departments.marketing);
      await move(lead, id, 'submit');
      expect((await scene.app.projects.getSigning(lead, id)).signers).toMatchObject([
        { part: 'marketing', able: [{ signer: { id: second.id } }], unable: [{ id: marketing.id }] },
        { part: 'customer-service', able: [{ signer: { id: service.id } }] },
      ]);
      await place(service, '');
      const other = await scene.app.projects.proposeProject(lead, form());
      await expect(move(lead, other, 'submit')).rejects.toMatchObject({
        reason: 'projects.nobodySigns.customer-service',
      });
    },
  );

  test.skipIf(isAbsent)(
    '[PR12] [PE12] a signature asks for the password, once in ten minutes of a session',
    async () => {
      const [one, two, three] = [await submit(), await submit(), await submit()];
      await expect(sign(marketing, one, { password: '' })).rejects.toMatchObject({
        issues: [{ path: 'password', message: 'access.passwordAgain' }],
      });
      await expect(sign(marketing, one, { password: 'not the password' })).rejects.toMatchObject({
        issues: [{ path: 'password', message: 'access.passwordWrong' }],
      });
      expect((await scene.app.projects.getProject(lead, one)).decisions).toEqual([]);
      await sign(marketing, one);
      scene.clock.nowMs += 9 * MINUTE_MS;
      await sign(marketing, two, { password: '' });
      expect((await scene.app.projects.getSigning(marketing, three)).needsPassword).toBe(false);
      scene.clock.nowMs += 2 * MINUTE_MS;
      expect((await scene.app.projects.getSigning(marketing, three)).needsPassword).toBe(true);
      await expect(sign(marketing, three, { password: '' })).rejects.toMatchObject({ code: 'invalid' });
      const elsewhere = { ...marketing, sessionId: 'another session' };
      await expect(sign(elsewhere, three, { password: '' })).rejects.toMatchObject({ code: 'invalid' });
    },
  );

  test.skipIf(isAbsent)('[PR12] guessing the password at a signature comes to an end', async () => {
    const id = await submit();
    const guess = () => sign(marketing, id, { password: 'a wrong guess' });
    for (let tries = 0; tries < 8; tries++) await expect(guess()).rejects.toMatchObject({ code: 'invalid' });
    await expect(guess()).rejects.toMatchObject({ code: 'too-many-requests' });
  });

  test.skipIf(isAbsent)('[PR12] [PE13] who takes an account over by a link cannot sign with it', async () => {
    const admin = await scene.person('Adam Admin', ['admin']);
    const id = await submit();
    const taken = await takeOver(admin, marketing);
    await expect(sign(taken, id)).rejects.toMatchObject({ reason: 'projects.signsLater' });
    expect(await scene.app.access.listAccountNotices(taken)).toMatchObject([
      { kind: 'password-set', byName: 'Adam Admin', isSettled: false },
      { kind: 'link-made', byName: 'Adam Admin' },
    ]);
    await scene.app.access.dismissAccountNotices(taken);
    expect(await scene.app.access.listAccountNotices(taken)).toHaveLength(2);
    scene.clock.nowMs += DAY_MS;
    await sign(taken, id);
    await scene.app.access.dismissAccountNotices(taken);
    expect(await scene.app.access.listAccountNotices(taken)).toEqual([]);
  });

  const withdraw = (actor: PersonActor, id: string) => scene.app.projects.withdrawDecision(actor, id);

  test.skipIf(isAbsent)('[PR19] who may not decide takes nothing back', async () => {
    const id = await submit();
    await sign(marketing, id);
    await expect(withdraw(owner, id)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(withdraw(service, id)).rejects.toMatchObject({
      code: 'not-found',
      reason: 'projects.nothingToWithdraw',
    });
    expect((await scene.app.projects.getProject(lead, id)).decisions).toHaveLength(1);
  });

  test.skipIf(isAbsent)('[PR19] [PR8] an approval is taken back within a minute', async () => {
    const issueId = await scene.app.issues.addIssue(lead, { title: 'Nobody calls back' });
    const id = await submit({ issueId });
    await sign(marketing, id);
    await sign(service, id);
    expect((await read(id)).state).toBe('approved');
    scene.clock.nowMs += MINUTE_MS;
    await withdraw(service, id);
    expect((await read(id)).state).toBe('submitted');
    expect((await scene.app.issues.getIssue(lead, issueId)).state).toBe('project');
    const { decisions } = await scene.app.projects.getProject(lead, id);
    expect(decisions).toMatchObject([{ directorName: 'Maria Marketing' }]);
    const [line] = await scene.app.database.db
      .selectFrom('audit_entry')
      .innerJoin('audit_words', 'audit_words.entry_id', 'audit_entry.id')
      .select(['action', 'actor_name', 'details'])
      .where('subject_id', '=', id)
      .orderBy('id', 'desc')
      .execute();
    expect(line).toMatchObject({ action: 'project.withdraw', actor_name: 'Szymon Service' });
    expect(JSON.parse(line?.details ?? '')).toMatchObject({
      contentHash: await seen(id),
      changes: [
        { field: 'state', from: 'approved', to: 'submitted' },
        { field: 'part', from: 'customer-service', to: null },
      ],
    });
    await sign(service, id);
    expect((await read(id)).state).toBe('approved');
  });

  test.skipIf(isAbsent)(
    '[PR19] [PR5] what was sent back waits again, and so does one signature',
    async () => {
      const id = await submit();
      await sign(marketing, id);
      await sign(service, id, { isApproved: false, reason: 'Too dear' });
      await withdraw(service, id);
      expect((await read(id)).state).toBe('submitted');
      const waiting = (await scene.app.projects.listSubmitted(service)).filter(
        ({ awaitsReader }) => awaitsReader,
      );
      expect(waiting.map((project) => project.id)).toEqual([id]);
      const alone = await submit();
      await sign(marketing, alone);
      await withdraw(marketing, alone);
      expect((await scene.app.projects.getProject(lead, alone)).decisions).toEqual([]);
      await expect(withdraw(marketing, alone)).rejects.toMatchObject({ code: 'not-found' });
    },
  );

  test.skipIf(isAbsent)('[PR19] after a minute a decision stands', async () => {
    const id = await submit();
    await sign(marketing, id);
    scene.clock.nowMs += 2 * MINUTE_MS;
    await expect(withdraw(marketing, id)).rejects.toMatchObject({
      code: 'conflict',
      reason: 'projects.withdrawLate',
      values: { seconds: 60 },
    });
  });

  test.skipIf(isAbsent)('[PR19] after another decision or a move a decision stands', async () => {
    const id = await submit();
    await sign(marketing, id);
    await sign(service, id);
    await expect(withdraw(marketing, id)).rejects.toMatchObject({
      code: 'conflict',
      reason: 'projects.decidedSince',
      values: { name: 'Szymon Service' },
    });
    await move(lead, id, 'start');
    await expect(withdraw(service, id)).rejects.toMatchObject({ reason: 'projects.movedSince' });
    const edited = await submit();
    await sign(service, edited, { isApproved: false, reason: 'Too dear' });
    await change(lead, edited, {});
    await expect(withdraw(service, edited)).rejects.toMatchObject({ reason: 'projects.movedSince' });
    await move(lead, edited, 'submit');
    await expect(withdraw(service, edited)).rejects.toMatchObject({ reason: 'projects.movedSince' });
    expect((await read(edited)).state).toBe('submitted');
  });

  test.skipIf(isAbsent)('[PR19] a decision is taken back once, however many try', async () => {
    const id = await submit();
    await sign(marketing, id);
    await sign(service, id);
    const tries = await Promise.allSettled([1, 2, 3].map(() => withdraw(service, id)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await read(id)).state).toBe('submitted');
  });

  /** The admin makes a link for somebody who has a password, and uses it. */
  async function takeOver(admin: PersonActor, person: PersonActor): Promise<PersonActor> {
    // Notices are told apart by time.
    const token = await scene.app.access.invite(admin, person.id);
    scene.clock.nowMs += 1;
    await scene.app.access.acceptInvitation({ token, password: TEST_PASSWORD });
    const visit = { headers: new Headers(), isHttps: false, address: '127.0.0.1' };
    const [cookie = ''] = await scene.app.access.signIn(
      { email: person.email, password: TEST_PASSWORD },
      visit,
    );
    const { actor } = await scene.app.identify(new Headers({ cookie: cookie.split(';')[0] ?? '' }), false);
    if (actor.kind !== 'person') throw new Error('nobody signed in');
    return actor;
  }

  test.skipIf(isAbsent)('[PR13] an issue carries one project, and its state follows it', async () => {
    const issueId = await scene.app.issues.addIssue(lead, { title: 'Nobody calls back' });
    const id = await scene.app.projects.proposeProject(lead, form({ issueId }));
    const second = scene.app.projects.proposeProject(lead, form({ issueId }));
    await expect(second).rejects.toMatchObject({
      code: 'conflict',
      reason: 'issues.hasProject',
      values: { title: 'Call back within an hour' },
    });
    const set = async (state: string) => {
      const { version } = await scene.app.issues.getIssue(lead, issueId);
      return scene.app.issues.changeIssue(lead, { issueId, version, title: 'Reworded', state });
    };
    for (const state of ['open', 'done', 'dropped']) {
      await expect(set(state)).rejects.toMatchObject({ reason: 'issues.hasProject' });
    }
    await set('project');
    expect(await scene.app.issues.listProjectsOf(lead, issueId)).toMatchObject([{ id }]);
    await move(lead, id, 'stop');
    expect((await scene.app.issues.getIssue(lead, issueId)).state).toBe('open');
    await expect(set('project')).rejects.toMatchObject({ reason: 'issues.stateFollows' });
    await scene.app.projects.proposeProject(lead, form({ issueId }));
  });

  test.skipIf(isAbsent)('[PR13] two who propose a project from one issue at once make one', async () => {
    const issueId = await scene.app.issues.addIssue(lead, { title: 'Nobody calls back' });
    const results = await Promise.allSettled(
      [1, 2, 3].map(() => scene.app.projects.proposeProject(lead, form({ issueId }))),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await scene.app.issues.listProjectsOf(lead, issueId)).toHaveLength(1);
  });
});
