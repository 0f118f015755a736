import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  makeTestApp,
  SYSTEM,
  TEST_PASSWORD,
  type PersonActor,
  type TestApp,
} from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';
import { openSmtpSink, type SmtpSink } from '../../notify/smtp-sink.ts';
import { MONTH_HOUR, MONTH_LETTER_DAYS } from './month-letters.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Sunday, 1 November 2026, midnight in Warsaw: All Saints', so that the first working day is Monday. */
const NOVEMBER_MS = Date.UTC(2026, 9, 31, 23);

describe.each(ENGINES)('a month of the projects, on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let sink: SmtpSink;
  let lead: PersonActor;
  let marketing: PersonActor;
  let service: PersonActor;

  beforeEach(async () => {
    if (isAbsent) return;
    sink = await openSmtpSink();
    scene = await makeTestApp(engine, { smtpUrl: sink.url, publicUrl: 'http://cx.example.org' });
    scene.clock.nowMs = NOVEMBER_MS - 10 * DAY_MS;
    const { people } = scene.app;
    const rooms = {
      marketing: await people.addDepartment(SYSTEM, { name: 'Marketing', part: 'marketing' }),
      service: await people.addDepartment(SYSTEM, { name: 'Service', part: 'customer-service' }),
    };
    lead = await scene.person('Lena Lead', ['lead']);
    marketing = await scene.signIn(await scene.person('Maria Marketing', ['director'], rooms.marketing));
    service = await scene.signIn(await scene.person('Szymon Service', ['director'], rooms.service));
  });
  afterEach(async () => {
    if (isAbsent) return;
    await scene.close();
    await sink.close();
  });

  async function propose(title: string): Promise<string> {
    const owner = await scene.person(`Owner of ${title}`);
    const deputy = await scene.person(`Deputy of ${title}`);
    return scene.app.projects.proposeProject(lead, {
      ...{ title, aim: 'Nobody waits', ownerId: owner.id, deputyId: deputy.id },
      ...{ budget: '1000', currency: 'PLN', startsOn: '2026-10-25', endsOn: '2026-11-30' },
    });
  }
  async function move(id: string, name: string): Promise<void> {
    scene.clock.nowMs += 60_000;
    const { version } = (await scene.app.projects.getProject(SYSTEM, id)).project;
    await scene.app.projects.advanceProject(lead, { projectId: id, version, move: name, reason: 'So' });
  }
  async function decide(who: PersonActor, id: string, isApproved: boolean): Promise<void> {
    scene.clock.nowMs += 60_000;
    const { contentHash } = await scene.app.projects.getSigning(SYSTEM, id);
    await scene.app.projects.decideProject(who, {
      ...{ projectId: id, contentHash, password: TEST_PASSWORD, isApproved, reason: 'Numbers first' },
    });
  }
  async function story(): Promise<void> {
    const running = await propose('Call back');
    await move(running, 'submit');
    await decide(marketing, running, true);
    await decide(service, running, true);
    await move(running, 'start');
    await scene.app.projects.reportProject(lead, {
      ...{ good: 'Staff', worry: 'Dates' },
      projectId: running,
      health: 'at-risk',
      text: 'Late supplier',
    });
    const refused = await propose('One envelope');
    await move(refused, 'submit');
    await decide(marketing, refused, false);
    await propose('A draft');
    await scene.app.issues.addIssue(lead, { title: 'Queue', description: '' });
  }
  const at = async (ms: number): Promise<void> => {
    scene.clock.nowMs = ms;
    await scene.app.schedule.runDue();
  };
  /** Letters of other kinds leave as well. */
  const monthly = () => sink.mails.filter(({ subject }) => subject.includes('projects in October 2026'));

  test.skipIf(isAbsent)(
    '[PR107] says what was decided and done, what goes badly, and what comes',
    async () => {
      await story();
      const { projects } = scene.app;
      const october = await projects.getProjectMonth(marketing, '2026-10');
      expect(october.isRunning).toBe(true);
      expect(october.events.map(({ event, project: { title } }) => `${event} ${title}`)).toEqual([
        'submitted Call back',
        'approved Call back',
        'started Call back',
        'submitted One envelope',
        'sentBack One envelope',
      ]);
      expect(october.troubled).toMatchObject([
        { health: 'at-risk', text: 'Late supplier', on: '2026-10-22' },
      ]);
      expect(october.coming).toMatchObject([{ what: 'ends', on: '2026-11-30' }]);
      expect(october.issues).toEqual({ added: 1, open: 1 });
      scene.clock.nowMs = NOVEMBER_MS;
      expect((await projects.getProjectMonth(marketing, '2026-11')).events).toEqual([]);
      expect((await projects.getProjectMonth(marketing, '2026-11')).silent).toHaveLength(1);
    },
  );

  test.skipIf(isAbsent)(
    '[PR107] is for leads and directors, and a month that has not begun is not there',
    async () => {
      const { projects } = scene.app;
      const anybody = await scene.person('Ewa Employee');
      await expect(projects.getProjectMonth(anybody, '2026-10')).rejects.toMatchObject({ code: 'forbidden' });
      for (const month of ['2026-11', '2026-13', '2026-1', 'x'])
        await expect(projects.getProjectMonth(lead, month)).rejects.toMatchObject({ code: 'not-found' });
    },
  );

  test.skipIf(isAbsent)(
    '[PR108] every director gets it once, on the first working day from its hour on',
    async () => {
      await story();
      await at(NOVEMBER_MS + 12 * HOUR_MS);
      await at(NOVEMBER_MS + DAY_MS + MONTH_HOUR * HOUR_MS - 1);
      expect(monthly()).toEqual([]);
      await at(NOVEMBER_MS + DAY_MS + (MONTH_HOUR + 1) * HOUR_MS);
      await at(NOVEMBER_MS + 2 * DAY_MS + MONTH_HOUR * HOUR_MS);
      expect(monthly()).toHaveLength(2);
      const [mail] = monthly();
      expect(mail?.text).toContain('WHAT HAPPENED\n- #1 Call back: Oct 22: asked for\n');
      expect(mail?.text).toContain('- #1 Call back: At risk, Oct 22: Late supplier');
      expect(mail?.text).toContain('http://cx.example.org/projects/months/2026-10');
      expect(mail?.text).not.toContain('A draft');
    },
  );

  test.skipIf(isAbsent)(
    '[PR108] a server that stood still sends it some days later, and no longer',
    async () => {
      await at(NOVEMBER_MS + DAY_MS + MONTH_LETTER_DAYS * DAY_MS + HOUR_MS);
      expect(monthly()).toHaveLength(2);
      await scene.app.database.db.deleteFrom('outbox').execute();
      await at(NOVEMBER_MS + DAY_MS + (MONTH_LETTER_DAYS + 1) * DAY_MS + HOUR_MS);
      expect(monthly()).toHaveLength(2);
    },
  );
});
