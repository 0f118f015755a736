import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addCause, createEditor } from '#lib/ishikawa/doc/edit-fishbone.ts';
import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import { GUEST_COOKIE } from '#lib/people/guest-cookie.ts';
import type { Actor } from '#lib/people/person.ts';
import { ADDRESS_KEPT_DAYS } from '#lib/workshop/afterwards/afterwards.ts';
import { openSmtpSink, type SmtpSink } from '#server/notify/smtp-sink.ts';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';

const HOUR_MS = 60 * 60_000;
/** Monday, 2 November 2026, 9:00 in Warsaw. */
const MONDAY_NINE_MS = Date.UTC(2026, 10, 2, 8);

describe.each(ENGINES)('what became of causes on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let ada: PersonActor;
  let invited: PersonActor;
  let issueId: string;
  let workshopId: string;
  let sink: SmtpSink;

  beforeEach(async () => {
    if (isAbsent) return;
    sink = await openSmtpSink();
    scene = await makeTestApp(engine, { smtpUrl: sink.url, publicUrl: 'http://cx.example.org' });
    scene.clock.nowMs = MONDAY_NINE_MS;
    lead = await scene.person('Lena Lead', ['lead']);
    [ada, invited] = [await scene.person('Ada'), await scene.person('Iwo')];
    const { workshop, issues, sync, database } = scene.app;
    const form = { title: 'Waits', problem: 'Long waits', goal: 'Know why', template: '5m', language: 'en' };
    workshopId = await workshop.createWorkshop(lead, form);
    await workshop.invitePeople(lead, { workshopId, personIds: [ada.id, invited.id] });
    await database.db
      .updateTable('workshop_member')
      .set({ entered_at_ms: 1 })
      .where('person_id', '=', ada.id)
      .execute();
    let causeId = '';
    await sync.editDocument(`workshop/${workshopId}/board`, (doc) => {
      const board = openFishbone(doc);
      const parent = readFishbone(board).fishbone.bones[0]?.id;
      if (!parent) throw new Error('no bone');
      causeId = addCause(createEditor(board, 'test'), { parent, after: 'end' }, 'Too few people', null);
    });
    await issues.sendCauses(lead, { workshopId, causeIds: [causeId] });
    issueId = (await issues.listIssues(lead))[0]?.id ?? '';
  });
  afterEach(async () => {
    if (isAbsent) return;
    await scene.close();
    await sink.close();
  });

  const set = async (state: string) => scene.app.issues.setIssueStates(lead, { ids: [issueId], state });
  const toldTo = async ({ id }: PersonActor) => {
    const rows = await scene.app.database.db
      .selectFrom('notice')
      .select('kind')
      .where('person_id', '=', id)
      .where('kind', 'like', 'outcome.%')
      .orderBy('id')
      .execute();
    return rows.map(({ kind }) => kind);
  };

  test.skipIf(isAbsent)(
    '[WS173] who was in the room is told once, and nobody of what was taken back',
    async () => {
      const { issues } = scene.app;
      expect(await issues.tellOutcomes()).toEqual({ told: 0 });
      await set('dropped');
      await set('open');
      expect(await issues.tellOutcomes()).toEqual({ told: 0 });
      await set('done');
      expect(await issues.tellOutcomes()).toEqual({ told: 1 });
      expect(await issues.tellOutcomes()).toEqual({ told: 0 });
      expect([await toldTo(ada), await toldTo(lead), await toldTo(invited)]).toEqual([
        ['outcome.done'],
        ['outcome.done'],
        [],
      ]);
      await set('open');
      await issues.tellOutcomes();
      await set('dropped');
      await issues.tellOutcomes();
      expect(await toldTo(ada)).toEqual(['outcome.done', 'outcome.dropped']);
    },
  );

  test.skipIf(isAbsent)('[WS173] a project that takes the issue up is told, too', async () => {
    await scene.app.projects.proposeProject(lead, {
      ...{ title: 'More people', aim: 'Shorter', ownerId: ada.id, deputyId: invited.id, budget: '1' },
      ...{ currency: 'PLN', startsOn: '2026-12-01', endsOn: '2027-03-31', issueId },
    });
    await scene.app.issues.tellOutcomes();
    expect(await toldTo(ada)).toEqual(['outcome.project']);
  });

  /** A guest who came into the room with its code, from a hall of their own. */
  async function guest(name: string, hall: number): Promise<Extract<Actor, { kind: 'guest' }>> {
    const { workshop, identify } = scene.app;
    const { joinCode } = (await workshop.getWorkshop(lead, workshopId)).workshop;
    const form = { code: joinCode, name, department: 'Sales', wish: 'take-part' };
    const { token } = await workshop.joinAsGuest(form, { locale: 'pl', address: `10.0.0.${hall}` });
    const { actor } = await identify(new Headers({ cookie: `${GUEST_COOKIE}=${token}` }), false);
    if (actor.kind !== 'guest') throw new Error('no guest');
    return actor;
  }
  const at = async (ms: number): Promise<void> => {
    scene.clock.nowMs = ms;
    await scene.app.schedule.runDue();
  };
  const leave = (actor: Actor, email = 'gosc@client.example') =>
    scene.app.workshop.leaveAddress(actor, { workshopId, email });
  const tokenOf = (text: string | undefined): string => /afterwards\/(\S+)/.exec(text ?? '')?.[1] ?? '';
  const FIVE_MS = MONDAY_NINE_MS + 8 * HOUR_MS;
  /** Something became of the cause, and the hour of letters came. */
  const becomes = async (state: string): Promise<void> => {
    await set(state);
    await at(scene.clock.nowMs + HOUR_MS);
    await at(FIVE_MS);
  };

  test.skipIf(isAbsent)(
    '[WS174] a guest leaves an address, and only numbers and a link leave the house',
    async () => {
      const gosia = await guest('Gosia', 1);
      await leave(gosia);
      expect(await scene.app.workshop.getGuestAddress(gosia, workshopId)).toEqual({
        ...{ title: 'Waits', isGuest: true, hasMail: true, email: 'gosc@client.example' },
      });
      expect((await scene.app.workshop.getMinutesMailing(lead, workshopId)).guestAddresses).toBe(1);
      await at(FIVE_MS);
      expect(sink.mails).toEqual([]); // nothing became of anything yet
      await set('done');
      await at(FIVE_MS + HOUR_MS);
      await at(FIVE_MS + 24 * HOUR_MS);
      const letters = sink.mails.filter(({ to }) => to.includes('gosc@client.example'));
      expect(letters).toHaveLength(1);
      expect(letters[0]?.text).toContain('- 1 rozwiązana');
      expect(letters[0]?.text).not.toContain('Too few people');
      const from = { token: tokenOf(letters[0]?.text), address: '10.0.0.9' };
      expect(await scene.app.issues.readAfterwards(from)).toEqual({
        ...{ title: 'Waits', name: 'Gosia', lastDay: '2027-11-02' },
        news: [{ causeId: expect.any(String), text: 'Too few people', state: 'done' }],
      });
      // The database knows the link by its hash alone, and no log the address.
      const { db } = scene.app.database;
      const rows = await db.selectFrom('guest_address').selectAll().execute();
      expect(JSON.stringify(rows)).not.toContain(from.token);
      const audit = await db.selectFrom('audit_entry').selectAll().execute();
      expect(JSON.stringify(audit)).not.toContain('client.example');
    },
  );

  test.skipIf(isAbsent)(
    '[WS175] one letter a day and a mailbox, with what stands when it leaves',
    async () => {
      await leave(await guest('Gosia', 1));
      await leave(await guest('Gosia again', 2));
      await set('done');
      await at(MONDAY_NINE_MS + HOUR_MS);
      await set('dropped');
      await at(MONDAY_NINE_MS + 2 * HOUR_MS);
      await at(FIVE_MS);
      const toGuests = () => sink.mails.filter(({ to }) => to.includes('client.example'));
      expect(toGuests().map(({ text }) => /- .*/.exec(text)?.[0])).toEqual([
        '- 1 nie będzie dalej prowadzona',
      ]);
      // Open again by the hour of the letter: there is nothing to say.
      await set('done');
      await at(FIVE_MS + HOUR_MS);
      await set('open');
      await at(FIVE_MS + 25 * HOUR_MS);
      expect(toGuests()).toHaveLength(1);
    },
  );

  test.skipIf(isAbsent)(
    '[WS174] a press on the page forgets the mailbox, looking and others do not',
    async () => {
      const [gosia, again] = [await guest('Gosia', 1), await guest('Gosia again', 2)];
      await leave(gosia);
      await leave(again);
      await leave(await guest('Jan', 3), 'jan@client.example');
      await becomes('done');
      const { issues, workshop } = scene.app;
      const token = tokenOf(sink.mails.find(({ to }) => to.includes('gosc@'))?.text);
      await issues.readAfterwards({ token, address: '10.0.0.9' });
      expect((await workshop.getGuestAddress(gosia, workshopId)).email).toBe('gosc@client.example');
      await Promise.all([workshop.forgetAddress(token), workshop.forgetAddress(token)]);
      await expect(issues.readAfterwards({ token, address: '10.0.0.9' })).rejects.toMatchObject({
        reason: 'afterwards.gone',
      });
      expect((await workshop.getGuestAddress(again, workshopId)).email).toBeNull();
      expect((await workshop.getMinutesMailing(lead, workshopId)).guestAddresses).toBe(1);
    },
  );

  test.skipIf(isAbsent)(
    '[WS174] another address takes the place of the first, and being shown out takes it',
    async () => {
      const gosia = await guest('Gosia', 1);
      await leave(gosia);
      await leave(gosia, 'inny@client.example');
      await becomes('done');
      expect(sink.mails.flatMap(({ to }) => /\w+@client.example/.exec(to)?.[0] ?? [])).toEqual([
        'inny@client.example',
      ]);
      const { workshop, database } = scene.app;
      await workshop.removeGuest(lead, { workshopId, guestId: gosia.id });
      expect(await database.db.selectFrom('guest_address').selectAll().execute()).toEqual([]);
      await expect(leave(gosia)).rejects.toMatchObject({ code: 'forbidden' });
    },
  );

  test.skipIf(isAbsent)('[WS174] whoever has an account, or is elsewhere, leaves none', async () => {
    const { workshop } = scene.app;
    for (const actor of [lead, ada, NOBODY])
      await expect(leave(actor)).rejects.toMatchObject({ code: 'forbidden' });
    const gosia = await guest('Gosia', 1);
    const elsewhere = await workshop.createWorkshop(lead, {
      ...{ title: 'Other', problem: 'P', goal: 'G', template: '5m', language: 'en' },
    });
    await expect(
      workshop.leaveAddress(gosia, { workshopId: elsewhere, email: 'gosc@client.example' }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await expect(leave(gosia, 'no address')).rejects.toMatchObject({ code: 'invalid' });
  });

  test.skipIf(isAbsent)('[WS175] an address is forgotten after its days, with its link', async () => {
    await leave(await guest('Gosia', 1));
    await becomes('done');
    const token = tokenOf(sink.mails.find(({ to }) => to.includes('gosc@'))?.text);
    const { issues, database } = scene.app;
    const endMs = MONDAY_NINE_MS + ADDRESS_KEPT_DAYS * 24 * HOUR_MS;
    scene.clock.nowMs = endMs - 1;
    await issues.readAfterwards({ token, address: '10.0.0.9' });
    scene.clock.nowMs = endMs;
    await expect(issues.readAfterwards({ token, address: '10.0.0.9' })).rejects.toMatchObject({
      code: 'gone',
    });
    await at(endMs + HOUR_MS);
    expect(await database.db.selectFrom('guest_address').selectAll().execute()).toEqual([]);
  });
});
