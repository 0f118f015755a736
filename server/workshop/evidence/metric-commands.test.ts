import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readControl } from '#lib/workshop/room/control-doc.ts';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';
import { moveTo } from '../../../tests/workshop-steps.ts';
import { uploadWave } from '../../../tests/upload-wave.ts';

const FORM = {
  title: 'Long waits',
  problem: 'Customers wait too long',
  goal: 'Know why',
  template: '5m',
  language: 'en',
};
const QUESTION = { column: 'Waiting', label: 'Waiting', kind: 'mean', segment: null, weight: null };

describe.each(ENGINES)('the metric at a head on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let ola: PersonActor;
  let workshopId: string;
  let insightId: string;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena Lead', ['lead']);
    ola = await scene.person('Ola');
    const analyst = await scene.person('Ada', ['analyst']);
    workshopId = await scene.app.workshop.createWorkshop(lead, FORM);
    await scene.app.workshop.invitePeople(lead, { workshopId, personIds: [ola.id] });
    const waveId = await uploadWave(scene.app, analyst);
    insightId = await scene.app.survey.pinInsight(analyst, {
      waveId,
      question: QUESTION,
      title: 'Waiting on the phone',
      value: 3.42,
      interval: [3.38, 3.47],
      n: 2260,
    });
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const shown = async () =>
    (await scene.app.sync.readDocument(`workshop/${workshopId}/control`, readControl))?.metric;
  const bind = (fields: object = {}) => ({ workshopId, insightId, target: '3.9', version: 0, ...fields });

  test.skipIf(isAbsent)('refuses who does not steer, and a closed workshop', async () => {
    const { workshop } = scene.app;
    await expect(workshop.setHeadMetric(NOBODY, bind())).rejects.toMatchObject({ code: 'not-signed-in' });
    await expect(workshop.setHeadMetric(ola, bind())).rejects.toMatchObject({ code: 'forbidden' });
    const stranger = await scene.person('Stranger');
    await expect(workshop.getHeadMetric(stranger, workshopId)).rejects.toMatchObject({ code: 'forbidden' });
    await moveTo(scene.app, lead, workshopId, 'closed');
    await expect(workshop.setHeadMetric(lead, bind())).rejects.toMatchObject({ code: 'read-only' });
  });

  test.skipIf(isAbsent)('[WS90] the room is told baseline and target, and minutes say them', async () => {
    const { workshop } = scene.app;
    await workshop.setHeadMetric(lead, bind({ targetOn: '2027-06-30' }));
    const metric = {
      insightId,
      title: 'Waiting on the phone',
      kind: 'mean',
      baseline: { value: 3.42, interval: [3.38, 3.47], n: 2260, waveName: 'Autumn' },
      target: 3.9,
      targetOn: '2027-06-30',
    };
    expect(await shown()).toEqual(metric);
    expect((await workshop.getMinutes(ola, workshopId)).metric).toEqual(metric);
    expect(await workshop.getHeadMetric(ola, workshopId)).toMatchObject({ byName: 'Lena Lead', version: 1 });
    await workshop.setHeadMetric(lead, bind({ insightId: '', version: 1 }));
    expect(await shown()).toBeNull();
  });

  test.skipIf(isAbsent)('[WS90] of two changes made on the same state one is refused', async () => {
    const { workshop } = scene.app;
    await workshop.setHeadMetric(lead, bind());
    const outcomes = await Promise.allSettled(
      ['4.0', '4.1'].map((target) => workshop.setHeadMetric(lead, bind({ target, version: 1 }))),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(workshop.setHeadMetric(lead, bind())).rejects.toMatchObject({ code: 'stale' });
  });

  test.skipIf(isAbsent)(
    '[WS90] a target outside the scale or a day before the baseline is refused',
    async () => {
      const { workshop } = scene.app;
      await expect(workshop.setHeadMetric(lead, bind({ targetOn: '2020-01-01' }))).rejects.toMatchObject({
        reason: 'evidence.metric.date-before',
      });
      await expect(workshop.setHeadMetric(lead, bind({ insightId: 'none' }))).rejects.toMatchObject({
        code: 'not-found',
      });
      expect(await shown()).toBeNull();
    },
  );
});
