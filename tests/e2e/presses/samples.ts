import { newId } from '#lib/base/ids.ts';
import { EMPTY_CHARTER } from '#lib/projects/charter/charter.ts';
import { pinTestInsight } from '../../test-insight.ts';
import type { Visitor } from './press.ts';
import { makePulse } from './pulses.ts';
import { makeRatedSession } from './ratings.ts';
import { makeArticle } from './shifts/articles.ts';
import { makeStandardInForce } from './team/standards.ts';
import { openRoom } from './room.ts';
import { joinAsGuest, STANDINGS, SYSTEM, type World } from './world.ts';

/** One thing of every kind, so that each page has something to show. */
export interface Samples {
  /** What is named in the addresses of pages, by the folder that they begin with. */
  ids: Record<string, Record<string, string>>;
  /** Of the standings its lead and this guest alone are in it. */
  workshopId: string;
  guestInIt: Visitor;
}

const STAGE_ID = 'walked-stage';
const RECOVERY_ID = 'walked-recovery';

/** Nothing else of the world has it. */
export const WORKSHOP_TITLE = 'Whispered among few';

export async function makeSamples(world: World): Promise<Samples> {
  const { app } = world;
  const { actor } = world.maker;
  const { id: workshopId } = await openRoom(world, world.visitor('lead'), 'facilitates');
  // Its lead steers alone: who made it leaves.
  await app.workshop.dismissCofacilitator(SYSTEM, { workshopId, personId: actor.id });
  const guestInIt = await joinAsGuest(app, world.visitor('lead').actor, workshopId, '10.1.1.1');
  const insightId = await pinTestInsight(app, actor);
  await app.database.db
    .updateTable('workshop')
    .set({ title: WORKSHOP_TITLE, insight_id: insightId })
    .where('id', '=', workshopId)
    .execute();
  const issueId = await app.issues.addIssue(actor, { title: 'Walk' });
  const projectId = await proposeProject(world);
  const projectNumber = String((await app.projects.getProjectAddress(actor, projectId)).number);
  const { number: decision } = await app.decisions.makeDecision(actor, {
    question: 'Walk?',
    deciderIds: [actor.id],
    ...{ kind: 'issue', subjectId: issueId },
  });
  // Whoever has an account is asked in it: of others it is not there.
  const asked = STANDINGS.flatMap((standing) => {
    const visitor = world.visitor(standing);
    return visitor.actor.kind === 'person' ? [visitor.actor.id] : [];
  });
  const ids = {
    workshop: { id: workshopId },
    issues: {
      id: String((await app.issues.getIssueAddress(actor, issueId)).number),
      sessionId: (await makeRatedSession(world, asked)).id,
      goalId: (
        await app.goals.setGoal(actor, {
          ...{ title: 'Walk', note: '', measuredBy: 'words', targetWords: 'Further', dueOn: '2099-12-31' },
        })
      ).goalId,
    },
    decisions: { id: String(decision) },
    projects: {
      ...{ id: projectNumber, section: 'risks', number: '1', stageId: STAGE_ID, recoveryId: RECOVERY_ID },
      ...{ month: app.today().slice(0, 7), year: app.today().slice(0, 4) },
    },
    shifts: { ...(await planRound(world)), articleId: await makeArticle(world) },
    people: {
      ...{ id: await world.newPerson(), pulseId: await makePulse(world, asked) },
      standardId: await makeStandardInForce(world),
    },
    survey: {
      id: insightId,
      waveId: (await world.published()).waveId,
      areaId: (await app.areas.addArea(actor, { name: 'Walk' })).areaId,
      seriesId: (await app.areas.addSeries(actor, { name: 'Walk', unit: '%', direction: 'up', target: '80' }))
        .seriesId,
    },
  };
  return { ids, workshopId, guestInIt };
}

/** A change of it was sent back: everybody knows of it, it can be written, and what was approved can be read. */
async function proposeProject(world: World): Promise<string> {
  const id = await world.app.projects.proposeProject(world.maker.actor, {
    title: 'Walk',
    aim: 'Walk',
    ownerId: await world.newPerson(),
    deputyId: await world.newPerson(),
    budget: 1,
    currency: 'PLN',
    startsOn: '2099-01-01',
    endsOn: '2099-02-01',
  });
  const { db } = world.app.database;
  const row = await db.selectFrom('project').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  await db
    .updateTable('project')
    .set({ state: 'sent-back', stage_before: 'running' })
    .where('id', '=', id)
    .execute();
  const content = {
    ...{ title: row.title, aim: row.aim, ownerId: row.owner_id, deputyId: row.deputy_id },
    ...{ budgetMinor: row.budget_minor, currency: row.currency },
    ...{ startsOn: row.starts_on, endsOn: row.ends_on, sponsorId: null, charter: null },
  };
  await db
    .insertInto('project_version')
    .values({ project_id: id, submission: 0, content: JSON.stringify(content), approved_at_ms: 1 })
    .execute();
  const stage = { id: STAGE_ID, name: 'Walk', method: '', criteria: '', firstOn: '2099-01-20' };
  const charter = { ...EMPTY_CHARTER, stages: [{ ...stage, currentOn: '2099-01-20' }] };
  await db
    .insertInto('project_charter')
    .values({ project_id: id, sponsor_id: null, content: JSON.stringify(charter) })
    .execute();
  await db
    .insertInto('project_recovery')
    .values({
      ...{ id: RECOVERY_ID, project_id: id, message: 'Late', detected_at_ms: 1 },
      ...{ opened_by: world.maker.actor.id, opened_at_ms: 1, sent_at_ms: 1 },
    })
    .execute();
  return id;
}

/** A round with a finding and a story that everybody reads. */
async function planRound(
  world: World,
): Promise<{ id: string; findingId: string; tourId: string; storyId: string }> {
  const day = world.freshMonday();
  const id = await world.app.shifts.planRound(world.maker.actor, {
    title: 'Walk',
    startsOn: day,
    endsOn: day,
    startsAt: '08:00',
    endsAt: '16:00',
    places: 1,
    mentorIds: [await world.newPerson(['mentor'])],
    ...{ onDaysOff: 'true', inSeasons: 'true' },
  });
  const { actor } = world.maker;
  const findingId = newId();
  const finding = { id: findingId, round_id: id, person_id: actor.id, kind: 'bug', text: 'Walk' };
  await world.app.database.db
    .insertInto('finding')
    .values({ ...finding, reported_at_ms: 1 })
    .execute();
  const storyId = newId();
  const words = { title: 'Walk', text: 'Walk', made_by: actor.id };
  await world.app.database.db
    .insertInto('shift_story')
    .values({
      ...{ id: storyId, round_id: id, ...words, asked_at_ms: 1, published_at_ms: 1, changed_at_ms: 1 },
    })
    .execute();
  const { tours } = await world.app.shifts.getRound(actor, id);
  return { id, findingId, tourId: tours[0]?.id ?? '', storyId };
}
