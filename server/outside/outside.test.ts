// Above 300 lines: one rule after another on both engines.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  CODE_DIGITS,
  CODE_MINUTES,
  DOOR_DAYS,
  DOOR_KEPT_DAYS,
  MOST_CODE_TRIES,
  MOST_DOOR_COMMITMENTS,
  MOST_DOOR_WORDS,
  MOST_DOORS,
  VISIT_HOURS,
} from '#lib/outside/door.ts';
import type { Actor } from '#lib/people/person.ts';
import { makeTestApp, NOBODY, SYSTEM, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';
import { openSmtpSink, type SmtpSink } from '../notify/smtp-sink.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
const CLIENT = { ownerName: 'Klara Client', ownerAddress: 'klara@client.example' };

describe.each(ENGINES)('the outside door on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let sink: SmtpSink;
  let lead: PersonActor;
  let issueId: string;

  beforeEach(async () => {
    if (isAbsent) return;
    sink = await openSmtpSink();
    scene = await makeTestApp(engine, { smtpUrl: sink.url, publicUrl: 'https://cx.example.org' });
    lead = await scene.person('Lena Lead', ['lead']);
    issueId = await scene.app.issues.addIssue(lead, { title: 'Inner name', description: 'Inner words' });
  });
  afterEach(async () => {
    if (isAbsent) return;
    await scene.close();
    await sink.close();
  });

  const promise = async (fields: Record<string, string> = {}, by = lead): Promise<string> => {
    const { commitmentId } = await scene.app.commitments.makeCommitment(by, {
      ...{ kind: 'issue', subjectId: issueId, text: 'Send the list', risk: 'We lose a week' },
      ...{ side: 'client', dueOn: '2026-11-20', ...CLIENT, ...fields },
    });
    return commitmentId;
  };
  const make = async (fields: Record<string, unknown> = {}, by: Actor = lead): Promise<string> => {
    const { path } = await scene.app.outside.makeDoor(by, {
      ...{ kind: 'issue', subjectId: issueId, holderName: 'Klara Client', locale: 'pl' },
      ...{ holderAddress: 'klara@client.example', title: 'Shorter waits', message: 'Hello' },
      ...{ asks: '', until: '2026-12-01', ...fields },
    });
    return /^\/door\/([\w-]{27})$/.exec(path)?.[1] ?? '';
  };
  const greet = (token: string, address = '10.0.0.1') => scene.app.outside.greetAtDoor({ token, address });
  const enter = async (token: string, requestKey: string = crypto.randomUUID()): Promise<Actor> => {
    const came = { token, address: '10.0.0.1', requestKey };
    const { doorId, visit } = await scene.app.outside.enterDoor(came);
    return (await scene.app.outside.findHolder({ doorId, visit })) ?? NOBODY;
  };
  const place = (holder: Actor) => scene.app.outside.getDoorPlace(holder);
  const doors = () => scene.app.outside.listDoors(lead, { kind: 'issue', id: issueId });
  const noticesOf = async ({ id }: PersonActor) =>
    (await scene.app.database.db.selectFrom('notice').select('kind').where('person_id', '=', id).execute())
      .map(({ kind }) => kind)
      .toSorted();
  const audited = async () =>
    (await scene.app.database.db.selectFrom('audit_entry').select('action').orderBy('id').execute())
      .map(({ action }) => action)
      .filter((action) => action.startsWith('outside.'));
  /** Everything that is stored, as one text. */
  const everything = async (): Promise<string> => {
    const { db } = scene.app.database;
    const tables = await db.introspection.getTables();
    const rows = await Promise.all(
      tables
        .filter(({ name }) => /^(outside_|audit_|notice|commitment|outbox|request_)/.test(name))
        .map(({ name }) =>
          db
            .selectFrom(name as 'notice') // any of them
            .selectAll()
            .execute(),
        ),
    );
    return JSON.stringify(rows);
  };
  const codeOf = async (): Promise<string> => {
    await expect.poll(() => sink.mails.length).toBeGreaterThan(0);
    return /\n(\d{6})\n/.exec(sink.mails.at(-1)?.text ?? '')?.[1] ?? '';
  };

  test.skipIf(isAbsent)(
    '[OD1] who leads makes a door; its link is shown once and kept as a hash',
    async () => {
      const ola = await scene.person('Ola');
      await expect(make({}, ola)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(make({}, NOBODY)).rejects.toMatchObject({ code: 'not-signed-in' });
      const hidden = await scene.app.workshop.createWorkshop(lead, {
        ...{ title: 'Secret', problem: 'P', goal: 'G', template: '5m', language: 'en' },
      });
      const director = await scene.person('Dora', ['director']);
      await expect(make({ kind: 'workshop', subjectId: hidden }, director)).rejects.toMatchObject({
        code: 'not-found',
      });
      const token = await make();
      const stored = await everything();
      expect(stored).not.toContain(token);
      expect(await audited()).toEqual(['outside.make']);
      expect(await doors()).toMatchObject([
        { holderName: 'Klara Client', state: 'open', visits: 0, lastDay: '2026-12-01', isMine: true },
      ]);
    },
  );

  test.skipIf(isAbsent)('[OD2] it shows exactly what it was made for', async () => {
    const mine = await promise();
    const other = await promise({ ownerName: 'Otto', ownerAddress: 'otto@client.example' });
    await expect(make({ commitmentIds: [other] })).rejects.toMatchObject({
      issues: [{ path: 'commitmentIds', message: 'outside.notTheirs' }],
    });
    await expect(make({ commitmentIds: ['none'] })).rejects.toMatchObject({ code: 'invalid' });
    const holder = await enter(await make({ commitmentIds: [mine] }));
    await promise({ text: 'Added later' });
    await scene.app.commitments.answerCommitment(lead, {
      ...{ commitmentId: mine, version: 1, kind: 'interim', text: 'They are slow' },
    });
    const shown = await place(holder);
    expect(shown).toMatchObject({
      title: 'Shorter waits',
      message: 'Hello',
      holderName: 'Klara Client',
      mailedTo: 'k…@client.example',
      makerName: 'Lena Lead',
      commitments: [{ id: mine, text: 'Send the list', dueOn: '2026-11-20', state: 'open', answers: [] }],
    });
    const text = JSON.stringify(shown);
    for (const inner of ['Inner', 'lose a week', 'Added later', 'They are slow', 'Otto', lead.email])
      expect(text).not.toContain(inner);
  });

  test.skipIf(isAbsent)(
    '[OD3] looking changes nothing; a press begins a visit, once, and is counted',
    async () => {
      const token = await make();
      const before = await everything();
      expect(await greet(token)).toEqual({
        holderName: 'Klara Client',
        makerName: 'Lena Lead',
        lastDay: '2026-12-01',
      });
      await greet(token);
      expect(await everything()).toBe(before);
      await enter(token, 'one press');
      const holder = await enter(token, 'one press');
      expect((await doors())[0]).toMatchObject({ visits: 1 });
      expect(await audited()).toEqual(['outside.make', 'outside.enter']);
      expect(holder).toMatchObject({ kind: 'outsider', name: 'Klara Client', locale: 'pl' });
      expect(await scene.app.outside.findDoorLocale({ token })).toBe('pl');
      expect(await everything()).not.toContain(token);
    },
  );

  test.skipIf(isAbsent)('[OD3] a visit is over after so many hours, and is of its door alone', async () => {
    const token = await make();
    const came = { token, address: '10.0.0.1', requestKey: 'a' };
    const { doorId, visit } = await scene.app.outside.enterDoor(came);
    const other = await scene.app.outside.enterDoor({ ...came, token: await make({ title: 'Other' }) });
    expect(await scene.app.outside.findHolder({ doorId: other.doorId, visit })).toBeUndefined();
    scene.clock.nowMs += VISIT_HOURS * HOUR_MS - 1;
    expect(await scene.app.outside.findHolder({ doorId, visit })).toBeDefined();
    scene.clock.nowMs += 1;
    expect(await scene.app.outside.findHolder({ doorId, visit })).toBeUndefined();
    await expect(place(NOBODY)).rejects.toMatchObject({ code: 'gone', reason: 'outside.visitOver' });
    await expect(place(lead)).rejects.toMatchObject({ code: 'gone' });
  });

  test.skipIf(isAbsent)(
    '[OD4] the holder ticks a commitment, takes it back, and says how far it is',
    async () => {
      const director = await scene.person('Dora', ['director']);
      const id = await promise({}, director); // who waits for it is somebody else
      const holder = await enter(await make({ commitmentIds: [id] }));
      const { outside } = scene.app;
      await outside.answerAtDoor(holder, { commitmentId: id, version: 1, text: 'Half of it is there' });
      await outside.keepAtDoor(holder, { commitmentId: id, version: 2 });
      await expect(outside.keepAtDoor(holder, { commitmentId: id, version: 2 })).rejects.toMatchObject({
        code: 'stale',
      });
      const [kept] = await scene.app.commitments.listCommitments(lead, { kind: 'issue', id: issueId });
      expect(kept).toMatchObject({
        state: 'kept',
        answers: [{ kind: 'interim', text: 'Half of it is there', byName: 'Klara Client' }],
      });
      expect((await place(holder)).commitments).toMatchObject([
        { state: 'kept', answers: [{ text: 'Half of it is there' }] },
      ]);
      expect(await noticesOf(lead)).toEqual(['commitment.answered', 'outside.kept']);
      expect(await noticesOf(director)).toEqual(['commitment.answered', 'outside.kept']);
      await outside.reopenAtDoor(holder, { commitmentId: id, version: 3 });
      expect((await place(holder)).commitments).toMatchObject([{ state: 'open' }]);
    },
  );

  test.skipIf(isAbsent)('[OD2] [OD4] what the door does not show, nobody presses there', async () => {
    const shown = await promise();
    const hidden = await promise({ text: 'Not on the door' });
    const holder = await enter(await make({ commitmentIds: [shown] }));
    const { outside, commitments } = scene.app;
    await expect(outside.keepAtDoor(holder, { commitmentId: hidden, version: 1 })).rejects.toMatchObject({
      code: 'not-found',
    });
    const ola = await scene.person('Ola');
    await commitments.changeCommitment(lead, {
      ...{ commitmentId: shown, version: 1, text: 'Send the list', side: 'ours', ownerId: ola.id },
    });
    expect((await place(holder)).commitments).toEqual([]);
    await expect(outside.keepAtDoor(holder, { commitmentId: shown, version: 2 })).rejects.toMatchObject({
      code: 'not-found',
    });
    // Nor what somebody else outside keeps by now.
    const other = { ownerName: 'Otto', ownerAddress: 'otto@client.example', ownerId: '' };
    await commitments.changeCommitment(lead, {
      ...{ commitmentId: shown, version: 2, text: 'Send the list', side: 'client', ...other },
    });
    expect((await place(holder)).commitments).toEqual([]);
    await expect(outside.keepAtDoor(holder, { commitmentId: shown, version: 3 })).rejects.toMatchObject({
      code: 'not-found',
    });
    // None of what people do is theirs to do.
    await expect(
      commitments.keepCommitment(holder, { commitmentId: hidden, version: 1 }),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });

  test.skipIf(isAbsent)('[OD4] a comment reaches the maker and stays the holder’s own', async () => {
    const token = await make();
    const holder = await enter(token);
    await scene.app.outside.commentAtDoor(holder, { text: 'Call me at 501 234 567' });
    const said = [{ kind: 'comment', text: 'Call me at [phone]', atMs: scene.clock.nowMs }];
    expect((await place(holder)).words).toEqual(said);
    expect((await doors())[0]?.words).toEqual(said);
    expect(await noticesOf(lead)).toEqual(['outside.said']);
    const other = await enter(await make({ holderName: 'Otto', holderAddress: 'otto@client.example' }));
    expect((await place(other)).words).toEqual([]);
    await expect(scene.app.outside.commentAtDoor(holder, { text: ' ' })).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  test.skipIf(isAbsent)(
    '[OD5] a formal act needs the code of the mail; whoever refuses says why',
    async () => {
      const holder = await enter(await make({ asks: 'The new price list' }));
      const settle = (fields: Record<string, string>) =>
        scene.app.outside.settleDoor(holder, { outcome: 'refused', remarks: '', code: '000000', ...fields });
      await expect(settle({ remarks: 'Too dear' })).rejects.toMatchObject({ reason: 'outside.codeOver' });
      await scene.app.outside.askDoorCode(holder);
      const code = await codeOf();
      expect(code).toHaveLength(CODE_DIGITS);
      expect(sink.mails[0]?.to).toContain('klara@client.example');
      expect(await everything()).not.toContain(code);
      expect((await place(holder)).isCodeSent).toBe(true);
      await expect(settle({ code })).rejects.toMatchObject({
        issues: [{ path: 'remarks', message: 'form.required' }],
      });
      await expect(settle({ code: 'abc', remarks: 'x' })).rejects.toMatchObject({
        issues: [{ path: 'code', message: 'outside.codeForm' }],
      });
      await settle({ code: `${code.slice(0, 3)} ${code.slice(3)}`, remarks: 'Too dear' });
      expect((await place(holder)).outcome).toBe('refused');
      expect((await doors())[0]).toMatchObject({
        outcome: 'refused',
        words: [{ kind: 'refused', text: 'Too dear' }],
      });
      expect(await noticesOf(lead)).toEqual(['outside.refused']);
      await expect(settle({ code, remarks: 'Again' })).rejects.toMatchObject({
        reason: 'outside.saidBefore',
      });
      await expect(scene.app.outside.askDoorCode(holder)).rejects.toMatchObject({
        reason: 'outside.saidBefore',
      });
      expect(await audited()).toEqual(['outside.make', 'outside.enter', 'outside.askCode', 'outside.refuse']);
    },
  );

  test.skipIf(isAbsent)(
    '[OD5] a code is good for so many tries and minutes, and the newest counts',
    async () => {
      const holder = await enter(await make({ asks: 'The new price list' }));
      const settle = (code: string) =>
        scene.app.outside.settleDoor(holder, { outcome: 'accepted', remarks: '', code });
      await scene.app.outside.askDoorCode(holder);
      const first = await codeOf();
      const wrong = first === '111111' ? '222222' : '111111';
      for (let tries = 0; tries < MOST_CODE_TRIES; tries++)
        await expect(settle(wrong)).rejects.toMatchObject({ issues: [{ message: 'outside.codeWrong' }] });
      await expect(settle(first)).rejects.toMatchObject({ reason: 'outside.codeTries' });
      await scene.app.outside.askDoorCode(holder);
      await expect.poll(() => sink.mails.length).toBe(2);
      const second = await codeOf();
      if (second !== first) await expect(settle(first)).rejects.toMatchObject({ code: 'invalid' });
      scene.clock.nowMs += CODE_MINUTES * 60_000;
      await expect(settle(second)).rejects.toMatchObject({ reason: 'outside.codeOver' });
      await scene.app.outside.askDoorCode(holder);
      await expect.poll(() => sink.mails.length).toBe(3);
      await settle(await codeOf());
      expect((await place(holder)).outcome).toBe('accepted');
    },
  );

  test.skipIf(isAbsent)('[OD5] what asks for nothing is neither accepted nor refused', async () => {
    const holder = await enter(await make());
    await expect(scene.app.outside.askDoorCode(holder)).rejects.toMatchObject({ code: 'not-found' });
  });

  test.skipIf(isAbsent)('[OD6] it ends on its day, and can be open for so many days', async () => {
    const last = '2027-01-30'; // with 2 November the 90th day
    await expect(make({ until: '2027-01-31' })).rejects.toMatchObject({
      issues: [{ path: 'until', message: 'outside.untilWithin', values: { days: DOOR_DAYS } }],
    });
    await expect(make({ until: '2026-11-01' })).rejects.toMatchObject({ code: 'invalid' });
    const token = await make({ until: last });
    scene.clock.nowMs = Date.parse('2027-01-30T22:59:59Z'); // still that day in Warsaw
    const holder = await enter(token);
    scene.clock.nowMs += 1000;
    const over = { code: 'gone', reason: 'outside.is.expired', values: { name: 'Lena Lead' } };
    await expect(greet(token)).rejects.toMatchObject(over);
    await expect(place(holder)).rejects.toMatchObject(over);
    await expect(scene.app.outside.commentAtDoor(holder, { text: 'Late' })).rejects.toMatchObject(over);
  });

  test.skipIf(isAbsent)(
    '[OD6] revoked it lets nobody in, those inside neither, and can be taken back',
    async () => {
      const token = await make({ asks: 'Prices' });
      const holder = await enter(token);
      const [door] = await doors();
      const ola = await scene.person('Ola');
      await expect(scene.app.outside.revokeDoor(ola, { doorId: door?.id })).rejects.toMatchObject({
        code: 'forbidden',
      });
      const { undoId } = await scene.app.outside.revokeDoor(lead, { doorId: door?.id });
      const ended = { code: 'gone', reason: 'outside.is.ended' };
      await expect(greet(token)).rejects.toMatchObject(ended);
      await expect(enter(token)).rejects.toMatchObject(ended);
      await expect(place(holder)).rejects.toMatchObject(ended);
      await expect(scene.app.outside.askDoorCode(holder)).rejects.toMatchObject(ended);
      await expect(scene.app.outside.revokeDoor(lead, { doorId: door?.id })).rejects.toMatchObject({
        reason: 'outside.endedBefore',
      });
      await scene.app.undo.takeBack(lead, undoId ?? '');
      expect(await place(holder)).toMatchObject({ title: 'Shorter waits' });
    },
  );

  test.skipIf(isAbsent)('[OD6] it ends with its maker, and while they may not see its subject', async () => {
    const director = await scene.person('Dora', ['director']);
    const workshopId = await scene.app.workshop.createWorkshop(lead, {
      ...{ title: 'Talk', problem: 'P', goal: 'G', template: '5m', language: 'en' },
    });
    const { undoId } = await scene.app.workshop.invitePeople(lead, { workshopId, personIds: [director.id] });
    const token = await make({ kind: 'workshop', subjectId: workshopId }, director);
    await greet(token);
    await scene.app.undo.takeBack(lead, undoId ?? ''); // she is uninvited
    await expect(greet(token)).rejects.toMatchObject({ code: 'gone', reason: 'outside.is.ended' });
    expect(await scene.app.outside.listDoors(director)).toEqual([]);

    const second = await make({}, director);
    const holder = await enter(second);
    const admin = await scene.person('Adam', ['admin']);
    const person = (await scene.app.people.listPeople(SYSTEM)).find(({ id }) => id === director.id);
    await scene.app.people.switchOff(admin, {
      ...{ personId: director.id, version: person?.version, successorId: lead.id },
    });
    await expect(greet(second)).rejects.toMatchObject({ code: 'gone', reason: 'outside.is.ended' });
    await expect(place(holder)).rejects.toMatchObject({ code: 'gone' });
  });

  test.skipIf(isAbsent)('[OD7] there are so many doors, commitments and comments, and no more', async () => {
    const holder = await enter(await make());
    for (let said = 0; said < MOST_DOOR_WORDS; said++) {
      scene.clock.nowMs += 10_000;
      await scene.app.outside.commentAtDoor(holder, { text: `Comment ${said}` });
    }
    scene.clock.nowMs += 10_000;
    await expect(scene.app.outside.commentAtDoor(holder, { text: 'One more' })).rejects.toMatchObject({
      reason: 'outside.saidOften',
      values: { limit: MOST_DOOR_WORDS },
    });
    const ids = Array.from({ length: MOST_DOOR_COMMITMENTS + 1 }, (_, n) => `${n}`);
    await expect(make({ commitmentIds: ids })).rejects.toMatchObject({
      issues: [{ path: 'commitmentIds', message: 'outside.tooManyCommitments' }],
    });
    await expect(make({ commitmentIds: ids.slice(1) })).rejects.toMatchObject({
      issues: [{ message: 'outside.notTheirs' }],
    });
    for (let made = 1; made < MOST_DOORS; made++) await make();
    await expect(make()).rejects.toMatchObject({
      reason: 'outside.tooManyDoors',
      values: { limit: MOST_DOORS },
    });
  });

  test.skipIf(isAbsent)('[OD7] who tries links or codes is slowed down', async () => {
    const token = await make({ asks: 'Prices' });
    const holder = await enter(token);
    for (let miss = 0; miss < 20; miss++)
      await expect(greet('guess', '10.0.0.9')).rejects.toMatchObject({ code: 'not-found' });
    await expect(greet(token, '10.0.0.9')).rejects.toMatchObject({ code: 'too-many-requests' });
    await greet(token, '10.0.0.8');
    for (let code = 0; code < 5; code++) await scene.app.outside.askDoorCode(holder);
    await expect(scene.app.outside.askDoorCode(holder)).rejects.toMatchObject({ code: 'too-many-requests' });
    scene.clock.nowMs += 10 * 60_000;
    await scene.app.outside.askDoorCode(holder);
    // The code was one of the presses.
    for (let press = 1; press < 60; press++) await enter(token, `press ${press}`);
    await expect(enter(token, 'one more')).rejects.toMatchObject({ code: 'too-many-requests' });
    await expect(scene.app.outside.commentAtDoor(holder, { text: 'Flood' })).rejects.toMatchObject({
      code: 'too-many-requests',
    });
    scene.clock.nowMs += 10_000;
    await enter(token, 'later');
  });

  test.skipIf(isAbsent)('[OD8] who may not make doors sees none, and an old one is forgotten', async () => {
    const ola = await scene.person('Ola');
    await expect(scene.app.outside.listDoors(ola)).rejects.toMatchObject({ code: 'forbidden' });
    const holder = await enter(await make());
    await scene.app.outside.commentAtDoor(holder, { text: 'Remember me' });
    const director = await scene.person('Dora', ['director']);
    expect(await scene.app.outside.listDoors(director)).toEqual([]); // she made none
    expect(await scene.app.outside.listDoors(director, { kind: 'issue', id: issueId })).toMatchObject([
      { words: [{ text: 'Remember me' }], isMine: false },
    ]);
    // Its last day is 1 December.
    scene.clock.nowMs = Date.parse('2026-12-01T23:00:00Z') + DOOR_KEPT_DAYS * DAY_MS - HOUR_MS;
    await scene.app.schedule.runDue();
    expect(await everything()).toContain('Remember me');
    scene.clock.nowMs += 2 * DAY_MS;
    await scene.app.schedule.runDue();
    expect(await everything()).not.toContain('Remember me');
  });

  test.skipIf(isAbsent)('[OD1] without mail nothing can be asked for that needs a code', async () => {
    const silent = await makeTestApp(engine);
    const maker = await silent.person('Lena', ['lead']);
    const id = await silent.app.issues.addIssue(maker, { title: 'Queue', description: '' });
    expect((await silent.app.outside.getDoorDraft(maker, { kind: 'issue', id })).hasMail).toBe(false);
    await expect(
      silent.app.outside.makeDoor(maker, {
        ...{ kind: 'issue', subjectId: id, holderName: 'K', holderAddress: 'k@client.example' },
        ...{ locale: 'en', title: 'T', asks: 'Prices', until: '2026-11-20' },
      }),
    ).rejects.toMatchObject({ issues: [{ path: 'asks', message: 'outside.noMail' }] });
    await silent.close();
  });
});
