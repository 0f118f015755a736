import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addCause, createEditor } from '#lib/ishikawa/doc/edit-fishbone.ts';
import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import { readControl } from '#lib/workshop/room/control-doc.ts';
import type { Evidence } from '#lib/workshop/evidence/evidence.ts';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';
import { uploadWave } from '../../../tests/upload-wave.ts';
import { moveTo } from '../../../tests/workshop-steps.ts';

const FORM = {
  title: 'Long waits',
  problem: 'Customers wait too long',
  goal: 'Know why',
  template: '5m',
  language: 'en',
};
const QUESTION = { column: 'Waiting', label: 'Waiting', kind: 'mean', segment: null, weight: null };

/** So many answers of a channel, half a point to each side of a mean. */
function answers(channel: string, count: number, [low, high]: readonly [number, number]) {
  return Array.from({ length: count }, (_, i) => ({ channel, waiting: String(i % 2 === 0 ? low : high) }));
}

/** Phone is a full point lower than chat; the shop is hidden, and a kiosk with it. */
const ROWS = [
  ...answers('phone', 100, [2, 3]),
  ...answers('chat', 100, [3, 4]),
  ...answers('mail', 40, [3, 4]),
  ...answers('kiosk', 20, [1, 1]),
  ...answers('shop', 3, [5, 5]),
];

describe.each(ENGINES)('footprints of causes on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let ola: PersonActor;
  let analyst: PersonActor;
  let workshopId: string;
  let waveId: string;
  let causeId: string;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena Lead', ['lead']);
    ola = await scene.person('Ola');
    analyst = await scene.person('Ada', ['analyst']);
    workshopId = await scene.app.workshop.createWorkshop(lead, FORM);
    await scene.app.workshop.invitePeople(lead, { workshopId, personIds: [ola.id] });
    waveId = await publish('Autumn', '2026-11-02', ROWS);
    await scene.app.sync.editDocument(`workshop/${workshopId}/board`, (doc) => {
      const board = openFishbone(doc);
      const [bone] = readFishbone(board).fishbone.bones;
      if (!bone) throw new Error('no bone');
      const spot = { parent: bone.id, after: 'end' } as const;
      causeId = addCause(createEditor(board, 'test'), spot, 'Too few agents on the phone', ola.id);
    });
    await moveTo(scene.app, lead, workshopId, 'whys');
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  async function publish(waveName: string, fieldedOn: string, rows: typeof ROWS): Promise<string> {
    const id = await uploadWave(scene.app, analyst, {
      waveName,
      fieldedOn,
      channel: rows.map(({ channel }) => channel),
      waiting: rows.map(({ waiting }) => waiting),
    });
    await scene.app.survey.publishWave(analyst, { waveId: id, segments: ['Channel'], figureThreshold: '5' });
    await scene.app.jobs.settled();
    return id;
  }

  async function bindHead(): Promise<void> {
    const insightId = await scene.app.survey.pinInsight(analyst, {
      waveId,
      question: QUESTION,
      title: 'Waiting',
      value: 2.9,
      interval: [2.8, 3],
      n: 263,
    });
    await scene.app.workshop.setHeadMetric(lead, { workshopId, insightId, version: 0 });
  }

  const claim = (fields: object = {}) => ({
    workshopId,
    causeId,
    waveId,
    segment: 'Channel',
    group: 'answer:phone',
    smallest: '0.2',
    ...fields,
  });
  const claimOf = (piece: Evidence | undefined) => (piece?.kind === 'footprint' ? piece.claim : undefined);
  const found = async () => {
    const control = await scene.app.sync.readDocument(`workshop/${workshopId}/control`, readControl);
    return control?.evidence[causeId]?.map(({ evidence }) => evidence) ?? [];
  };

  test.skipIf(isAbsent)('refuses strangers, guests, and who neither wrote the cause nor steers', async () => {
    const { workshop } = scene.app;
    const stranger = await scene.person('Stranger', ['lead']);
    const eve = await scene.person('Eve');
    await workshop.invitePeople(lead, { workshopId, personIds: [eve.id] });
    await bindHead();
    await expect(workshop.testFootprint(NOBODY, claim())).rejects.toMatchObject({ code: 'not-signed-in' });
    await expect(workshop.testFootprint(stranger, claim())).rejects.toMatchObject({ code: 'forbidden' });
    await expect(workshop.listFootprintChoices(stranger, workshopId)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(workshop.testFootprint(eve, claim())).rejects.toMatchObject({
      reason: 'evidence.footprint.notAuthor',
    });
    await workshop.testFootprint(ola, claim());
    await workshop.testFootprint(lead, claim());
    expect(await found()).toHaveLength(2);
  });

  test.skipIf(isAbsent)(
    '[WS91] without a metric at the head nothing is offered and nothing tested',
    async () => {
      const { workshop } = scene.app;
      expect(await workshop.listFootprintChoices(ola, workshopId)).toEqual({ metric: null, waves: [] });
      await expect(workshop.testFootprint(ola, claim())).rejects.toMatchObject({
        reason: 'evidence.footprint.noMetric',
      });
      await bindHead();
      const choices = await workshop.listFootprintChoices(ola, workshopId);
      expect(choices).toMatchObject({
        metric: { title: 'Waiting', kind: 'mean' },
        waves: [{ id: waveId, name: 'Autumn' }],
      });
      expect(choices.waves[0]?.segments[0]?.groups.map(({ key }) => key)).toEqual([
        'answer:phone',
        'answer:chat',
        'answer:mail',
        'answer:kiosk',
        'others',
      ]);
    },
  );

  test.skipIf(isAbsent)('[WS92] lower where it was said supports, equal or higher contradicts', async () => {
    await bindHead();
    await scene.app.workshop.testFootprint(ola, claim());
    await scene.app.workshop.testFootprint(ola, claim({ group: 'answer:chat' }));
    const [phone, chat] = await found();
    expect(phone).toMatchObject({
      kind: 'footprint',
      verdict: 'supports',
      reason: null,
      claim: { waveName: 'Autumn', group: { segment: 'Channel', group: { name: 'phone' } }, against: null },
      inside: { value: 2.5, n: 100 },
      outside: { n: 163 },
    });
    expect(phone?.kind === 'footprint' && phone.outside?.value).toBeCloseTo((350 + 140 + 20 + 15) / 163, 6);
    expect(chat).toMatchObject({ verdict: 'contradicts', inside: { value: 3.5, n: 100 } });
  });

  test.skipIf(isAbsent)('[WS92] a hidden or small group is told about in general words alone', async () => {
    await bindHead();
    for (const group of ['others', 'answer:kiosk', 'answer:mail'])
      await scene.app.workshop.testFootprint(lead, claim({ group, smallest: '0.6' }));
    const silent = { verdict: 'cannot-tell', inside: null, outside: null, difference: null, interval: null };
    const [others, kiosk, mail] = await found();
    expect(others).toMatchObject({ ...silent, reason: 'not-shown' });
    // Hidden with it, or shown and too few: no number either way.
    expect(kiosk).toMatchObject(silent);
    expect(mail).toMatchObject({ verdict: 'contradicts', inside: { n: 40 } });
    expect(JSON.stringify([others, kiosk])).not.toMatch(/"n":/);
  });

  test.skipIf(isAbsent)('[WS92] a whole wave is compared with another one', async () => {
    const better = await publish('Spring', '2027-03-01', answers('phone', 100, [4, 5]));
    await bindHead();
    const whole = { segment: '', group: '' };
    await expect(scene.app.workshop.testFootprint(ola, claim(whole))).rejects.toMatchObject({
      reason: 'evidence.footprint.noComparison',
    });
    await scene.app.workshop.testFootprint(ola, claim({ ...whole, againstId: better }));
    expect(await found()).toMatchObject([
      {
        verdict: 'supports',
        claim: { waveName: 'Autumn', group: null, against: 'Spring' },
        outside: { n: 100 },
      },
    ]);
  });

  test.skipIf(isAbsent)(
    '[SV114] [WS96] a name that was masked in its wave is gone from the board and the minutes, its numbers stay',
    async () => {
      const { workshop, survey } = scene.app;
      await bindHead();
      await workshop.testFootprint(ola, claim());
      await workshop.testFootprint(ola, claim({ group: 'answer:chat' }));
      const named = (name: string) => ({ claim: { group: { group: { kind: 'answer', name } } } });
      expect(await found()).toMatchObject([named('phone'), named('chat')]);
      const [before] = await found();
      const replace = async (from: string, to: string): Promise<void> => {
        const { version } = await survey.getWave(analyst, waveId);
        await uploadWave(scene.app, analyst, {
          waveName: 'Autumn',
          channel: ROWS.map(({ channel }) => (channel === from ? to : channel)),
          waiting: ROWS.map(({ waiting }) => waiting),
          replaces: { waveId, version },
        });
        await scene.app.jobs.settled();
      };
      await replace('phone', 'Anna Nowak');
      const [phone, chat] = await found();
      expect(chat).toMatchObject(named('chat'));
      expect(phone).toEqual({
        ...before,
        claim: { ...claimOf(before), group: { ...claimOf(before)?.group, group: { kind: 'withdrawn' } } },
      });
      const minutes = await workshop.getMinutes(lead, workshopId);
      expect(JSON.stringify([await found(), minutes])).not.toMatch(/"phone"|Anna/);
      // Brought back, it is named again.
      await replace('no such answer', '');
      expect(await found()).toMatchObject([named('phone'), named('chat')]);
    },
  );

  test.skipIf(isAbsent)('[SV114] [WS96] a wave that is removed takes its names along', async () => {
    await bindHead();
    await scene.app.workshop.testFootprint(ola, claim());
    const { version } = await scene.app.survey.getWave(analyst, waveId);
    await scene.app.survey.removeWave(analyst, { waveId, version });
    await scene.app.jobs.settled();
    expect(await found()).toMatchObject([{ claim: { group: { group: { kind: 'withdrawn' } } } }]);
  });

  test.skipIf(isAbsent)(
    '[WS93] a footprint that is not there is no ground to verify a cause on',
    async () => {
      const { workshop } = scene.app;
      await bindHead();
      await workshop.testFootprint(ola, claim({ group: 'answer:chat' }));
      const verify = { workshopId, causeId, status: 'verified', reason: '' };
      await expect(workshop.setCauseStatus(lead, verify)).rejects.toMatchObject({
        reason: 'evidence.status.needs-evidence',
      });
      await workshop.testFootprint(ola, claim());
      await workshop.setCauseStatus(lead, verify);
    },
  );
});
