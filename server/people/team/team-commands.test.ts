// Above 300 lines: the commands of the team, on both engines.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MOST_COMPETENCES } from '#lib/people/competence.ts';
import { DEFAULT_NEEDS, DEFAULT_REQUIREMENTS } from '#lib/people/team/team-defaults.ts';
import {
  levelField,
  MOST_TEAM_MEMBERS,
  MOST_TEAM_NEEDS,
  MOST_TEAM_REQUIREMENTS,
  wordField,
} from '#lib/people/team/team.ts';
import {
  makeTestApp,
  NOBODY,
  SYSTEM,
  TEST_PASSWORD,
  type PersonActor,
  type TestApp,
} from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';

const SET_UP = {
  organisation: 'Lipowa Energia',
  name: 'Owner',
  email: 'owner@example.org',
  password: TEST_PASSWORD,
  locale: 'en',
};

describe.each(ENGINES)('the CX team on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let admin: PersonActor;
  let lead: PersonActor;
  let director: PersonActor;
  let employee: PersonActor;
  /** Ada, Bea, Cyd and Dan, in the team in this order. */
  let team: PersonActor[];
  let listening: string;
  let authority: string;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    const { access } = scene.app;
    await access.setUp({ ...SET_UP, token: await access.renewSetUpToken() });
    admin = await scene.person('Admin', ['admin']);
    lead = await scene.person('Lead', ['lead']);
    director = await scene.person('Director', ['director']);
    employee = await scene.person('Employee');
    const { people } = scene.app;
    team = [];
    for (const name of ['Ada', 'Bea', 'Cyd', 'Dan']) team.push(await scene.person(name));
    for (const { id } of team) await people.addTeamMember(lead, { personId: id });
    listening = await people.addTeamNeed(lead, { name: 'Listening', wanted: '2' });
    authority = await people.addTeamRequirement(lead, { name: 'Carries authority' });
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const member = (at: number): PersonActor => {
    const found = team[at];
    if (!found) throw new Error(`There is no member ${at}.`);
    return found;
  };
  const rateOwn = (person: PersonActor, level: number | '', ofRequirement: number | '' = '') =>
    scene.app.people.rateOwnTeam(person, {
      [levelField(listening)]: String(level),
      [levelField(authority)]: String(ofRequirement),
    });
  const ratePeer = (by: PersonActor, of: PersonActor, level: number | '', word = '') =>
    scene.app.people.rateTeamPeer(by, {
      personId: of.id,
      [levelField(listening)]: String(level),
      [wordField(authority)]: word,
    });
  /** Bea, Cyd and Dan say something of Ada. */
  const rateAda = async () => {
    await ratePeer(member(1), member(0), 3, 'zdecydowana');
    await ratePeer(member(2), member(0), 1, 'spokojna');
    await ratePeer(member(3), member(0), 2, 'łagodna');
  };

  test.skipIf(isAbsent)('[PE2] [CX2] who is no lead and no admin changes nothing', async () => {
    const { people, organisation } = scene.app;
    for (const [actor, code] of [
      [member(0), 'forbidden'],
      [director, 'forbidden'],
      [NOBODY, 'not-signed-in'],
    ] as const) {
      for (const press of [
        () => people.addTeamMember(actor, {}),
        () => people.removeTeamMember(actor, {}),
        () => people.takeTeamDefaults(actor),
        () => people.addTeamNeed(actor, {}),
        () => people.changeTeamNeed(actor, {}),
        () => people.removeTeamNeed(actor, {}),
        () => people.addTeamRequirement(actor, {}),
        () => people.changeTeamRequirement(actor, {}),
        () => people.removeTeamRequirement(actor, {}),
        () => organisation.nameTeam(actor, {}),
      ])
        await expect(press()).rejects.toMatchObject({ code });
    }
    const code = 'not-signed-in';
    await expect(people.getTeam(NOBODY)).rejects.toMatchObject({ code });
    await expect(people.rateOwnTeam(NOBODY, {})).rejects.toMatchObject({ code });
    await expect(people.rateTeamPeer(NOBODY, {})).rejects.toMatchObject({ code });
  });

  test.skipIf(isAbsent)('[CX1] the name is stored, and an older change is refused', async () => {
    const { people, organisation } = scene.app;
    const { settingsVersion: version } = await people.getTeam(lead);
    await organisation.nameTeam(lead, { version, teamName: ' Quality of service ' });
    expect(scene.app.settings.current.teamName).toBe('Quality of service');
    expect(await people.getTeam(employee)).toMatchObject({ teamName: 'Quality of service' });
    await expect(organisation.nameTeam(admin, { version, teamName: 'Other' })).rejects.toMatchObject({
      code: 'stale',
    });
  });

  test.skipIf(isAbsent)(
    '[CX2] a member is taken in once and out with undo, and only who is active',
    async () => {
      const { people, undo } = scene.app;
      const names = async () => (await people.getTeam(employee)).members.map(({ name }) => name);
      await expect(people.addTeamMember(lead, { personId: member(0).id })).rejects.toMatchObject({
        issues: [{ path: 'personId', message: 'people.team.alreadyIn' }],
      });
      const { undoId } = await people.addTeamMember(admin, { personId: employee.id });
      expect(await names()).toEqual(['Ada', 'Bea', 'Cyd', 'Dan', 'Employee']);
      await undo.takeBack(admin, undoId ?? '');
      expect(await names()).toEqual(['Ada', 'Bea', 'Cyd', 'Dan']);
      await people.switchOff(admin, { personId: employee.id, version: 1 });
      await expect(people.addTeamMember(lead, { personId: employee.id })).rejects.toMatchObject({
        code: 'not-found',
      });
      const last = member(3).id;
      const before = await people.getTeam(lead);
      scene.clock.nowMs += 60_000;
      const removal = await people.removeTeamMember(lead, { personId: last });
      await expect(people.removeTeamMember(lead, { personId: last })).rejects.toMatchObject({
        code: 'not-found',
      });
      await undo.takeBack(lead, removal.undoId ?? '');
      expect(await people.getTeam(lead)).toEqual(before);
    },
  );

  test.skipIf(isAbsent)('[CX2] taking in is not taken back once somebody said something', async () => {
    const { people, undo } = scene.app;
    const { undoId } = await people.addTeamMember(lead, { personId: employee.id });
    await ratePeer(member(0), employee, 2);
    await expect(undo.takeBack(lead, undoId ?? '')).rejects.toMatchObject({
      code: 'conflict',
      reason: 'people.team.ratedSince',
    });
  });

  test.skipIf(isAbsent)('[CX2] a team ends at its limit', async () => {
    const { people } = scene.app;
    for (let at = team.length; at < MOST_TEAM_MEMBERS; at++)
      await people.addTeamMember(SYSTEM, { personId: (await scene.person(`P${at}`)).id });
    await expect(people.addTeamMember(lead, { personId: employee.id })).rejects.toMatchObject({
      reason: 'people.team.membersFull',
    });
    expect((await people.getTeam(lead)).members).toHaveLength(MOST_TEAM_MEMBERS);
  });

  test.skipIf(isAbsent)(
    '[CX3] a need is an entry of the organisation’s list, found by its name or added to it',
    async () => {
      const { people } = scene.app;
      const asked = await people.addCompetence(admin, { name: 'Asking' });
      expect(await people.addTeamNeed(lead, { name: ' asking ', wanted: 3 })).toBe(asked);
      const added = await people.addTeamNeed(lead, { name: 'Writing', wanted: 1 });
      const { competences } = await people.getCompetences(admin);
      expect(competences.map(({ name }) => name)).toEqual(['Asking', 'Listening', 'Writing']);
      await expect(people.addTeamNeed(lead, { name: 'WRITING', wanted: 1 })).rejects.toMatchObject({
        issues: [{ path: 'name', message: 'people.team.needTaken' }],
      });
      await people.changeTeamNeed(lead, {
        ...{ competenceId: added, version: 1, name: 'Writing letters', wanted: 3, place: 1 },
      });
      expect((await people.getTeam(lead)).lists?.needs.map(({ name, wanted }) => [name, wanted])).toEqual([
        ['Writing letters', 3],
        ['Listening', 2],
        ['Asking', 3],
      ]);
      await expect(
        people.changeTeamNeed(lead, { competenceId: added, version: 1, name: 'Late', wanted: 1 }),
      ).rejects.toMatchObject({ code: 'stale' });
      await expect(
        people.changeTeamNeed(lead, { competenceId: added, version: 2, name: 'listening', wanted: 1 }),
      ).rejects.toMatchObject({ issues: [{ path: 'name', message: 'people.competenceTaken' }] });
      await expect(people.addTeamNeed(lead, { name: 'None', wanted: 0 })).rejects.toMatchObject({
        issues: [{ path: 'wanted' }],
      });
      // The level of the refused changes was not kept.
      expect((await people.getTeam(lead)).lists?.needs[0]).toMatchObject({ wanted: 3, version: 2 });
    },
  );

  test.skipIf(isAbsent)('[CX3] the usual lists come in the language of the organisation, once', async () => {
    const { people } = scene.app;
    await people.addTeamNeed(lead, { name: 'creativity', wanted: 3 });
    for (const actor of [lead, admin]) await people.takeTeamDefaults(actor);
    const { lists } = await people.getTeam(lead);
    const needs = lists?.needs.map(({ name }) => name) ?? [];
    expect(needs.filter((name) => name.toLowerCase() === 'creativity')).toEqual(['creativity']);
    expect(needs).toEqual([
      'Listening',
      'creativity',
      ...DEFAULT_NEEDS.en.map(({ name }) => name).filter((name) => name !== 'Creativity'),
    ]);
    expect(lists?.requirements.map(({ name }) => name)).toEqual([
      'Carries authority',
      ...DEFAULT_REQUIREMENTS.en.filter((name) => name !== 'Carries authority'),
    ]);
  });

  test.skipIf(isAbsent)('[CX3] [CX7] both lists of the team end at their limits', async () => {
    const { people } = scene.app;
    for (let at = 1; at < MOST_TEAM_NEEDS; at++)
      await people.addTeamNeed(lead, { name: `C${at}`, wanted: 2 });
    await expect(people.addTeamNeed(lead, { name: 'More', wanted: 2 })).rejects.toMatchObject({
      reason: 'people.team.needsFull',
    });
    for (let at = 1; at < MOST_TEAM_REQUIREMENTS; at++)
      await people.addTeamRequirement(lead, { name: `R${at}` });
    await expect(people.addTeamRequirement(lead, { name: 'More' })).rejects.toMatchObject({
      reason: 'people.team.requirementsFull',
    });
    const { lists } = await people.getTeam(lead);
    expect(lists?.needs).toHaveLength(MOST_TEAM_NEEDS);
    expect(lists?.requirements).toHaveLength(MOST_TEAM_REQUIREMENTS);
    // What was refused left nothing in the organisation's list.
    expect((await people.getCompetences(admin)).competences).toHaveLength(MOST_TEAM_NEEDS);
  });

  test.skipIf(isAbsent)(
    '[CX3] [PE42] the organisation’s list is as short for the team as for anybody',
    async () => {
      const { people } = scene.app;
      for (let at = 1; at < MOST_COMPETENCES; at++) await people.addCompetence(admin, { name: `C${at}` });
      await expect(people.addTeamNeed(lead, { name: 'One more', wanted: 2 })).rejects.toMatchObject({
        reason: 'people.competencesFull',
      });
      await people.addTeamNeed(lead, { name: 'C1', wanted: 2 });
    },
  );

  test.skipIf(isAbsent)(
    '[CX4] a requirement changes its wording and place, an older change is refused',
    async () => {
      const { people, undo } = scene.app;
      const offer = await people.addTeamRequirement(lead, { name: 'Knows the offer' });
      await people.changeTeamRequirement(admin, {
        ...{ requirementId: offer, version: '1', name: 'Knows all we offer', place: '1' },
      });
      const names = async () => (await people.getTeam(lead)).lists?.requirements.map(({ name }) => name);
      expect(await names()).toEqual(['Knows all we offer', 'Carries authority']);
      await expect(
        people.changeTeamRequirement(lead, { requirementId: offer, version: 1, name: 'Late' }),
      ).rejects.toMatchObject({ code: 'stale', values: { by: 'Admin' } });
      await expect(people.addTeamRequirement(lead, { name: 'carries AUTHORITY' })).rejects.toMatchObject({
        issues: [{ path: 'name', message: 'people.team.requirementTaken' }],
      });
      await rateOwn(member(0), 1, 3);
      await rateAda();
      const before = await people.getTeam(member(0));
      const { undoId } = await people.removeTeamRequirement(lead, { requirementId: authority, version: 1 });
      expect((await people.getTeam(member(0))).mine).toMatchObject({ words: {}, ownRequirements: {} });
      await undo.takeBack(lead, undoId ?? '');
      expect(await people.getTeam(member(0))).toEqual(before);
    },
  );

  test.skipIf(isAbsent)(
    '[CX4] a need comes back with what peers said, removed from the team or from the organisation’s list',
    async () => {
      const { people, undo } = scene.app;
      await people.addTeamNeed(lead, { name: 'Second', wanted: 1 });
      await rateOwn(member(0), 1);
      await rateAda();
      const before = await people.getTeam(member(0));
      const removal = await people.removeTeamNeed(lead, { competenceId: listening, version: 1 });
      const gone = await people.getTeam(member(0));
      expect([gone.lists?.needs.length, gone.mine?.peers]).toEqual([1, {}]);
      // The competence itself stays, with the own view.
      expect((await people.getCompetences(member(0))).mine?.views[listening]?.own).toBe(1);
      await undo.takeBack(lead, removal.undoId ?? '');
      expect(await people.getTeam(member(0))).toEqual(before);
      const ofList = await people.removeCompetence(admin, { competenceId: listening, version: 1 });
      expect((await people.getTeam(member(0))).lists?.needs).toHaveLength(1);
      await undo.takeBack(admin, ofList.undoId ?? '');
      expect(await people.getTeam(member(0))).toEqual(before);
    },
  );

  test.skipIf(isAbsent)('[CX5] members rate themselves and each other, and nobody else does', async () => {
    const { people } = scene.app;
    await rateOwn(member(0), 3, 1);
    expect((await people.getTeam(member(0))).mine).toMatchObject({
      own: { [listening]: 3 },
      ownRequirements: { [authority]: 1 },
    });
    // It is the same own view as on the page of competences.
    expect((await people.getCompetences(member(0))).mine?.views[listening]?.own).toBe(3);
    for (const [by, of, code] of [
      [lead, member(0), 'forbidden'],
      [employee, member(0), 'forbidden'],
      [member(0), member(0), 'forbidden'],
      [member(0), employee, 'not-found'],
    ] as const)
      await expect(ratePeer(by, of, 2)).rejects.toMatchObject({ code });
    await expect(rateOwn(lead, 2)).rejects.toMatchObject({ code: 'forbidden' });
    await rateOwn(member(0), '', '');
    expect((await people.getTeam(member(0))).mine).toMatchObject({ own: {}, ownRequirements: {} });
    // What a form does not ask stays.
    await rateOwn(member(1), 2, 2);
    await people.rateOwnTeam(member(1), { [levelField(listening)]: '1' });
    expect((await people.getTeam(member(1))).mine).toMatchObject({
      own: { [listening]: 1 },
      ownRequirements: { [authority]: 2 },
    });
  });

  test.skipIf(isAbsent)(
    '[CX6] peers’ levels come as a range, from three on, to the person and to leads',
    async () => {
      const { people } = scene.app;
      await ratePeer(member(1), member(0), 3);
      await ratePeer(member(2), member(0), 1);
      expect((await people.getTeam(member(0))).mine?.peers).toEqual({});
      await ratePeer(member(3), member(0), 2);
      const range = { [listening]: { n: 3, low: 1, middle: 2, high: 3 } };
      expect((await people.getTeam(member(0))).mine?.peers).toEqual(range);
      const ada = (await people.getTeam(lead)).everybody?.find(({ name }) => name === 'Ada');
      expect(ada?.peers).toEqual(range);
      await ratePeer(member(3), member(0), '');
      expect((await people.getTeam(member(0))).mine?.peers).toEqual({});
    },
  );

  test.skipIf(isAbsent)('[CX8] words come to the person alone, by the alphabet, from three on', async () => {
    const { people } = scene.app;
    await ratePeer(member(1), member(0), '', 'zdecydowana');
    await ratePeer(member(2), member(0), '', 'spokojna');
    expect((await people.getTeam(member(0))).mine?.words).toEqual({});
    await ratePeer(member(3), member(0), '', 'łagodna');
    const polish = { ...member(0), locale: 'pl' as const };
    expect((await people.getTeam(polish)).mine?.words).toEqual({
      [authority]: ['łagodna', 'spokojna', 'zdecydowana'],
    });
    for (const reader of [lead, admin, director])
      expect(JSON.stringify(await people.getTeam(reader))).not.toContain('spokojna');
  });

  test.skipIf(isAbsent)(
    '[CX7] a peer says a word of a requirement; a number is refused at its field',
    async () => {
      for (const word of ['5', '4/5', 'dziesięć 10', '★★★★', '٥'])
        await expect(ratePeer(member(0), member(1), '', word)).rejects.toMatchObject({
          code: 'invalid',
          issues: [{ path: wordField(authority), message: 'people.team.wordNoNumber' }],
        });
      // A level has no field there, and what is sent all the same goes nowhere.
      await scene.app.people.rateTeamPeer(member(0), {
        personId: member(1).id,
        [levelField(authority)]: '3',
      });
      const { db } = scene.app.database;
      expect(await db.selectFrom('team_peer_word').selectAll().execute()).toEqual([]);
      expect(await db.selectFrom('team_own_level').selectAll().execute()).toEqual([]);
    },
  );

  test.skipIf(isAbsent)(
    '[CX7] no column can hold a number that somebody gives another’s personality',
    async () => {
      const tables = await scene.app.database.db.introspection.getTables();
      const columns = tables.flatMap((table) =>
        table.columns.map((column) => ({ table: table.name, ...column })),
      );
      // Where a rater stands beside a requirement there is nothing but ids and a text.
      const raters = new Set(columns.filter(({ name }) => name === 'rater_id').map(({ table }) => table));
      const asked = new Set(
        columns.filter(({ name }) => name === 'requirement_id').map(({ table }) => table),
      );
      expect([...raters].sort()).toEqual(['team_peer_level', 'team_peer_word']);
      expect([...asked].sort()).toEqual(['team_own_level', 'team_peer_word']);
      const ofWords = columns.filter(({ table }) => table === 'team_peer_word');
      expect(ofWords.map(({ name, dataType }) => [name, dataType.toLowerCase()]).sort()).toEqual([
        ['person_id', 'text'],
        ['rater_id', 'text'],
        ['requirement_id', 'text'],
        ['word', 'text'],
      ]);
    },
  );

  test.skipIf(isAbsent)(
    '[CX9] gaps are counted for members, directors and admins, and named for leads',
    async () => {
      const { people } = scene.app;
      await people.addTeamNeed(lead, { name: 'Law', wanted: 2 });
      for (const [at, level] of [3, 2, 1, 0].entries()) await rateOwn(member(at), level);
      const seen = async (actor: PersonActor) =>
        (await people.getTeam(actor)).gaps?.map(({ name, kind, reach, teach, names }) => [
          ...[name, kind, reach, teach, names?.reach ?? null],
        ]);
      const counts = ['Listening', 'covered', 2, 1];
      expect(await seen(lead)).toEqual([
        ['Law', 'silent', null, null, null],
        [...counts, ['Ada', 'Bea']],
      ]);
      for (const reader of [admin, director, member(3)])
        expect(await seen(reader)).toEqual([
          ['Law', 'silent', null, null, null],
          [...counts, null],
        ]);
      expect((await people.getTeam(employee)).gaps).toBeNull();
    },
  );

  test.skipIf(isAbsent)(
    '[CX10] what the server sends holds no value that is for others, to the byte',
    async () => {
      const { people } = scene.app;
      for (const at of [0, 1, 2, 3]) await rateOwn(member(at), at, at);
      await rateAda();
      const member3 = await people.getTeam(member(3));
      const keysOf = (sent: object) =>
        Object.entries(sent)
          .filter(([, value]) => value !== null)
          .map(([key]) => key);
      const named = ['settingsVersion', 'members'];
      const counted = [...named, 'lists', 'gaps'];
      expect(keysOf(await people.getTeam(employee))).toEqual(named);
      expect(keysOf(await people.getTeam(director))).toEqual(counted);
      expect(keysOf(await people.getTeam(admin))).toEqual(counted);
      expect(keysOf(await people.getTeam(lead))).toEqual([...counted, 'everybody']);
      expect(keysOf(member3)).toEqual([...counted, 'mine', 'given']);
      // Of the others a member reads names, and what they said of them themselves.
      expect(member3.given).toEqual([
        { id: member(0).id, name: 'Ada', levels: { [listening]: 2 }, words: { [authority]: 'łagodna' } },
        { id: member(1).id, name: 'Bea', levels: {}, words: {} },
        { id: member(2).id, name: 'Cyd', levels: {}, words: {} },
      ]);
      expect(member3.gaps).toEqual([
        {
          ...{ competenceId: listening, name: 'Listening', wanted: 2, kind: 'covered', members: 4 },
          ...{ said: 4, reach: 2, teach: 1, peers: null, names: null },
        },
      ]);
      // Another member's levels change nothing of what this one is sent, as long as the counts stay.
      const bytes = JSON.stringify(member3);
      await rateOwn(member(0), 1, 3);
      await ratePeer(member(1), member(0), 1, 'inna');
      await ratePeer(member(1), member(2), 3, 'jeszcze');
      expect(JSON.stringify(await people.getTeam(member(3)))).toBe(bytes);
      // Nobody's name stands beside what peers said.
      const ada = JSON.stringify((await people.getTeam(member(0))).mine);
      for (const { id, name } of team.slice(1))
        expect([ada.includes(id), ada.includes(name)]).toEqual([false, false]);
    },
  );

  test.skipIf(isAbsent)(
    '[CX11] [PE14] who leaves takes along what they said and what was said of them; undo brings it back',
    async () => {
      const { people, undo } = scene.app;
      await rateOwn(member(1), 2, 2);
      await rateAda();
      await ratePeer(member(0), member(1), 3, 'ciekawa');
      const before = await people.getTeam(member(0));
      const { undoId } = await people.removeTeamMember(lead, { personId: member(1).id });
      expect((await people.getTeam(member(0))).mine).toMatchObject({ peers: {}, words: {} });
      expect(JSON.stringify(await people.getTeam(member(0)))).not.toContain('ciekawa');
      await undo.takeBack(lead, undoId ?? '');
      expect(await people.getTeam(member(0))).toEqual(before);

      const { consequences } = await people.listConsequences(admin, member(1).id);
      expect(consequences.map(({ kind, effect }) => [kind, effect])).toEqual([['cxTeam', 'ended']]);
      await people.switchOff(admin, { personId: member(1).id, version: 1 });
      const { db } = scene.app.database;
      for (const table of ['team_peer_level', 'team_peer_word'] as const)
        expect(
          (await db.selectFrom(table).select('rater_id').execute()).map((row) => row.rater_id),
        ).not.toContain(member(1).id);
      expect((await people.getTeam(lead)).members.map(({ name }) => name)).toEqual(['Ada', 'Cyd', 'Dan']);
    },
  );

  test.skipIf(isAbsent)(
    '[CX11] undo brings nothing back between people who are no longer in the team',
    async () => {
      const { people, undo } = scene.app;
      await rateAda();
      const { undoId } = await people.removeTeamMember(lead, { personId: member(0).id });
      await people.removeTeamMember(lead, { personId: member(1).id });
      await undo.takeBack(lead, undoId ?? '');
      const rows = await scene.app.database.db.selectFrom('team_peer_word').select('word').execute();
      expect(rows.map(({ word }) => word).sort()).toEqual(['spokojna', 'łagodna']);
    },
  );

  test.skipIf(isAbsent)(
    '[CX12] membership, name and lists are in the audit log; what was said of a colleague is nowhere',
    async () => {
      const { people, organisation, access } = scene.app;
      const { settingsVersion: version } = await people.getTeam(lead);
      await organisation.nameTeam(lead, { version, teamName: 'Quality of service' });
      await people.changeTeamNeed(lead, {
        ...{ competenceId: listening, version: 1, name: 'Listening', wanted: 3 },
      });
      const audited = async () => (await access.listAudit(admin)).lines.map(({ action }) => action);
      const before = await audited();
      expect(before.slice(0, 2)).toEqual(['team.changeNeed', 'organisation.team']);
      expect(before).toEqual(
        expect.arrayContaining(['team.addMember', 'team.addNeed', 'team.addRequirement', 'competence.add']),
      );
      const heard: string[] = [];
      const stop = scene.app.bus.listen(({ event }) => void heard.push(event.kind));
      await rateAda();
      stop();
      expect([await audited(), heard]).toEqual([before, []]);
      await rateOwn(member(0), 3, 2);
      expect(await audited()).toEqual(['competence.rate', ...before]);
    },
  );
});
