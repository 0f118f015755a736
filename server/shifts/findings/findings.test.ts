import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';

describe.each(ENGINES)('findings on $title', ({ engine, isAbsent }) => {
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
    roundId = await plan('Winter round', '2026-11-09');
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  /** A round of one day on which Ola serves. */
  const plan = async (title: string, day: string) => {
    const id = await scene.app.shifts.planRound(mentor, {
      ...{ title, goal: '', startsOn: day, endsOn: day, startsAt: '08:00', endsAt: '16:00', places: '9' },
      mentorIds: [mentor.id],
    });
    const { tours } = await scene.app.shifts.getRound(mentor, id);
    await scene.app.shifts.signUp(ola, { tourId: tours[0]?.id, scopes: ['chat'] });
    return id;
  };
  const report = async (change: Record<string, unknown>, id = roundId) =>
    scene.app.shifts.reportFinding(ola, { roundId: id, kind: 'bug', text: 'No tone', ...change });
  const read = async (reader: PersonActor = ola, id = roundId) =>
    scene.app.shifts.getRoundFindings(reader, id);

  test.skipIf(isAbsent)('[SH8] every command refuses who may not use it', async () => {
    const { shifts } = scene.app;
    const jan = await scene.person('Jan');
    await report({ kind: 'docs' });
    await report({ kind: 'question', text: 'Where?' });
    const findings = (await read()).findings;
    const of = (kind: string) => ({ roundId, findingId: findings.find((found) => found.kind === kind)?.id });
    await expect(shifts.getRoundFindings(NOBODY, roundId)).rejects.toMatchObject({ code: 'not-signed-in' });
    await expect(shifts.reportFinding(jan, { roundId, kind: 'bug', text: 'No tone' })).rejects.toMatchObject({
      reason: 'shifts.notSignedUp',
    });
    await expect(shifts.noteAskedAgain(jan, of('question'))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(shifts.makeIssueOfFinding(jan, of('docs'))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(shifts.noteAskedAgain(ola, of('docs'))).rejects.toMatchObject({ code: 'not-found' });
  });

  test.skipIf(isAbsent)('[SH50] [SH51] a bug has steps and a severity, and names no customer', async () => {
    await report({
      ...{ steps: 'Call +48 601 234 567', severity: 'blocks', quote: 'Write to a@b.example' },
    });
    expect((await read()).findings).toMatchObject([
      { kind: 'bug', severity: 'blocks', steps: 'Call [phone]', quote: 'Write to [e-mail]', issueNumber: 1 },
    ]);
    const issue = await scene.app.issues.getIssue(
      lead,
      (await scene.app.issues.getIssueAddress(lead, '1')).id,
    );
    expect(issue.description).toBe('No tone\n\nCall [phone]\n\n„Write to [e-mail]”');
    await report({ kind: 'insight', text: 'They know more than we think', severity: 'blocks' });
    expect((await read()).findings.find(({ kind }) => kind === 'insight')).toMatchObject({
      ...{ severity: null, issueNumber: null },
    });
  });

  test.skipIf(isAbsent)(
    '[SH52] a question is counted over all rounds, and once more at a press',
    async () => {
      await report({ kind: 'question', text: 'Where is my invoice?' });
      const later = await plan('Spring round', '2027-03-09');
      await report({ kind: 'question', text: 'where is my invoice' }, later);
      const [finding] = (await read(ola, later)).findings;
      await scene.app.shifts.noteAskedAgain(ola, { roundId: later, findingId: finding?.id });
      expect((await read()).questions).toMatchObject([{ question: 'Where is my invoice?', times: 3 }]);
      expect((await read(ola, later)).questions).toMatchObject([{ times: 3 }]);
    },
  );

  test.skipIf(isAbsent)(
    '[SH53] what was no issue becomes one in one step, once, and whoever found it is told what becomes of it',
    async () => {
      await report({ kind: 'docs', text: 'The price list is from last year' });
      const findingId = (await read()).findings[0]?.id;
      const pick = { roundId, findingId };
      const piotr = await scene.person('Piotr');
      const { tours } = await scene.app.shifts.getRound(mentor, roundId);
      await scene.app.shifts.signUp(piotr, { tourId: tours[0]?.id, scopes: ['chat'] });
      const { issueNumber } = await scene.app.shifts.makeIssueOfFinding(piotr, pick);
      expect((await read()).findings).toMatchObject([{ issueNumber }]);
      await expect(scene.app.shifts.makeIssueOfFinding(ola, pick)).rejects.toMatchObject({
        reason: 'findings.isIssue',
      });
      const [issue] = await scene.app.issues.listIssues(lead);
      expect(issue).toMatchObject({ origin: { kind: 'finding', findingId, reporter: 'Ola' } });
      const reporters = await scene.app.database.db
        .selectFrom('issue_reporter')
        .select('person_id')
        .where('issue_id', '=', issue?.id ?? '')
        .execute();
      expect(reporters).toEqual([{ person_id: ola.id }]);
    },
  );
});
