import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LOGO_MAX_BYTES } from '#lib/organisation/logo.ts';
import { TRACKER_ADDRESS_MAX } from '#lib/organisation/settings-forms.ts';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';

const TOKEN_FORM = {
  organisation: 'Acme',
  name: 'Ada',
  email: 'ada@example.org',
  password: 'correct horse battery',
  locale: 'en',
};
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

describe.each(ENGINES)('settings of the organisation on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let admin: PersonActor;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    const { access } = scene.app;
    await access.setUp({ ...TOKEN_FORM, token: await access.renewSetUpToken() });
    admin = await scene.person('Ada', ['admin']);
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const read = async () => (await scene.app.organisation.getSettings(admin)).settings;
  const save = async (change: Record<string, unknown>) => {
    const { version, name, locale, currency, timeZone } = await read();
    await scene.app.organisation.changeOrganisation(admin, {
      ...{ version, name, locale, currency, timeZone },
      ...change,
    });
  };
  const audited = async () =>
    (await scene.app.access.listAudit(admin)).lines.map(({ action, changes }) => ({
      action,
      changes: changes.map(({ field, from, to }) => `${field}: ${from} → ${to}`),
    }));

  test.skipIf(isAbsent)('every command refuses who may not use it', async () => {
    const { organisation } = scene.app;
    const others = [NOBODY, await scene.person('Lena', ['lead', 'director', 'analyst'])];
    for (const actor of others) {
      for (const command of [
        () => organisation.getSettings(actor),
        () => organisation.changeOrganisation(actor, {}),
        () => organisation.changeWeek(actor, {}),
        () => organisation.changeReportingLine(actor, {}),
        () => organisation.changeThresholds(actor, {}),
        () => organisation.changeTracker(actor, {}),
        () => organisation.setLogo(actor, null),
        () => organisation.removeLogo(actor),
        () => organisation.listCalendarEntries(actor),
        () => organisation.addDayOff(actor, {}),
        () => organisation.removeDayOff(actor, ''),
        () => organisation.saveSeason(actor, {}),
        () => organisation.removeSeason(actor, ''),
        () => organisation.listSigning(actor),
        () => organisation.saveSubstitute(actor, {}),
        () => organisation.removeSubstitute(actor, ''),
        () => organisation.getSystemState(actor),
        () => organisation.sendTestMail(actor),
      ]) {
        const code = actor.kind === 'nobody' ? 'not-signed-in' : 'forbidden';
        await expect(command()).rejects.toMatchObject({ code });
      }
    }
    await expect(organisation.getWorkCalendar(NOBODY)).rejects.toMatchObject({ code: 'not-signed-in' });
  });

  test.skipIf(isAbsent)(
    '[OR1] what is saved counts at once, and the audit log says from what to what',
    async () => {
      expect(await read()).toMatchObject({ name: 'Acme', timeZone: 'Europe/Warsaw', isZoneChosen: false });
      await save({ name: 'Lipowa', locale: 'pl', currency: 'EUR', timeZone: 'America/New_York' });
      expect(scene.app.settings.current).toMatchObject({
        name: 'Lipowa',
        locale: 'pl',
        currency: 'EUR',
        timeZone: 'America/New_York',
        isZoneChosen: true,
      });
      // 8:00 UTC is still the night before there.
      scene.clock.nowMs = Date.UTC(2026, 10, 3, 3);
      expect(scene.app.today()).toBe('2026-11-02');
      expect((await audited())[0]).toEqual({
        action: 'organisation.change',
        changes: [
          'name: Acme → Lipowa',
          'language: en → pl',
          'currency: PLN → EUR',
          'timeZone: Europe/Warsaw → America/New_York',
        ],
      });
      const { last } = await scene.app.organisation.getSettings(admin);
      expect(last['organisation.change']).toMatchObject({ actorName: 'Ada' });
    },
  );

  test.skipIf(isAbsent)('[OR1] a stale section is refused, and an unknown zone too', async () => {
    const { version } = await read();
    await save({ name: 'Lipowa' });
    await expect(save({ version, name: 'Acme' })).rejects.toMatchObject({
      code: 'stale',
      values: { who: 'self' },
    });
    await expect(save({ timeZone: 'Europe/Atlantis' })).rejects.toMatchObject({
      issues: [{ path: 'timeZone', message: 'organisation.badTimeZone' }],
    });
  });

  test.skipIf(isAbsent)(
    '[OR1] [SH15] hours that are planned stay what they say when the zone changes',
    async () => {
      const mentor = await scene.person('Marek', ['mentor']);
      const guest = await scene.person('Ola');
      const roundId = await scene.app.shifts.planRound(mentor, {
        title: 'Autumn',
        goal: '',
        startsOn: '2026-11-09',
        endsOn: '2026-11-09',
        startsAt: '08:00',
        endsAt: '16:00',
        places: '2',
        mentorIds: [mentor.id],
      });
      await save({ timeZone: 'America/New_York' });
      const { tours } = await scene.app.shifts.getRound(guest, roundId);
      expect([tours[0]?.startsAt, tours[0]?.day]).toEqual(['08:00', '2026-11-09']);
      const tourId = tours[0]?.id;
      // Nine in the morning of Warsaw is three in the morning there: it has not begun.
      scene.clock.nowMs = Date.UTC(2026, 10, 9, 8);
      await scene.app.shifts.signUp(guest, { tourId, scopes: ['chat'] });
      scene.clock.nowMs = Date.UTC(2026, 10, 9, 13, 1);
      await expect(scene.app.shifts.leaveTour(guest, tourId ?? '')).rejects.toMatchObject({
        reason: 'shifts.begun',
      });
    },
  );

  test.skipIf(isAbsent)('[OR2] a logo is what its bytes are', async () => {
    const { organisation } = scene.app;
    const set = (bytes: number[] | string, name: string) =>
      organisation.setLogo(
        admin,
        new File([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)], name),
      );
    const refused = (message: string) => ({ issues: [{ path: 'logo', message }] });
    await expect(set('<svg onload="alert(1)"/>', 'logo.png')).rejects.toMatchObject(
      refused('organisation.logo.wrongType'),
    );
    await expect(organisation.setLogo(admin, 'logo.png')).rejects.toMatchObject(
      refused('organisation.logo.none'),
    );
    const padded = (bytes: number): number[] => [
      ...PNG,
      ...Array.from({ length: bytes - PNG.length }, () => 0),
    ];
    await expect(set(padded(LOGO_MAX_BYTES + 1), 'logo.png')).rejects.toMatchObject(
      refused('organisation.logo.tooLarge'),
    );
    await set(padded(LOGO_MAX_BYTES), 'logo.gif');
    const logo = await organisation.findLogo();
    expect([logo.type, logo.bytes.length]).toEqual(['image/png', LOGO_MAX_BYTES]);
    expect(logo.sha256.startsWith((await read()).logo ?? 'none')).toBe(true);
  });

  test.skipIf(isAbsent)(
    '[OR2] a logo that is removed comes back by undo, unless another was chosen',
    async () => {
      const { organisation, undo } = scene.app;
      await organisation.setLogo(admin, new File([new Uint8Array([...PNG, 1])], 'one.png'));
      const { undoId } = await organisation.removeLogo(admin);
      await expect(organisation.findLogo()).rejects.toMatchObject({ code: 'not-found' });
      expect(scene.app.settings.current.logo).toBe(null);
      await undo.takeBack(admin, undoId ?? '');
      expect((await organisation.findLogo()).bytes.at(-1)).toBe(1);
      expect(scene.app.settings.current.logo).not.toBe(null);
      const again = await organisation.removeLogo(admin);
      await organisation.setLogo(admin, new File([new Uint8Array([...PNG, 2])], 'two.png'));
      await expect(undo.takeBack(admin, again.undoId ?? '')).rejects.toMatchObject({
        reason: 'organisation.logo.newer',
      });
    },
  );

  test.skipIf(isAbsent)(
    '[OR4] the working week, own days off and seasons make the calendar that plans ask',
    async () => {
      const { organisation, undo } = scene.app;
      await organisation.changeWeek(admin, {
        version: (await read()).version,
        weekdays: ['6', '1', '1'],
        from: '09:00',
        until: '17:00',
        holidays: 'none',
      });
      await organisation.addDayOff(admin, { day: '2026-12-28', name: 'Bridge' });
      await expect(organisation.addDayOff(admin, { day: '2026-12-28', name: 'Again' })).rejects.toMatchObject(
        {
          issues: [{ path: 'day', message: 'organisation.dayOffTaken' }],
        },
      );
      await organisation.saveSeason(admin, {
        name: 'Gifts',
        kind: 'peak',
        startsOn: '2026-12-01',
        endsOn: '2026-12-24',
      });
      const calendar = () => organisation.getWorkCalendar(admin);
      expect(await calendar()).toEqual({
        weekdays: [1, 6],
        holidays: 'none',
        ownDaysOff: [{ day: '2026-12-28', name: 'Bridge' }],
        seasons: [{ name: 'Gifts', kind: 'peak', startsOn: '2026-12-01', endsOn: '2026-12-24' }],
      });
      const dayOff = await organisation.removeDayOff(admin, '2026-12-28');
      const { seasons } = await organisation.listCalendarEntries(admin);
      const season = await organisation.removeSeason(admin, seasons[0]?.id ?? '');
      expect(await calendar()).toMatchObject({ ownDaysOff: [], seasons: [] });
      await undo.takeBack(admin, dayOff.undoId ?? '');
      await undo.takeBack(admin, season.undoId ?? '');
      expect(await calendar()).toMatchObject({
        ownDaysOff: [{ name: 'Bridge' }],
        seasons: [{ name: 'Gifts' }],
      });
    },
  );

  test.skipIf(isAbsent)(
    '[OR5] a season is changed on the version that was seen, and ends after it begins',
    async () => {
      const { organisation } = scene.app;
      const form = { name: 'Freeze', kind: 'freeze', startsOn: '2026-12-01', endsOn: '2026-12-24' };
      await expect(organisation.saveSeason(admin, { ...form, endsOn: '2026-11-30' })).rejects.toMatchObject({
        issues: [{ path: 'endsOn', message: 'organisation.endsBeforeStarts' }],
      });
      await organisation.saveSeason(admin, form);
      const [season] = (await organisation.listCalendarEntries(admin)).seasons;
      const change = { ...form, seasonId: season?.id, version: '1', name: 'Code freeze' };
      await organisation.saveSeason(admin, change);
      await expect(organisation.saveSeason(admin, change)).rejects.toMatchObject({ code: 'stale' });
      expect((await audited())[0]).toEqual({
        action: 'organisation.changeSeason',
        changes: ['season: Freeze → Code freeze'],
      });
    },
  );

  test.skipIf(isAbsent)(
    '[OR8] the smallest group of the organisation is the least of a publication',
    async () => {
      const { organisation, survey } = scene.app;
      const set = async (smallestGroup: string) =>
        organisation.changeThresholds(admin, { version: (await read()).version, smallestGroup });
      await expect(set('4')).rejects.toMatchObject({ issues: [{ path: 'smallestGroup' }] });
      await set('8');
      const analyst = await scene.person('Ana', ['analyst']);
      const publish = (figureThreshold: string) =>
        survey.publishWave(analyst, { waveId: 'none', segments: [], figureThreshold, wordThreshold: '10' });
      await expect(publish('7')).rejects.toMatchObject({
        issues: [{ path: 'figureThreshold', message: 'form.tooSmall', values: { limit: 8 } }],
      });
      await expect(publish('8')).rejects.toMatchObject({ code: 'not-found' });
    },
  );

  test.skipIf(isAbsent)(
    '[SH113] the address of the tracker is one of the encrypted web, or none',
    async () => {
      const set = async (trackerAddress: string) =>
        scene.app.organisation.changeTracker(admin, { version: (await read()).version, trackerAddress });
      const start = 'https://firm.example/browse/';
      for (const bad of [
        'http://firm.example/browse/',
        'firm.example',
        'javascript:alert(1)',
        'https://me:secret@firm.example/',
        'https://firm.example/#/browse/',
      ])
        await expect(set(bad)).rejects.toMatchObject({
          issues: [{ path: 'trackerAddress', message: 'organisation.tracker.bad' }],
        });
      await set(start.padEnd(TRACKER_ADDRESS_MAX, 'x'));
      await expect(set(start.padEnd(TRACKER_ADDRESS_MAX + 1, 'x'))).rejects.toMatchObject({
        issues: [{ message: 'form.tooLong' }],
      });
      await set(` ${start} `);
      expect(scene.app.settings.current.trackerAddress).toBe(start);
      await set('');
      expect(scene.app.settings.current.trackerAddress).toBeNull();
    },
  );
});
