import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { subjectKey } from '#lib/base/subject.ts';
import { LONGEST_AGENDA_LINE, MOST_AGENDA_ITEMS } from '#lib/workshop/meeting/agenda-item.ts';
import { LONGEST_DECIDED } from '#lib/workshop/meeting/agenda-forms.ts';
import { MOST_EARLIER, MOST_WEEKS } from '#lib/workshop/series.ts';
import { readControl } from '#lib/workshop/room/control-doc.ts';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';
import { moveTo } from '../../../tests/workshop-steps.ts';

const STATUS = { kind: 'status', title: 'Status: shorter queue', language: 'en' };

describe.each(ENGINES)('meetings on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let ola: PersonActor;
  let projectId: string;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena Lead', ['lead']);
    ola = await scene.person('Ola');
    const issueId = await scene.app.issues.addIssue(lead, { title: 'Queue', description: '' });
    projectId = await scene.app.projects.proposeProject(lead, {
      title: 'Shorter queue',
      aim: 'Nobody waits',
      ownerId: lead.id,
      deputyId: ola.id,
      budget: '100',
      currency: 'PLN',
      startsOn: '2027-11-03',
      endsOn: '2027-12-03',
      issueId,
    });
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const make = (fields: Record<string, unknown> = {}) =>
    scene.app.workshop.createWorkshop(lead, { ...STATUS, about: `project/${projectId}`, ...fields });
  const promise = (subject: { kind: string; id: string }, text: string, dueOn = '') =>
    scene.app.commitments.makeCommitment(lead, {
      ...{ kind: subject.kind, subjectId: subject.id, text, dueOn, ownerId: ola.id, side: 'ours' },
    });
  const agenda = async (id: string, actor = lead) => (await scene.app.workshop.getAgenda(actor, id)).items;
  const shown = async (id: string) => (await agenda(id)).map(({ section, text }) => `${section}: ${text}`);
  const control = (id: string) => scene.app.sync.readDocument(`workshop/${id}/control`, readControl);
  const invite = (workshopId: string, ...people: PersonActor[]) =>
    scene.app.workshop.invitePeople(lead, { workshopId, personIds: people.map(({ id }) => id) });
  const write = (id: string, text: string) =>
    scene.app.sync.editDocument(`workshop/${id}/notes`, (doc) => {
      const notes = doc.getMap('notes').get('text');
      if (notes && typeof notes === 'object' && 'insert' in notes)
        (notes as { insert: (at: number, text: string) => void }).insert(0, text); // the text that the server made
    });
  const join = async (id: string) => {
    const { workshop } = await scene.app.workshop.getWorkshop(lead, id);
    const joined = await scene.app.workshop.joinAsGuest(
      { code: workshop.joinCode, name: 'Gus', department: 'Client', locale: 'en' },
      { locale: 'en', address: '127.0.0.1' },
    );
    return joined;
  };

  test.skipIf(isAbsent)(
    '[MT1] [MT2] each kind begins with its own programme and keeps its kind',
    async () => {
      const { workshop } = scene.app;
      const first = async (kind: string, language: string) => {
        const id = await workshop.createWorkshop(lead, {
          ...{ kind, title: kind, language },
          ...(kind === 'workshop' && { problem: 'Customers wait', template: '5m' }),
        });
        const made = (await workshop.getWorkshop(lead, id)).workshop;
        return [
          made.kind,
          made.problem,
          made.programme.map((step) => step.kind).join(' '),
          made.programme[0]?.title,
        ];
      };
      expect(await first('status', 'pl')).toEqual([
        'status',
        'status',
        'agenda wrapup',
        'Co się spóźnia, co jest otwarte, co do decyzji',
      ]);
      expect((await first('retrospective', 'en'))[2]).toBe('agenda write reveal group vote wrapup');
      expect((await first('client', 'en'))[3]).toBe('What became of what we agreed');
      expect((await first('workshop', 'en')).slice(0, 2)).toEqual(['workshop', 'Customers wait']);
      const id = await make();
      const copy = await workshop.copyWorkshop(lead, {
        ...{ workshopId: id, title: 'Copy', problem: 'Copy', goal: '', parts: ['programme'] },
      });
      expect((await workshop.getWorkshop(lead, copy)).workshop.kind).toBe('status');
      const template = await workshop.saveTemplate(lead, { workshopId: id, name: 'Weekly' });
      const again = { title: 'A', language: 'en', programme: template };
      const other = workshop.createWorkshop(lead, { ...again, kind: 'client' });
      await expect(other).rejects.toMatchObject({ code: 'conflict' });
      const same = await workshop.createWorkshop(lead, { ...again, kind: 'status' });
      expect((await workshop.getWorkshop(lead, same)).workshop.programme).toHaveLength(2);
      // Without a goal it opens; a workshop needs its problem.
      await moveTo(scene.app, lead, same, 'agenda');
      await expect(
        workshop.createWorkshop(lead, { title: 'A', language: 'en', template: '5m' }),
      ).rejects.toMatchObject({ code: 'invalid' });
    },
  );

  test.skipIf(isAbsent)('[MT5] what it is about is seen where one may see it, and nowhere else', async () => {
    const { workshop } = scene.app;
    const hidden = await workshop.createWorkshop(await scene.person('Other', ['lead']), {
      ...{ title: 'Hidden', problem: 'Hidden', template: '5m', language: 'en' },
    });
    await expect(make({ about: `workshop/${hidden}` })).rejects.toMatchObject({ code: 'invalid' });
    await expect(make({ about: 'project/none' })).rejects.toMatchObject({ code: 'not-found' });
    const alone = await scene.app.decisions.makeDecision(lead, { question: 'Who?', deciderIds: [lead.id] });
    const id = await make({ about: `decision/${alone.decisionId}` });
    await invite(id, ola);
    const { workshop: row } = await workshop.getWorkshop(ola, id);
    expect([await workshop.findSubject(lead, row), await workshop.findSubject(ola, row)]).toEqual([
      { title: 'Who?', href: expect.any(String) as string },
      null,
    ]);
  });

  test.skipIf(isAbsent)(
    '[MT10] the agenda fills itself with what is late, open and to be decided',
    async () => {
      const project = { kind: 'project', id: projectId };
      await promise(project, 'Buy chairs', '2026-11-03');
      await promise(project, 'Count people', '2026-11-20');
      await promise(project, 'Some day');
      await scene.app.decisions.makeDecision(lead, {
        ...{ question: 'Which chairs?', deciderIds: [ola.id], kind: 'project', subjectId: projectId },
      });
      scene.clock.nowMs += 5 * 24 * 3_600_000;
      const id = await make();
      await invite(id, ola);
      expect(await shown(id)).toEqual([
        'late: Buy chairs',
        'open: Count people',
        'open: Some day',
        'decide: Which chairs?',
      ]);
      // What is kept until the room comes to it is news; what was agreed in the room is no point of it.
      const [late] = await scene.app.commitments.listCommitments(lead, { kind: 'project', id: projectId });
      await scene.app.commitments.keepCommitment(lead, { commitmentId: late?.id, version: late?.version });
      await moveTo(scene.app, lead, id, 'agenda');
      await scene.app.workshop.addEntry(ola, { workshopId: id, kind: 'task', text: 'Ask the supplier' });
      await moveTo(scene.app, lead, id, 'wrapup');
      await moveTo(scene.app, lead, id, 'agenda');
      expect(await shown(id)).toEqual([
        'since: Buy chairs',
        'open: Count people',
        'open: Some day',
        'decide: Which chairs?',
      ]);
    },
  );

  test.skipIf(isAbsent)(
    '[MT10] an agenda looks at so many earlier meetings of its series, and no further',
    async () => {
      const { db } = scene.app.database;
      const id = await make({ about: '', everyWeeks: '1' });
      const row = await db.selectFrom('workshop').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
      const last = MOST_EARLIER + 1;
      await db
        .updateTable('workshop')
        .set({ series_number: last + 1 })
        .where('id', '=', id)
        .execute();
      for (let number = 1; number <= last; number++) {
        const earlier = {
          ...row,
          id: `earlier-${number}`,
          join_code: `code-${number}`,
          series_number: number,
        };
        await db.insertInto('workshop').values(earlier).execute();
        await promise({ kind: 'workshop', id: earlier.id }, `Promise ${number}`);
      }
      const { offers } = await scene.app.workshop.getAgenda(lead, id);
      expect([offers.length, offers.some(({ text }) => text === 'Promise 1')]).toEqual([MOST_EARLIER, false]);
    },
  );

  test.skipIf(isAbsent)(
    '[MT11] [MT14] the room reads words and states, and never where they came from',
    async () => {
      const { commitmentId } = await promise({ kind: 'project', id: projectId }, 'Buy chairs');
      const id = await make();
      await moveTo(scene.app, lead, id, 'agenda');
      const [item] = (await control(id))?.agenda ?? [];
      expect(item).toEqual({
        ...{ id: item?.id, section: 'open', text: 'Buy chairs', owner: 'Ola', dueOn: null },
        ...{ state: 'open', putOffBy: '' },
      });
      await scene.app.workshop.markAgendaItem(lead, { workshopId: id, itemId: item?.id, state: 'talked' });
      const doc = await scene.app.sync.readDocument(`workshop/${id}/control`, (read) =>
        JSON.stringify(read.getMap('control').toJSON()),
      );
      expect([(await control(id))?.agenda[0]?.state, doc.includes(commitmentId)]).toEqual(['talked', false]);
    },
  );

  test.skipIf(isAbsent)(
    '[MT12] what not everybody of the meeting may see waits for a press of who steers, and with guests all of it',
    async () => {
      const { workshop } = scene.app;
      const alone = await scene.app.decisions.makeDecision(lead, {
        ...{ question: 'Secret?', deciderIds: [lead.id] },
      });
      const subject = { kind: 'decision', id: alone.decisionId } as const;
      const id = await make({ about: subjectKey(subject) });
      await invite(id, ola);
      await moveTo(scene.app, lead, id, 'agenda');
      expect(await shown(id)).toEqual([]);
      expect(
        (await workshop.getAgenda(lead, id)).offers.map(({ text, isForAll }) => [text, isForAll]),
      ).toEqual([['Secret?', false]]);
      const other = await make({ about: '', title: 'Client', kind: 'client' });
      const third = await make({ kind: 'client' });
      await promise({ kind: 'project', id: projectId }, 'Buy chairs');
      await moveTo(scene.app, lead, third, 'agenda');
      expect([await shown(other), await shown(third)]).toEqual([[], []]);
      const { offers } = await workshop.getAgenda(lead, third);
      expect(offers.map(({ text, isForAll }) => [text, isForAll])).toEqual([['Buy chairs', false]]);
      await invite(third, ola);
      expect((await workshop.getAgenda(ola, third)).offers).toEqual([]);
      await expect(workshop.fillAgenda(ola, { workshopId: third })).rejects.toMatchObject({
        code: 'forbidden',
      });
      expect(await workshop.fillAgenda(lead, { workshopId: third })).toEqual({ added: 0 });
      const sources = offers.map(({ source }) => subjectKey({ kind: 'project', id: source.id }));
      expect(sources).toHaveLength(1);
      const keys = offers.map(({ source }) => `${source.kind}/${source.id}`);
      expect(await workshop.fillAgenda(lead, { workshopId: third, sources: keys })).toEqual({ added: 1 });
      expect(await workshop.fillAgenda(lead, { workshopId: third, sources: keys })).toEqual({ added: 0 });
      expect((await agenda(third, ola)).map(({ text }) => text)).toEqual(['Buy chairs']);
      // A status meeting with a guest in it fills itself no more.
      const open = await make({ title: 'Open' });
      await workshop.markAgendaItem(lead, {
        ...{ workshopId: open, itemId: (await agenda(open))[0]?.id, state: 'out' },
      });
      await moveTo(scene.app, lead, open, 'agenda');
      await join(open);
      await promise({ kind: 'project', id: projectId }, 'Paint walls');
      await moveTo(scene.app, lead, open, 'wrapup');
      await moveTo(scene.app, lead, open, 'agenda');
      expect(await shown(open)).toEqual([]);
    },
  );

  test.skipIf(isAbsent)(
    '[MT13] a point is added, ticked, put off and taken off, by whoever may',
    async () => {
      const { workshop } = scene.app;
      await promise({ kind: 'project', id: projectId }, 'Buy chairs');
      const id = await make();
      await invite(id, ola);
      const line = (text: string, actor: PersonActor = ola) =>
        workshop.addAgendaLine(actor, { workshopId: id, text });
      await line('My own point');
      const stranger = await scene.person('Stranger');
      await expect(line('Mine', stranger)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(workshop.addAgendaLine(NOBODY, {})).rejects.toMatchObject({ code: 'not-signed-in' });
      await line('x'.repeat(LONGEST_AGENDA_LINE));
      await expect(line('x'.repeat(LONGEST_AGENDA_LINE + 1))).rejects.toMatchObject({ code: 'invalid' });
      const [chairs] = await agenda(id);
      const mark = (state: string, actor: PersonActor = lead) =>
        workshop.markAgendaItem(actor, { workshopId: id, itemId: chairs?.id, state });
      await expect(mark('talked', ola)).rejects.toMatchObject({ code: 'forbidden' });
      const { undoId } = await mark('out');
      await moveTo(scene.app, lead, id, 'agenda');
      expect((await shown(id)).map((text) => text.slice(0, 20))).toEqual([
        'added: My own point',
        'added: xxxxxxxxxxxxx',
      ]);
      await scene.app.undo.takeBack(lead, undoId ?? '');
      expect(await shown(id)).toContain('open: Buy chairs');
      for (let i = (await agenda(id)).length; i < MOST_AGENDA_ITEMS; i++) await line(`Point ${i}`);
      await expect(line('One too many')).rejects.toMatchObject({ code: 'conflict' });
      await moveTo(scene.app, lead, id, 'closed');
      await expect(mark('talked')).rejects.toMatchObject({ code: 'read-only' });
      await expect(line('Later', lead)).rejects.toMatchObject({ code: 'read-only' });
    },
  );

  test.skipIf(isAbsent)('[MT15] the notes belong to who takes part, and the seal keeps them', async () => {
    const { workshop } = scene.app;
    const id = await make();
    await invite(id, ola);
    const may = (actor: PersonActor | typeof NOBODY) =>
      workshop.documentAccess(actor, `workshop/${id}/notes`);
    const stranger = await scene.person('Stranger');
    expect([await may(lead), await may(ola), await may(stranger), await may(NOBODY)]).toEqual([
      'write',
      'none',
      'none',
      'none',
    ]);
    await moveTo(scene.app, lead, id, 'agenda');
    expect(await may(ola)).toBe('write');
    await workshop.holdRoom(lead, { workshopId: id, hold: 'isPaused', isOn: true });
    expect([await may(ola), await may(lead)]).toEqual(['read', 'write']);
    await workshop.holdRoom(lead, { workshopId: id, hold: 'isPaused', isOn: false });
    await write(id, 'Call anna@example.org about chairs');
    await moveTo(scene.app, lead, id, 'closed');
    expect([await may(ola), await may(lead)]).toEqual(['read', 'read']);
    await write(id, 'Later: ');
    const minutes = await workshop.getMinutes(ola, id);
    expect([
      minutes.notes.includes('about chairs'),
      minutes.notes.includes('anna@'),
      minutes.notes.includes('Later'),
    ]).toEqual([true, false, false]);
    expect(minutes.isWhole).toBe(true);
  });

  test.skipIf(isAbsent)('[MT20] [DE17] a decision is typed in place, in a name of the meeting', async () => {
    const { workshop, decisions } = scene.app;
    const id = await make();
    await invite(id, ola);
    await workshop.addAgendaLine(lead, { workshopId: id, text: 'Which chairs?' });
    const [point] = await agenda(id);
    const decide = (fields: Record<string, string>, actor: PersonActor = lead) =>
      workshop.recordDecided(actor, { workshopId: id, text: 'The green ones', ...fields });
    await expect(decide({})).rejects.toMatchObject({ code: 'read-only' });
    await moveTo(scene.app, lead, id, 'agenda');
    await decide({ owner: 'Ola', itemId: point?.id ?? '', lookAgainOn: '2026-12-01' });
    await decide({ text: 'x'.repeat(LONGEST_DECIDED) }, ola);
    await expect(decide({ text: 'x'.repeat(LONGEST_DECIDED + 1) })).rejects.toMatchObject({
      code: 'invalid',
    });
    await expect(decide({ owner: 'Lena Lead' }, ola)).rejects.toMatchObject({ code: 'invalid' });
    await expect(decide({ owner: 'Nobody Known' })).rejects.toMatchObject({ code: 'invalid' });
    await expect(decide({ itemId: 'none' })).rejects.toMatchObject({ code: 'not-found' });
    await expect(decide({ lookAgainOn: '2026-10-01' })).rejects.toMatchObject({ code: 'invalid' });
    await expect(decide({}, await scene.person('Stranger'))).rejects.toMatchObject({ code: 'forbidden' });
    const lines = await decisions.listDecisionsOn(ola, { kind: 'workshop', id });
    expect(
      lines.map(({ question, outcome, state }) => [question.slice(0, 13), outcome.slice(0, 14), state]),
    ).toEqual([
      ['x'.repeat(13), 'x'.repeat(14), 'decided'],
      ['Which chairs?', 'The green ones', 'decided'],
    ]);
    expect((await control(id))?.decisions[0]).toMatchObject({
      text: 'The green ones',
      owner: 'Ola',
      itemId: point?.id,
    });
    const { undoId } = await decide({ text: 'A mistake' });
    await scene.app.undo.takeBack(lead, undoId ?? '');
    expect((await control(id))?.decisions.map(({ text }) => text.slice(0, 9))).toEqual([
      'The green',
      'xxxxxxxxx',
    ]);
    expect((await decisions.listDecisionsOn(ola, { kind: 'workshop', id }))[0]?.state).toBe('withdrawn');
    await workshop.addEntry(ola, {
      workshopId: id,
      kind: 'task',
      text: 'Order them',
      owner: 'Ola',
      dueOn: '2026-11-20',
    });
    expect((await scene.app.commitments.getMyCommitments(ola)).open.map(({ text }) => text)).toEqual([
      'Order them',
    ]);
  });

  test.skipIf(isAbsent)(
    '[MT40] [MT41] the next of a series is prepared once, with what was put off',
    async () => {
      const { workshop } = scene.app;
      const id = await make({ startsOn: '2026-11-04', startsAt: '10:00', everyWeeks: '1' });
      await invite(id, ola);
      const next = (workshopId: string = id) => workshop.prepareNext(lead, { workshopId });
      await expect(next()).rejects.toMatchObject({ code: 'conflict' });
      for (const text of ['Talk about it', 'Put it off'])
        await workshop.addAgendaLine(lead, { workshopId: id, text });
      await moveTo(scene.app, lead, id, 'agenda');
      const items = await agenda(id);
      for (const [index, state] of [
        [0, 'talked'],
        [1, 'put-off'],
      ] as const)
        await workshop.markAgendaItem(lead, { workshopId: id, itemId: items[index]?.id, state });
      await workshop.addEntry(lead, {
        workshopId: id,
        kind: 'task',
        text: 'Order chairs',
        owner: 'Ola',
        dueOn: '2026-11-05',
      });
      await moveTo(scene.app, lead, id, 'closed');
      // Armistice day is a holiday in Poland: the turn of the 11th is held on the 12th.
      scene.clock.nowMs = Date.UTC(2026, 10, 6, 8);
      const made = await Promise.all([next(), next()]);
      expect(new Set(made.map(({ workshopId }) => workshopId)).size).toBe(1);
      expect((await next()).workshopId).toBe(made[0].workshopId);
      const second = made[0].workshopId;
      const { workshop: row, members } = await workshop.getWorkshop(lead, second);
      expect([row.kind, row.about, row.series?.number, members.map(({ name }) => name)]).toEqual([
        'status',
        { kind: 'project', id: projectId },
        2,
        ['Ola'],
      ]);
      expect(
        (await workshop.getPlan(lead, second)).sessions.map(({ startsOn, startsAt }) => [startsOn, startsAt]),
      ).toEqual([['2026-11-12', '10:00']]);
      expect(await shown(second)).toEqual(['late: Order chairs', 'put-off: Put it off']);
      const series = await workshop.getSeries(ola, second);
      expect([series?.number, series?.before?.id, series?.after, series?.isLast]).toEqual([
        2,
        id,
        null,
        true,
      ]);
      // Who came later learns nothing of the one before.
      const late = await scene.person('Late');
      await invite(second, late);
      expect((await workshop.getSeries(late, second))?.before).toBe(null);
      await expect(workshop.prepareNext(ola, { workshopId: second })).rejects.toMatchObject({
        code: 'forbidden',
      });
      const every = (everyWeeks: number) => workshop.setSeries(lead, { workshopId: second, everyWeeks });
      await every(MOST_WEEKS);
      await expect(every(MOST_WEEKS + 1)).rejects.toMatchObject({ code: 'invalid' });
      await every(0);
      await moveTo(scene.app, lead, second, 'closed');
      await expect(next(second)).rejects.toMatchObject({ code: 'conflict' });
    },
  );

  test.skipIf(isAbsent)('[MT50] the minutes say what became of each point', async () => {
    const { workshop } = scene.app;
    const id = await make();
    await invite(id, ola);
    for (const text of ['One', 'Two', 'Three']) await workshop.addAgendaLine(lead, { workshopId: id, text });
    await moveTo(scene.app, lead, id, 'agenda');
    const items = await agenda(id);
    await workshop.markAgendaItem(lead, { workshopId: id, itemId: items[0]?.id, state: 'talked' });
    await workshop.markAgendaItem(lead, { workshopId: id, itemId: items[1]?.id, state: 'put-off' });
    await workshop.recordDecided(lead, { workshopId: id, text: 'Yes', itemId: items[0]?.id });
    await moveTo(scene.app, lead, id, 'closed');
    const minutes = await workshop.getMinutes(ola, id);
    expect(minutes.agenda.map(({ text, state }) => [text, state])).toEqual([
      ['One', 'talked'],
      ['Two', 'put-off'],
      ['Three', 'open'],
    ]);
    expect([minutes.decisions.map(({ text }) => text), minutes.board]).toEqual([['Yes'], null]);
  });

  test.skipIf(isAbsent)('[MT51] whoever missed a meeting is among those who get its minutes', async () => {
    const { workshop } = scene.app;
    const readers = async (id: string) => {
      await invite(id, ola);
      await moveTo(scene.app, lead, id, 'wrapup');
      await moveTo(scene.app, lead, id, 'closed');
      return (await workshop.getMinutesMailing(lead, id)).readers.map(({ name }) => name).toSorted();
    };
    const plain = { title: 'Waits', problem: 'Waits', goal: 'Why', template: '5m', language: 'en' };
    expect(await readers(await make())).toEqual(['Lena Lead', 'Ola']);
    expect(await readers(await workshop.createWorkshop(lead, plain))).toEqual(['Lena Lead']);
  });
});
