import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSmtpSink, type SmtpSink } from '#server/notify/smtp-sink.ts';
import { holdWorkshop } from '../store.ts';
import { settleMailing } from './mailing-store.ts';
import { makeTestApp, NOBODY, SYSTEM, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';
import { moveTo } from '../../../tests/workshop-steps.ts';

const FORM = {
  title: 'Long waits',
  problem: 'Customers wait',
  goal: 'Know why',
  template: '5m',
  language: 'en',
};

describe.each(ENGINES)('who comes, who leads and who gets the minutes on $title', ({ engine, isAbsent }) => {
  let sink: SmtpSink;
  let scene: TestApp;
  let lead: PersonActor;
  let ola: PersonActor;
  let jan: PersonActor;
  let workshopId: string;

  beforeEach(async () => {
    if (isAbsent) return;
    sink = await openSmtpSink();
    scene = await makeTestApp(engine, { smtpUrl: sink.url, publicUrl: 'https://cx.example.org' });
    lead = await scene.person('Lena Lead', ['lead']);
    ola = await scene.person('Ola Lis');
    jan = await scene.person('Jan Lis');
    workshopId = await scene.app.workshop.createWorkshop(lead, FORM);
  });
  afterEach(async () => {
    if (isAbsent) return;
    await scene.close();
    await sink.close();
  });

  const invitedIds = async (): Promise<string[]> =>
    (await scene.app.workshop.getWorkshop(lead, workshopId)).members.map(({ personId }) => personId).sort();
  const find = (q: string, actor: PersonActor = lead) =>
    scene.app.workshop.findInvitable(actor, { workshopId, q });

  test.skipIf(isAbsent)(
    '[WS148] people are found by name or address in the whole organisation, and invited',
    async () => {
      const { workshop } = scene.app;
      expect((await find('lis')).people.map(({ name }) => name)).toEqual(['Jan Lis', 'Ola Lis']);
      const { people } = await find(ola.email.toUpperCase());
      expect(people).toMatchObject([{ id: ola.id, isInvited: false, hasAccount: false }]);
      expect(await workshop.invitePeople(lead, { workshopId, personIds: [ola.id] })).toMatchObject({
        invited: 1,
      });
      expect(await workshop.invitePeople(lead, { workshopId, personIds: [ola.id] })).toEqual({
        invited: 0,
        undoId: null,
      });
      expect((await find('ola')).people).toMatchObject([{ isInvited: true }]);
      expect((await find('lena')).people).toMatchObject([{ isInvited: true }]); // who leads needs no invitation
      expect((await workshop.listWorkshops(ola)).map(({ id }) => id)).toEqual([workshopId]);
    },
  );

  test.skipIf(isAbsent)('[WS148] is for who leads the workshop', async () => {
    const other = await scene.person('Olaf', ['lead', 'admin']);
    await expect(find('lis', other)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(find('lis', ola)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(scene.app.workshop.findInvitable(NOBODY, {})).rejects.toMatchObject({
      code: 'not-signed-in',
    });
  });

  test.skipIf(isAbsent)('[WS149] addresses of nobody are named', async () => {
    expect(await find(`${ola.email}, new@example.org`)).toMatchObject({
      people: [{ id: ola.id }],
      unknown: ['new@example.org'],
    });
  });

  test.skipIf(isAbsent)(
    '[WS148] an invitation is taken back, but for whoever counts on it by now',
    async () => {
      const { workshop, undo } = scene.app;
      const ewa = await scene.person('Ewa');
      const all = [ola, jan, ewa].map(({ id }) => id);
      const { undoId } = await workshop.invitePeople(lead, { workshopId, personIds: all });
      await workshop.fillSeat(lead, { workshopId, seat: 'it', personId: jan.id });
      await moveTo(scene.app, lead, workshopId, 'whys');
      await workshop.enterRoom(ewa, workshopId);
      expect(await undo.takeBack(lead, undoId ?? '')).toEqual({
        said: { key: 'prepare.invite.undone', values: { n: 1, kept: 2 } },
      });
      expect(await invitedIds()).toEqual([jan.id, ewa.id].sort());
    },
  );

  test.skipIf(isAbsent)('[WS151] what a leader says of themselves counts while they lead', async () => {
    const { workshop } = scene.app;
    const points = ['strangers', 'satisfaction', 'quality', 'authority'];
    const stateOf = async (actor: PersonActor) =>
      (await workshop.getPreparation(actor, workshopId)).checks.find(({ item }) => item === 'leader');
    expect(await stateOf(lead)).toMatchObject({ state: 'missing', count: 4 });
    for (const point of points) await workshop.sayLeaderPoint(lead, { workshopId, point, isOn: 'true' });
    await workshop.sayLeaderPoint(lead, { workshopId, point: 'quality', isOn: 'true' }); // pressed twice
    expect(await stateOf(lead)).toMatchObject({ state: 'done' });
    await workshop.sayLeaderPoint(lead, { workshopId, point: 'quality', isOn: 'false' });
    const { leader } = await workshop.getPreparation(lead, workshopId);
    expect(leader.said).toEqual({
      strangers: scene.clock.nowMs,
      satisfaction: scene.clock.nowMs,
      authority: scene.clock.nowMs,
    });
    const next = await scene.person('Olaf', ['lead']);
    await workshop.invitePeople(lead, { workshopId, personIds: [next.id] });
    await workshop.appointCofacilitator(lead, { workshopId, personId: next.id });
    await expect(
      workshop.sayLeaderPoint(next, { workshopId, point: 'quality', isOn: 'true' }),
    ).rejects.toMatchObject({
      code: 'forbidden',
    });
    await workshop.handOver(lead, { workshopId, personId: next.id });
    expect(await stateOf(next)).toMatchObject({ state: 'missing', count: 4 });
  });

  test.skipIf(isAbsent)('[WS151] the invitations show how many work elsewhere than the leader', async () => {
    const { workshop, people } = scene.app;
    const it = await people.addDepartment(SYSTEM, { name: 'IT' });
    const sales = await people.addDepartment(SYSTEM, { name: 'Sales' });
    const inIt = await scene.person('Ida', [], it);
    const inSales = await scene.person('Sam', [], sales);
    await people.changePeople(SYSTEM, { ids: [lead.id], field: 'department', value: it });
    await workshop.invitePeople(lead, { workshopId, personIds: [inIt.id, inSales.id] });
    expect((await workshop.getPreparation(lead, workshopId)).leader).toMatchObject({ others: 1, invited: 2 });
  });

  /** A workshop that is over, with Ola who came and Jan who did not. */
  async function runWorkshop(): Promise<void> {
    const { workshop } = scene.app;
    await workshop.invitePeople(lead, { workshopId, personIds: [ola.id, jan.id] });
    await moveTo(scene.app, lead, workshopId, 'whys');
    await workshop.enterRoom(ola, workshopId);
    await moveTo(scene.app, lead, workshopId, 'closed');
  }
  const mailed = (): string[] =>
    sink.mails
      .filter(({ subject }) => subject.startsWith('Minutes'))
      .map(({ to }) => /([\w.-]+@[\w.-]+)/.exec(to)?.[1] ?? '')
      .sort();
  const settled = () =>
    expect
      .poll(async () => {
        const { readers } = await scene.app.workshop.getMinutesMailing(lead, workshopId);
        return readers.some(({ mailing }) => mailing?.state === 'waiting');
      })
      .toBe(false);

  test.skipIf(isAbsent)('[WS156] those who were in the room get the minutes, once', async () => {
    const { workshop, decisions } = scene.app;
    await expect(workshop.mailMinutes(lead, { workshopId })).rejects.toMatchObject({
      reason: 'minutes.mail.notClosed',
    });
    await runWorkshop();
    await decisions.makeDecision(lead, {
      question: 'Which queue first?',
      deciderIds: [lead.id],
      ...{ kind: 'workshop', subjectId: workshopId },
    });
    const presses = await Promise.allSettled([
      workshop.mailMinutes(lead, { workshopId }),
      workshop.mailMinutes(lead, { workshopId }),
    ]);
    expect(presses.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await settled();
    expect(mailed()).toEqual([lead.email, ola.email].sort());
    const text = sink.mails[0]?.text ?? '';
    expect(text).toContain(`https://cx.example.org/workshop/${workshopId}/minutes`);
    expect(text).toContain('Customers wait');
    expect(text).toContain('Which queue first?');
    await expect(workshop.mailMinutes(lead, { workshopId })).rejects.toMatchObject({
      reason: 'minutes.mail.nobody',
    });
    expect(await workshop.mailMinutes(lead, { workshopId, isAgain: 'true' })).toBe(2);
    await settled();
    await expect(workshop.mailMinutes(ola, { workshopId })).rejects.toMatchObject({ code: 'forbidden' });
  });

  test.skipIf(isAbsent)(
    '[WS63] [WS156] no mail is settled between what a press reads and what it claims',
    async () => {
      const { database } = scene.app;
      const ends: string[] = [];
      const held = Promise.withResolvers<void>();
      const release = Promise.withResolvers<void>();
      const claiming = database.transaction(async (trx) => {
        await holdWorkshop(trx, workshopId);
        held.resolve();
        await release.promise;
        ends.push('claimed');
      });
      await held.promise;
      const mail = { workshopId, personId: ola.id, isSent: true, atMs: scene.clock.nowMs };
      const settling = database.transaction((trx) => settleMailing(trx, mail, []));
      void settling.then(() => ends.push('settled'));
      await new Promise((resolve) => setTimeout(resolve, 50));
      release.resolve();
      await Promise.all([claiming, settling]);
      expect(ends).toEqual(['claimed', 'settled']);
    },
  );

  test.skipIf(isAbsent)('[WS156] who does without letters about workshops gets none', async () => {
    await runWorkshop();
    await scene.app.account.changeLetters(await scene.signIn(ola), { kinds: [] });
    expect(await scene.app.workshop.mailMinutes(lead, { workshopId })).toBe(1);
    await settled();
    expect(mailed()).toEqual([lead.email]);
    const { readers, hasMail } = await scene.app.workshop.getMinutesMailing(lead, workshopId);
    expect([hasMail, readers.find(({ id }) => id === ola.id)]).toEqual([
      true,
      { id: ola.id, name: 'Ola Lis', isWithoutLetters: true, mailing: null },
    ]);
  });

  test.skipIf(isAbsent)('[WS150] those who steer learn who may be here, as it is now', async () => {
    const { workshop } = scene.app;
    await workshop.invitePeople(lead, { workshopId, personIds: [ola.id] });
    const names = async () =>
      (await workshop.listRoomPeople(lead, workshopId)).map(({ name }) => name).sort();
    expect(await names()).toEqual(['Lena Lead', 'Ola Lis']);
    const { joinCode } = (await workshop.getWorkshop(lead, workshopId)).workshop;
    const visit = { locale: 'en', address: '10.0.0.1' } as const;
    await workshop.joinAsGuest({ code: joinCode, name: 'Gosia', department: 'Law' }, visit);
    expect(await names()).toEqual(['Gosia', 'Lena Lead', 'Ola Lis']);
    await expect(workshop.listRoomPeople(ola, workshopId)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
