import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeTestApp, SYSTEM, TEST_PASSWORD, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';

const DAY_MS = 24 * 60 * 60_000;

describe.each(ENGINES)('who signs for whom on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let admin: PersonActor;
  let lead: PersonActor;
  let owner: PersonActor;
  let deputy: PersonActor;
  let maria: PersonActor;
  let sara: PersonActor;
  let zofia: PersonActor;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    const { access, people } = scene.app;
    await access.setUp({
      token: await access.renewSetUpToken(),
      organisation: 'Acme',
      name: 'First',
      email: 'first@example.org',
      password: TEST_PASSWORD,
      locale: 'en',
    });
    const marketing = await people.addDepartment(SYSTEM, { name: 'Marketing', part: 'marketing' });
    const service = await people.addDepartment(SYSTEM, { name: 'Care', part: 'customer-service' });
    admin = await scene.person('Ada', ['admin']);
    lead = await scene.person('Lena', ['lead']);
    owner = await scene.person('Olga');
    deputy = await scene.person('Daniel');
    maria = await scene.signIn(await scene.person('Maria', ['director'], marketing));
    sara = await scene.signIn(await scene.person('Sara', ['director'], service));
    zofia = await scene.signIn(await scene.person('Zofia', ['director']));
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const submit = async (ownerId = owner.id): Promise<string> => {
    const { projects } = scene.app;
    const id = await projects.proposeProject(lead, {
      title: 'Call back',
      aim: 'Customers reach a person',
      ownerId,
      deputyId: deputy.id,
      budget: '100',
      currency: 'PLN',
      startsOn: '2026-12-01',
      endsOn: '2027-03-31',
    });
    await projects.advanceProject(lead, { projectId: id, version: 1, move: 'submit' });
    return id;
  };
  const signing = (actor: PersonActor, id: string) => scene.app.projects.getSigning(actor, id);
  const sign = async (actor: PersonActor, projectId: string) =>
    scene.app.projects.decideProject(actor, {
      projectId,
      contentHash: (await signing(actor, projectId)).contentHash,
      password: TEST_PASSWORD,
      isApproved: true,
    });
  const stateOf = async (id: string) => (await scene.app.projects.getProject(lead, id)).project.state;
  const awayOf = (change: Record<string, string> = {}) => ({
    personId: maria.id,
    substituteId: zofia.id,
    startsOn: '2026-11-03',
    endsOn: '2026-11-10',
    ...change,
  });
  const setLine = async (change: Record<string, string>) =>
    scene.app.organisation.changeReportingLine(admin, {
      version: (await scene.app.organisation.getSettings(admin)).settings.version,
      reportingLine: 'marketing',
      ...change,
    });

  test.skipIf(isAbsent)(
    '[OR7] [PR21] from the first day to the last the substitute signs, and the signature says for whom',
    async () => {
      await scene.app.organisation.saveSubstitute(admin, awayOf());
      const id = await submit();
      await expect(sign(zofia, id)).rejects.toMatchObject({ reason: 'projects.noSigningPart' });
      scene.clock.nowMs += DAY_MS; // 3 November
      expect(await signing(zofia, id)).toMatchObject({
        mayDecide: true,
        place: { as: 'substitute', part: 'marketing', name: 'Maria' },
      });
      await sign(zofia, id);
      const { decisions } = await scene.app.projects.getProject(lead, id);
      expect(decisions).toMatchObject([
        {
          part: 'marketing',
          directorName: 'Zofia',
          signedAs: 'substitute',
          inNameOfId: maria.id,
          inNameOfName: 'Maria',
        },
      ]);
      await expect(sign(maria, id)).rejects.toMatchObject({ reason: 'projects.alreadySigned' });
      await sign(sara, id);
      expect(await stateOf(id)).toBe('approved');
      const later = await submit();
      scene.clock.nowMs += 8 * DAY_MS; // 11 November
      await expect(sign(zofia, later)).rejects.toMatchObject({ reason: 'projects.noSigningPart' });
    },
  );

  test.skipIf(isAbsent)(
    '[OR7] only directors, nobody for themselves, one at a time, and no days that are over',
    async () => {
      const { organisation } = scene.app;
      const refused = (change: Record<string, string>, path: string, message: string) =>
        expect(organisation.saveSubstitute(admin, awayOf(change))).rejects.toMatchObject({
          issues: [{ path, message }],
        });
      await refused({ substituteId: owner.id }, 'substituteId', 'organisation.noDirector');
      await refused({ substituteId: maria.id }, 'substituteId', 'organisation.ownSubstitute');
      await refused(
        { startsOn: '2026-10-01', endsOn: '2026-11-01' },
        'endsOn',
        'organisation.substituteOver',
      );
      await organisation.saveSubstitute(admin, awayOf());
      await expect(
        organisation.saveSubstitute(
          admin,
          awayOf({ substituteId: sara.id, startsOn: '2026-11-10', endsOn: '2026-11-12' }),
        ),
      ).rejects.toMatchObject({ reason: 'organisation.substituteTaken', values: { name: 'Zofia' } });
      const [entry] = (await organisation.listSigning(admin)).substitutes;
      await organisation.saveSubstitute(
        admin,
        awayOf({ entryId: entry?.id ?? '', version: '1', endsOn: '2026-11-12' }),
      );
      const { undoId } = await organisation.removeSubstitute(admin, entry?.id ?? '');
      expect((await organisation.listSigning(admin)).substitutes).toEqual([]);
      await scene.app.undo.takeBack(admin, undoId ?? '');
      expect((await organisation.listSigning(admin)).substitutes).toMatchObject([
        { personName: 'Maria', substituteName: 'Zofia', endsOn: '2026-11-12' },
      ]);
    },
  );

  test.skipIf(isAbsent)(
    '[OR6] [PR22] the substitute of the organisation signs where the director owns the project',
    async () => {
      await expect(submit(maria.id)).rejects.toMatchObject({ reason: 'projects.onlyInvolvedSign.marketing' });
      await expect(setLine({ substituteId: owner.id })).rejects.toMatchObject({
        issues: [{ path: 'substituteId', message: 'organisation.noDirector' }],
      });
      await setLine({ substituteId: zofia.id });
      const id = await submit(maria.id);
      expect(await signing(zofia, id)).toMatchObject({
        reportingLine: 'marketing',
        mayDecide: true,
        place: { as: 'organisation', part: 'marketing', name: null },
      });
      await expect(sign(maria, id)).rejects.toMatchObject({ reason: 'projects.ownProject' });
      expect(await scene.app.projects.listSubmitted(zofia)).toMatchObject([{ id, awaitsReader: true }]);
      await sign(zofia, id);
      await sign(sara, id);
      expect(await stateOf(id)).toBe('approved');
      // Where Maria could sign herself, Zofia does not.
      const other = await submit();
      await expect(sign(zofia, other)).rejects.toMatchObject({ reason: 'projects.noSigningPart' });
    },
  );

  test.skipIf(isAbsent)('[PR11] one person for both signatures is no submission', async () => {
    await setLine({ substituteId: sara.id });
    await expect(submit(maria.id)).rejects.toMatchObject({
      reason: 'projects.onePersonSigns',
      values: { name: 'Sara' },
    });
  });

  test.skipIf(isAbsent)('[OR7] whoever is switched off signs for nobody any more', async () => {
    const { organisation, people } = scene.app;
    await organisation.saveSubstitute(admin, awayOf());
    await setLine({ substituteId: zofia.id });
    const { consequences } = await people.listConsequences(admin, zofia.id);
    expect(consequences.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['standIn', 'organisationDeputy']),
    );
    const { person } = await people.listConsequences(admin, zofia.id);
    await people.switchOff(admin, { personId: zofia.id, version: person.version });
    expect((await organisation.listSigning(admin)).substitutes).toEqual([]);
    expect(scene.app.settings.current.substituteId).toBe(null);
  });
});
