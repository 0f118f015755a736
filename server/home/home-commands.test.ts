import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Home } from '#lib/home/home.ts';
import { makeTestApp, NOBODY, SYSTEM, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';
import { pinTestInsight } from '../../tests/test-insight.ts';

describe.each(ENGINES)('Home on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  beforeEach(async () => {
    if (!isAbsent) scene = await makeTestApp(engine);
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const homeOf = (person: PersonActor): Promise<Home> => scene.app.home.getHome(person);

  /** A submitted project of this lead, and the director of marketing who has to sign it. */
  async function submitProject(lead: PersonActor): Promise<PersonActor> {
    const { people, projects } = scene.app;
    const parts = ['marketing', 'customer-service'] as const;
    const directors: PersonActor[] = [];
    for (const part of parts) {
      const department = await people.addDepartment(SYSTEM, { name: part, part });
      directors.push(await scene.person(`Director ${part}`, ['director'], department));
    }
    const projectId = await projects.proposeProject(lead, {
      title: 'Shorter queue',
      aim: 'Nobody waits',
      ownerId: lead.id,
      deputyId: (await scene.person('Ola')).id,
      budget: '100',
      currency: 'PLN',
      startsOn: '2026-11-03',
      endsOn: '2026-12-03',
    });
    const { version } = (await projects.getProject(lead, projectId)).project;
    await projects.advanceProject(lead, { projectId, version, move: 'submit' });
    const [marketing] = directors;
    if (!marketing) throw new Error('no director');
    return marketing;
  }

  test.skipIf(isAbsent)('[HM1] is for people of the organisation alone', async () => {
    await expect(scene.app.home.getHome(NOBODY)).rejects.toMatchObject({ code: 'not-signed-in' });
    await expect(scene.app.home.getHome(SYSTEM)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test.skipIf(isAbsent)('[HM1] holds what belongs to the roles of its reader', async () => {
    const lead = await scene.person('Lena', ['lead']);
    const analyst = await scene.person('Ana', ['analyst']);
    const insightId = await pinTestInsight(scene.app, analyst);
    await scene.app.issues.addIssue(lead, { title: 'Queue', description: '', insightId });
    const marketing = await submitProject(lead);
    scene.clock.nowMs += 2 * 24 * 60 * 60 * 1000;

    const ofLead = await homeOf(lead);
    expect(ofLead).toMatchObject({ unrated: 1, year: null, insights: null, setup: null });
    expect(ofLead.loop).toMatchObject({ issues: { open: 1, unplaced: 1 }, causes: { sent: 0 } });
    expect(ofLead.waiting).toMatchObject([
      { title: 'Shorter queue', submittedOn: '2026-11-02', missing: ['marketing', 'customer-service'] },
    ]);

    const ofDirector = await homeOf(marketing);
    expect(ofDirector).toMatchObject({ loop: null, ending: null, waiting: [] });
    expect(ofDirector.decisions).toMatchObject([{ title: 'Shorter queue', budgetMinor: 10000 }]);
    expect(ofDirector.year).toEqual({ year: 2026, approved: [], asked: [{ currency: 'PLN', minor: 10000 }] });

    const ofAnalyst = await homeOf(analyst);
    expect(ofAnalyst).toMatchObject({ loop: null, year: null });
    expect(ofAnalyst.insights).toMatchObject([{ id: insightId, issues: 1, projects: 0, workshops: 0 }]);

    const ofEmployee = await homeOf(await scene.person('Ewa'));
    expect(ofEmployee).toMatchObject({ loop: null, year: null, wave: null, insights: null, setup: null });
  });

  test.skipIf(isAbsent)('[HM7] tells whoever has nothing to do what goes on, and who begins it', async () => {
    const lead = await scene.person('Lena', ['lead']);
    const ewa = await scene.person('Ewa');
    expect((await homeOf(ewa)).goingOn).toEqual({ running: 0, openIssues: 0, places: 0, leads: ['Lena'] });
    await scene.app.issues.addIssue(lead, { title: 'Queue', description: '' });
    await scene.app.shifts.planRound(lead, {
      title: 'Phones',
      goal: '',
      startsOn: '2026-11-03',
      endsOn: '2026-11-04',
      startsAt: '08:00',
      endsAt: '12:00',
      places: '2',
      mentorIds: [(await scene.person('Marek', ['mentor'])).id],
    });
    expect((await homeOf(ewa)).goingOn).toMatchObject({ openIssues: 1, places: 4 });
    expect((await homeOf(ewa)).next).toBe(null);
    expect((await homeOf(await scene.person('Ada', ['admin']))).next).toMatchObject({ leads: ['Lena'] });
  });

  test.skipIf(isAbsent)('[HM1] shows an administrator how far the organisation is set up', async () => {
    const admin = await scene.person('Ada', ['admin']);
    await submitProject(await scene.person('Lena', ['lead']));
    expect((await homeOf(admin)).setup).toMatchObject({
      departments: 2,
      people: { active: 5, withoutAccount: 5 },
      signers: [
        { part: 'marketing', names: ['Director marketing'] },
        { part: 'customer-service', names: ['Director customer-service'] },
      ],
      hasMail: false,
      engine,
      backup: engine === 'sqlite' ? { day: null } : null,
    });
  });

  test.skipIf(isAbsent)('[HM1] shows a mentor their tours, and a guest what came of a finding', async () => {
    const lead = await scene.person('Lena', ['lead']);
    const mentor = await scene.person('Marek', ['mentor']);
    const guest = await scene.person('Ewa');
    const { shifts } = scene.app;
    const roundId = await shifts.planRound(lead, {
      title: 'Phones',
      goal: 'Hear them',
      startsOn: '2026-11-03',
      endsOn: '2026-11-04',
      startsAt: '08:00',
      endsAt: '12:00',
      places: '2',
      mentorIds: [mentor.id],
    });
    const [tour] = (await shifts.getRound(guest, roundId)).tours;
    await shifts.signUp(guest, { tourId: tour?.id, scopes: ['phone'] });
    await shifts.reportFinding(guest, { roundId, kind: 'bug', text: 'No number on the invoice' });

    expect((await homeOf(mentor)).tours).toMatchObject([
      { day: '2026-11-03', free: 1, isMentor: true, people: [{ name: 'Ewa', scopes: ['phone'] }] },
      { day: '2026-11-04', free: 2, isMentor: true, people: [] },
    ]);
    const ofGuest = await homeOf(guest);
    expect(ofGuest.tours[0]).toMatchObject({ isMentor: false, people: [{ personId: guest.id }] });
    expect(ofGuest.outcomes).toMatchObject([
      { title: 'No number on the invoice', state: 'open', project: undefined },
    ]);
    scene.clock.nowMs += 30 * 60 * 60 * 1000;
    expect((await homeOf(guest)).tours.map(({ day }) => day)).toEqual(['2026-11-04']);
  });
});
