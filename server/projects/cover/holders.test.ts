import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrate } from '#server/database/migrate.ts';
import {
  makeTestApp,
  SYSTEM,
  TEST_PASSWORD,
  type PersonActor,
  type TestApp,
} from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';
import {
  hireTestCrew,
  moveTestProject,
  proposeTestProject,
  versionOf,
  type TestCrew,
} from '../../../tests/test-project.ts';

describe.each(ENGINES)('[PR79] who answers for a project that waits, on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let crew: TestCrew;
  let projectId: string;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    crew = await hireTestCrew(scene);
    projectId = await proposeTestProject(scene, crew);
    await moveTestProject(scene, crew.lead, projectId, 'submit');
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const hash = async () => (await scene.app.projects.getSigning(SYSTEM, projectId)).contentHash;
  const sign = async (director: PersonActor) =>
    scene.app.projects.decideProject(director, {
      ...{ projectId, contentHash: await hash(), password: TEST_PASSWORD, isApproved: true },
    });
  const change = async (more: Record<string, unknown> = {}) =>
    scene.app.projects.changeHolders(crew.lead, {
      ...{ projectId, version: await versionOf(scene, projectId), reason: 'She moves to sales' },
      ...{ ownerId: crew.deputy.id, deputyId: crew.stranger.id, ...more },
    });
  const read = async () => (await scene.app.projects.getProject(SYSTEM, projectId)).project;
  const told = async (kind: string) =>
    (await scene.app.database.db.selectFrom('notice').select('person_id').where('kind', '=', kind).execute())
      .map(({ person_id }) => person_id)
      .toSorted();
  const idsOf = (...people: PersonActor[]) => people.map(({ id }) => String(id)).toSorted();

  test.skipIf(isAbsent)(
    'changes with signatures given, which stay, and those who sign are told',
    async () => {
      await sign(crew.marketing);
      const before = await hash();
      await change({ sponsorId: crew.lead.id });
      expect(await hash()).toBe(before);
      expect(await read()).toMatchObject({
        ...{ state: 'submitted', submission: 1, ownerName: 'Daniel Deputy', deputyName: 'Stefan Stranger' },
      });
      expect(await told('signature.people')).toEqual(idsOf(crew.marketing, crew.service));
      expect(await told('cover.named')).toEqual(idsOf(crew.stranger));
      const history = await scene.app.access.getHistory(crew.lead, { kind: 'project', id: projectId });
      expect(JSON.stringify(history)).toContain('Lena Lead');
      const outside = await scene.app.access.getHistory(await scene.person('Ola Outside'), {
        ...{ kind: 'project', id: projectId },
      });
      expect(JSON.stringify(outside.map(({ changes }) => changes))).not.toContain('Lena Lead');
      await sign(crew.service);
      expect((await read()).state).toBe('approved');
    },
  );

  test.skipIf(isAbsent)('is nobody who signed it', async () => {
    await sign(crew.marketing);
    await expect(change({ ownerId: crew.marketing.id })).rejects.toMatchObject({
      ...{ reason: 'cover.hasSigned', values: { name: 'Maria Marketing' } },
    });
    expect((await read()).ownerName).toBe('Olga Owner');
  });

  test.skipIf(isAbsent)('is a director only where somebody else can sign for their part', async () => {
    await expect(change({ deputyId: crew.service.id })).rejects.toMatchObject({
      reason: 'projects.onlyInvolvedSign.customer-service',
    });
    const { department_id } = await scene.app.database.db
      .selectFrom('person')
      .select('department_id')
      .where('id', '=', crew.service.id)
      .executeTakeFirstOrThrow();
    const other = await scene.signIn(
      await scene.person('Olaf Other', ['director'], department_id ?? undefined),
    );
    await change({ deputyId: crew.service.id });
    // Whoever answers for it now is waited for no longer; the other director of the part is.
    const waits = await scene.app.database.db
      .selectFrom('notice')
      .select('person_id')
      .where('kind', '=', 'signature.waits')
      .where('done_at_ms', 'is', null)
      .execute();
    expect(waits.map(({ person_id }) => person_id).toSorted()).toEqual(idsOf(crew.marketing, other));
    await expect(sign(crew.service)).rejects.toMatchObject({ reason: 'projects.ownProject' });
    await sign(other);
    await sign(crew.marketing);
    expect((await read()).state).toBe('approved');
  });

  test.skipIf(isAbsent)(
    'a sponsor changes alone, and ends no cover; a draft is changed as a whole',
    async () => {
      const same = { ownerId: crew.owner.id, deputyId: crew.deputy.id };
      await expect(change({ ...same, sponsorId: '' })).rejects.toMatchObject({ reason: 'cover.sameHolders' });
      for (const director of [crew.marketing, crew.service]) await sign(director);
      await scene.app.projects.takeOverProject(crew.deputy, { projectId, reason: 'Ill' });
      await change({ ...same, sponsorId: crew.stranger.id });
      const cover = await scene.app.projects.getCover(crew.lead, projectId);
      expect(cover).toMatchObject({
        sponsor: { name: 'Stefan Stranger' },
        active: { byName: 'Daniel Deputy' },
      });
      const outside = await scene.person('Ola Outside');
      expect((await scene.app.projects.getCover(outside, projectId)).sponsor).toBeNull();
      await change({ ...same, sponsorId: '' });
      expect((await scene.app.projects.getCover(crew.lead, projectId)).sponsor).toBeNull();
      const draftId = await proposeTestProject(scene, crew, { title: 'Draft' });
      const version = await versionOf(scene, draftId);
      await expect(change({ projectId: draftId, version })).rejects.toMatchObject({
        reason: 'cover.notHeld',
      });
    },
  );

  test.skipIf(isAbsent)('a signature from before this counts after the upgrade', async () => {
    await sign(crew.marketing);
    const { db } = scene.app.database;
    const row = await db
      .selectFrom('project')
      .innerJoin('project_charter', 'project_charter.project_id', 'project.id')
      .selectAll('project')
      .select(['content', 'sponsor_id'])
      .where('project.id', '=', projectId)
      .executeTakeFirstOrThrow();
    // As it was: owner, deputy and sponsor were among what is signed, and the full route was not.
    const old = createHash('sha256')
      .update(
        JSON.stringify([
          ...[row.issue_id, row.title, row.aim, row.owner_id, row.deputy_id, Number(row.budget_minor)],
          ...[row.currency, row.starts_on, row.ends_on, inOrder(JSON.parse(row.content)), row.sponsor_id],
        ]),
      )
      .digest('hex');
    await db.updateTable('project_decision').set({ content_hash: old }).execute();
    await sql`delete from kysely_migration where name = '0101-signed-without-holders'`.execute(db);
    await migrate(db, engine);
    const kept = await db.selectFrom('project_decision').select('content_hash').executeTakeFirst();
    expect(kept?.content_hash).toBe(await hash());
    await sign(crew.service);
    expect((await read()).state).toBe('approved');
  });
});

/** Records as lists of their fields, by name. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, field]) => [name, inOrder(field)]);
}
