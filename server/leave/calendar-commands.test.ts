import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MAX_CALENDAR_BYTES } from '#lib/leave/calendar/calendar-import.ts';
import { makeTestApp, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';

const event = (uid: string, from: string, until: string, title = 'Góry') => [
  'BEGIN:VEVENT',
  `UID:${uid}`,
  `DTSTART;VALUE=DATE:${from.replaceAll('-', '')}`,
  `DTEND;VALUE=DATE:${until.replaceAll('-', '')}`,
  `SUMMARY:${title}`,
  'END:VEVENT',
];
const fileOf = (...events: string[][]): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(
    ['BEGIN:VCALENDAR', ...events.flat(), 'END:VCALENDAR'].join('\r\n'),
  ) as Uint8Array<ArrayBuffer>; // the encoder makes a buffer of its own
const HOLIDAY = event('a@x', '2026-12-07', '2026-12-12');
const FRIDAY = event('b@x', '2026-12-18', '2026-12-19', 'Tajny dentysta');

describe.each(ENGINES)('leave of a calendar on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let olga: PersonActor;
  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    olga = await scene.person('Olga');
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const show = (file: Uint8Array) => scene.app.leave.previewCalendar(olga, { file });
  const enter = async (file: Uint8Array, kind = 'holiday') => {
    const { added, moved, fingerprint } = await show(file);
    const chosen = [...added, ...moved].map(({ key }) => key);
    return scene.app.leave.importCalendar(olga, { file, kind, chosen, seen: fingerprint });
  };
  const leaves = async () =>
    (await scene.app.leave.getMyLeaves(olga)).leaves.map(
      ({ kind, startsOn, endsOn, isImported }) => `${kind} ${startsOn}..${endsOn} ${isImported}`,
    );

  test.skipIf(isAbsent)(
    '[LE13] a preview enters nothing, an import what was chosen, a second one nothing',
    async () => {
      const file = fileOf(HOLIDAY, FRIDAY);
      const shown = await show(file);
      expect(shown).toMatchObject({
        added: [{ startsOn: '2026-12-07', endsOn: '2026-12-11', title: 'Góry' }, { startsOn: '2026-12-18' }],
        moved: [],
        same: 0,
      });
      expect(await leaves()).toEqual([]);
      const [first] = shown.added;
      const half = { file, kind: 'trip', chosen: [first?.key ?? ''], seen: shown.fingerprint };
      expect(await scene.app.leave.importCalendar(olga, half)).toEqual({ added: 1, moved: 0 });
      expect(await leaves()).toEqual(['trip 2026-12-07..2026-12-11 true']);
      expect(await enter(file)).toEqual({ added: 1, moved: 0 });
      expect(await show(file)).toMatchObject({ added: [], moved: [], same: 2 });
      expect(await enter(file)).toEqual({ added: 0, moved: 0 });
      expect(await leaves()).toHaveLength(2);
    },
  );

  test.skipIf(isAbsent)('[LE13] an event that moved moves its leave and keeps its kind', async () => {
    await enter(fileOf(HOLIDAY), 'trip');
    const moved = fileOf(event('a@x', '2026-12-14', '2026-12-17'));
    expect((await show(moved)).moved).toMatchObject([
      { startsOn: '2026-12-14', from: { startsOn: '2026-12-07', endsOn: '2026-12-11' } },
    ]);
    expect(await enter(moved)).toEqual({ added: 0, moved: 1 });
    expect(await leaves()).toEqual(['trip 2026-12-14..2026-12-16 true']);
  });

  test.skipIf(isAbsent)(
    '[LE13] what was shown is what is entered: after another change it is refused',
    async () => {
      const file = fileOf(HOLIDAY);
      const { added, fingerprint } = await show(file);
      await scene.app.leave.saveLeave(olga, { kind: 'other', startsOn: '2026-12-07', endsOn: '2026-12-11' });
      const chosen = added.map(({ key }) => key);
      await expect(
        scene.app.leave.importCalendar(olga, { file, chosen, seen: fingerprint }),
      ).rejects.toMatchObject({ reason: 'leave.calendar.movedOn' });
      expect(await show(file)).toMatchObject({ added: [], same: 1 });
    },
  );

  test.skipIf(isAbsent)('[LE11] nothing of a title, and no UID, is stored anywhere', async () => {
    await enter(fileOf(FRIDAY));
    const { db } = scene.app.database;
    const stored: unknown[] = [];
    for (const { name } of await db.introspection.getTables())
      stored.push(
        await db
          .selectFrom(name as 'leave')
          .selectAll()
          .execute(),
      ); // whatever table it is
    const all = JSON.stringify(stored);
    expect(all).toContain('2026-12-18');
    for (const secret of ['dentysta', 'b@x']) expect([secret, all.includes(secret)]).toEqual([secret, false]);
  });

  test.skipIf(isAbsent)(
    '[LE11] a file of one byte more than a megabyte is refused, and so is what is no calendar',
    async () => {
      const text = new TextDecoder().decode(fileOf(event('a', '2026-12-07', '2026-12-12', 'Hills')));
      const sized = (bytes: number) =>
        new TextEncoder().encode(text.padEnd(bytes, '\n')) as Uint8Array<ArrayBuffer>; // its own buffer
      expect((await show(sized(MAX_CALENDAR_BYTES))).added).toHaveLength(1);
      await expect(show(sized(MAX_CALENDAR_BYTES + 1))).rejects.toMatchObject({
        code: 'too-large',
        issues: [{ path: 'file', message: 'leave.calendar.tooLarge', values: { limit: 1 } }],
      });
      await expect(show(new TextEncoder().encode('Name;Days'))).rejects.toMatchObject({
        issues: [{ path: 'file', message: 'leave.calendar.noCalendar' }],
      });
    },
  );

  test.skipIf(isAbsent)('[LE5] a deputy who was named with a leave moves along with it', async () => {
    olga = await scene.person('Maria', ['director']);
    const zofia = await scene.person('Zofia', ['director']);
    await enter(fileOf(HOLIDAY));
    const [own] = (await scene.app.leave.getMyLeaves(olga)).leaves;
    await scene.app.leave.saveLeave(olga, { ...own, leaveId: own?.id, deputyId: zofia.id });
    await enter(fileOf(event('a@x', '2026-12-14', '2026-12-17')));
    expect((await scene.app.leave.getMyLeaves(olga)).standIns).toEqual([
      { name: 'Zofia', startsOn: '2026-12-14', endsOn: '2026-12-16' },
    ]);
  });
});
