import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LABEL_START, MAX_TRACKER_BYTES, MOST_TRACKER_ROWS } from '#lib/shifts/tracker/tracked.ts';
import { makeTestApp, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';

describe.each(ENGINES)('findings in a tracker on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let ola: PersonActor;
  let roundId: string;
  let findingId: string;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine); // Monday, 2 November 2026, 9:00 in Warsaw
    lead = await scene.person('Lena', ['lead']);
    ola = await scene.person('Ola');
    const mentor = await scene.person('Marek', ['mentor']);
    const { shifts } = scene.app;
    roundId = await shifts.planRound(lead, {
      ...{ title: 'Winter round', startsOn: '2026-11-23', endsOn: '2026-11-23' },
      ...{ startsAt: '08:00', endsAt: '16:00', places: '2', mentorIds: [mentor.id] },
    });
    const tourId = (await shifts.getRound(lead, roundId)).tours[0]?.id;
    await shifts.signUp(ola, { tourId, scopes: ['chat'] });
    await shifts.reportFinding(ola, { roundId, kind: 'bug', text: 'No tone\nafter a minute' });
    findingId = (await shifts.getRoundFindings(lead, roundId)).findings[0]?.id ?? '';
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
  const list = (...rows: string[]) => bytes(['Issue key,Status,Labels,Fix Version/s', ...rows].join('\n'));
  const own = (key: string, status: string, version = '') =>
    `${key},${status},${LABEL_START}${findingId},${version}`;
  const preview = (file: Uint8Array<ArrayBuffer>) => scene.app.shifts.previewTracker(lead, { roundId, file });
  const bring = async (file: Uint8Array<ArrayBuffer>) =>
    scene.app.shifts.importTracker(lead, { roundId, file, seen: (await preview(file)).fingerprint });
  const tracked = async () => (await scene.app.shifts.getFinding(lead, { roundId, findingId })).tracked;
  const told = async (person: PersonActor): Promise<string[]> => {
    const rows = await scene.app.database.db
      .selectFrom('notice')
      .select('kind')
      .where('person_id', '=', person.id)
      .where('kind', 'like', 'tracker.%')
      .execute();
    return rows.map(({ kind }) => kind).toSorted();
  };

  test.skipIf(isAbsent)(
    '[SH97] [SH98] a list is shown, written as shown and told once, whatever is read again',
    async () => {
      const file = list(own('HB-7', 'In Progress'), 'HB-8,Done,,');
      expect(await preview(file)).toMatchObject({
        changed: [{ findingId, news: null }],
        unmatched: [{ row: 3, key: 'HB-8' }],
      });
      expect((await tracked()).key).toBe('');
      await bring(file);
      expect(await tracked()).toEqual({ key: 'HB-7', status: 'In Progress', version: '', isFixed: false });
      expect(await told(ola)).toEqual([]);
      const { told: n } = await bring(list('hb-7,Done,,'));
      expect([n, await told(ola)]).toEqual([1, ['tracker.done']]);
      const again = await preview(list('hb-7,Done,,'));
      expect(again).toMatchObject({ changed: [], same: 1 });
      await bring(list(own('HB-7', 'Open')));
      await bring(list(own('HB-7', 'Closed', '2.1')));
      expect(await told(ola)).toEqual(['tracker.done']);
      await bring(list(own('HB-7', 'Closed', '2.2')));
      expect(await told(ola)).toEqual(['tracker.done', 'tracker.fixed']);
      expect(await told(lead)).toEqual([]);
    },
  );

  test.skipIf(isAbsent)(
    '[SH97] what is not as it was shown is refused, and one press takes a list back',
    async () => {
      const file = list(own('HB-7', 'Done'));
      const { fingerprint } = await preview(file);
      await scene.app.shifts.trackFinding(lead, { roundId, findingId, key: 'HB-6' });
      await expect(
        scene.app.shifts.importTracker(lead, { roundId, file, seen: fingerprint }),
      ).rejects.toMatchObject({ reason: 'tracker.movedOn' });
      const { undoId } = await bring(file);
      await expect(scene.app.undo.takeBack(ola, undoId ?? '')).rejects.toMatchObject({ code: 'forbidden' });
      await scene.app.undo.takeBack(lead, undoId ?? '');
      expect([(await tracked()).key, await told(ola)]).toEqual(['HB-6', []]);
      const later = await bring(file);
      await scene.app.shifts.trackFinding(lead, { roundId, findingId, key: 'HB-9', status: 'Done' });
      await scene.app.undo.takeBack(lead, later.undoId ?? '');
      expect((await tracked()).key).toBe('HB-9');
    },
  );

  test.skipIf(isAbsent)(
    '[SH98] by hand it is told as well, and only whoever plans rounds enters it',
    async () => {
      const track = (person: PersonActor, change: Record<string, string>) =>
        scene.app.shifts.trackFinding(person, { roundId, findingId, ...change });
      await expect(track(ola, { key: 'HB-1' })).rejects.toMatchObject({ code: 'forbidden' });
      await expect(track(lead, { key: '', status: 'Done' })).rejects.toMatchObject({ code: 'invalid' });
      await expect(track(lead, { key: '<b>' })).rejects.toMatchObject({ code: 'invalid' });
      await track(lead, { key: 'HB-1', version: '3.0' });
      expect(await told(ola)).toEqual(['tracker.fixed']);
      await expect(
        scene.app.shifts.trackFinding(lead, { roundId: 'x', findingId, key: 'HB-1' }),
      ).rejects.toMatchObject({ code: 'not-found' });
      await expect(preview(bytes('%PDF-1.7'))).rejects.toMatchObject({ code: 'invalid' });
    },
  );

  test.skipIf(isAbsent)('[SH96] what has a key already stays out of the next file', async () => {
    const untracked = async () => (await scene.app.shifts.listUntracked(lead, roundId)).map(({ id }) => id);
    expect(await untracked()).toEqual([findingId]);
    await scene.app.shifts.trackFinding(lead, { roundId, findingId, key: 'HB-1' });
    expect(await untracked()).toEqual([]);
    await expect(scene.app.shifts.listUntracked(ola, roundId)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test.skipIf(isAbsent)('[SH98] a finding is found by the key of its ticket', async () => {
    await scene.app.shifts.trackFinding(lead, { roundId, findingId, key: 'HB-4711' });
    const { hits } = await scene.app.search.findMatches(ola, { q: 'HB-4711', kind: null, page: 1 });
    expect(hits.map(({ href }) => href)).toEqual([`/shifts/${roundId}/findings#finding-${findingId}`]);
  });

  test.skipIf(isAbsent)('[SH97] a list has as many rows and bytes as a limit says', async () => {
    const rows = (n: number) => list(...Array.from({ length: n }, (_, i) => `HB-${i + 1},Done,,`));
    expect((await preview(rows(MOST_TRACKER_ROWS))).unmatched).toHaveLength(MOST_TRACKER_ROWS);
    await expect(preview(rows(MOST_TRACKER_ROWS + 1))).rejects.toMatchObject({ reason: 'tracker.tooMany' });
    const filled = (n: number): Uint8Array<ArrayBuffer> => {
      const file = new Uint8Array(n).fill(32);
      file.set(list(own('HB-7', 'Done')));
      return file;
    };
    expect((await preview(filled(MAX_TRACKER_BYTES))).changed).toHaveLength(1);
    await expect(preview(filled(MAX_TRACKER_BYTES + 1))).rejects.toMatchObject({ code: 'too-large' });
  });
});
