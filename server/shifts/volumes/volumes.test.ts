import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeTestApp, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';

describe.each(ENGINES)('contact volumes on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let mentor: PersonActor;
  let ola: PersonActor;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena', ['lead']);
    mentor = await scene.person('Marek', ['mentor']);
    ola = await scene.person('Ola');
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const grid = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 1));
  const bring = (person: PersonActor, fileName: string) =>
    scene.app.shifts.setVolume(person, {
      ...{ fileName, firstDay: '2026-10-05', lastDay: '2026-10-11', refused: '2' },
      counts: JSON.stringify([{ scope: 'chat', grid }]),
    });
  const nameNow = async () => (await scene.app.shifts.getVolume(ola))?.fileName ?? null;

  test.skipIf(isAbsent)(
    '[SH99] whoever plans rounds brings a file, everybody sees it, and undo brings back the one before',
    async () => {
      await expect(bring(ola, 'a.csv')).rejects.toMatchObject({ code: 'forbidden' });
      expect(await nameNow()).toBeNull();
      const first = await bring(lead, 'a.csv');
      expect(await scene.app.shifts.getVolume(ola)).toMatchObject({
        ...{ fileName: 'a.csv', refused: 2, counts: [{ scope: 'chat', grid }], setBy: lead.id },
      });
      scene.clock.nowMs += 1;
      const second = await bring(lead, 'b.csv');
      await expect(scene.app.undo.takeBack(lead, first.undoId ?? '')).rejects.toMatchObject({
        reason: 'volumes.movedOn',
      });
      await scene.app.undo.takeBack(lead, second.undoId ?? '');
      expect(await nameNow()).toBe('a.csv');
      await scene.app.undo.takeBack(lead, first.undoId ?? '');
      expect(await nameNow()).toBeNull();
      const own = await bring(mentor, 'c.csv');
      await bring(lead, 'd.csv');
      await expect(scene.app.undo.takeBack(mentor, own.undoId ?? '')).rejects.toMatchObject({
        reason: 'volumes.movedOn',
      });
      await expect(
        scene.app.shifts.setVolume(lead, { fileName: 'e', firstDay: 'x', lastDay: 'y', counts: '{' }),
      ).rejects.toMatchObject({ code: 'invalid' });
    },
  );
});
