import { EMPTY_CHARTER } from '#lib/projects/charter/charter.ts';
import { runProject } from '../issues-projects.ts';
import type { PressedAction, PressedActions, Standpoint, Visitor } from '../press.ts';
import { ofRoute } from '../room.ts';
import { SYSTEM, type World } from '../world.ts';

const DAYS = { firstOn: '2099-01-20', currentOn: '2099-01-20' };
const STAGE = { id: 'stage', name: 'Pilot', method: '', criteria: 'It is used', ...DAYS };

/** A project that runs, with one stage. */
async function runStaged(world: World, by: Visitor, standpoint: Standpoint): Promise<string> {
  const id = await runProject(world, by, standpoint);
  const content = JSON.stringify({ ...EMPTY_CHARTER, stages: [STAGE] });
  const row = { project_id: id, sponsor_id: null, content };
  await world.app.database.db.insertInto('project_charter').values(row).execute();
  return id;
}

/** Its maker hands the stage in to somebody. */
async function handIn(world: World, projectId: string, acceptorId: string): Promise<string> {
  const { projects } = world.app;
  const { actor } = world.maker;
  await projects.askStage(actor, { projectId, stageId: STAGE.id, acceptorId });
  return (await projects.getStages(actor, projectId)).stages[0]?.ask?.id ?? '';
}

/** A press on a running project with one stage, by those who answer for it. */
function steering(fields: (world: World, id: string) => Promise<Record<string, string>>): PressedAction {
  return {
    needs: 'project.report',
    place: 'answers for it',
    async make(world, by, standpoint) {
      const id = await runStaged(world, by, standpoint);
      return { ids: { id }, fields: await fields(world, id) };
    },
  };
}

const SEEN = { detectedOn: '2026-01-05', detectedAt: '09:00' };

/** A press on a recovery plan, sent or not, by those who answer for the project. */
function recovering(
  isSent: boolean,
  fields: (world: World) => Promise<Record<string, string>>,
): PressedAction {
  return {
    needs: 'project.report',
    place: 'answers for it',
    async make(world, by, standpoint) {
      const projectId = await runStaged(world, by, standpoint);
      const { projects } = world.app;
      const { actor } = world.maker;
      const { recoveryId } = await projects.openRecovery(actor, { projectId, message: 'Late', ...SEEN });
      await projects.addRecoveryAction(actor, {
        ...{ projectId, recoveryId, text: 'Call', risk: 'A week', side: 'client', ownerName: 'Klara' },
        dueOn: '2099-01-25',
      });
      if (isSent) await projects.sendRecovery(actor, { projectId, recoveryId, version: '1' });
      return { ids: { id: projectId, recoveryId }, fields: await fields(world) };
    },
  };
}

/** A running project whose deputy this person is where they made it, with a hand-over list of its owner. */
async function runDeputised(world: World, by: Visitor, standpoint: Standpoint): Promise<string> {
  const id = await runStaged(world, by, standpoint);
  const { db } = world.app.database;
  const isDeputy = standpoint === 'made it' && by.actor.kind === 'person';
  if (isDeputy && by.actor.kind === 'person')
    await db.updateTable('project').set({ deputy_id: by.actor.id }).where('id', '=', id).execute();
  return id;
}

/** A press of the deputy. */
function deputising(fields: (world: World, id: string) => Promise<Record<string, string>>): PressedAction {
  return {
    needs: 'project.report',
    place: 'made it',
    async make(world, by, standpoint) {
      const id = await runDeputised(world, by, standpoint);
      return { ids: { id }, fields: await fields(world, id) };
    },
  };
}

/** That the deputy took it over, as the table keeps it. */
async function coverProject({ app }: World, id: string): Promise<void> {
  const { project } = await app.projects.getProject(SYSTEM, id);
  const cover = { project_id: id, for_id: project.ownerId, by_id: project.deputyId, reason: '' };
  await app.database.db
    .insertInto('project_cover')
    .values({ ...cover, id: `cover-${id}`, taken_at_ms: 1, returned_at_ms: null })
    .execute();
}

/** What is pressed while a project runs. */
export const RUNNING_PROJECTS: PressedActions = {
  ...ofRoute('/(app)/projects/[id]', {
    openRecovery: steering(async () => ({ message: 'Late', ...SEEN })),
    askStage: steering(async (world) => ({ stageId: STAGE.id, acceptorId: await world.newPerson() })),
    moveStage: steering(async () => ({
      ...{ version: '1', stageId: STAGE.id, day: '2099-01-25', why: 'The supplier is late' },
    })),
    withdrawStage: steering(async (world, id) => ({
      askId: await handIn(world, id, await world.newPerson()),
    })),
    settleStage: {
      needs: 'project.view',
      place: 'made it',
      async make(world, by, standpoint) {
        const id = await runStaged(world, by, standpoint);
        const isAsked = standpoint === 'made it' && by.actor.kind === 'person';
        const acceptorId = isAsked && by.actor.kind === 'person' ? by.actor.id : await world.newPerson();
        const askId = await handIn(world, id, acceptorId);
        return { ids: { id }, fields: { askId, outcome: 'accepted', text: '' } };
      },
    },
  }),
  ...ofRoute('/(app)/projects/[id]/recovery/[recoveryId]', {
    change: recovering(false, async () => ({ version: '1', message: 'Later', ...SEEN })),
    action: recovering(false, async (world) => ({
      ...{ text: 'Ask', risk: 'A week', side: 'ours', ownerId: await world.newPerson(), dueOn: '2099-01-25' },
    })),
    send: recovering(false, async () => ({ version: '1' })),
    status: recovering(true, async () => ({ text: 'Better' })),
    close: recovering(true, async () => ({ version: '2', lookBack: 'Ask earlier' })),
  }),
  ...ofRoute('/(app)/projects/[id]/people', {
    read: deputising(async () => ({})),
    takeOver: deputising(async () => ({ reason: 'Ill' })),
    giveBack: deputising(async (world, id) => {
      await coverProject(world, id);
      return { note: 'Nothing new' };
    }),
    handover: deputising(async (world, id) => {
      const { project } = await world.app.projects.getProject(SYSTEM, id);
      const list = { id: `list-${id}`, project_id: id, from_id: project.ownerId, opened_at_ms: 1 };
      const days = { starts_on: '2099-01-10', ends_on: '2099-01-20' };
      await world.app.database.db
        .insertInto('project_handover')
        .values({ ...list, ...days })
        .execute();
      return { handoverId: `list-${id}`, version: '1', notes: 'Call the printer' };
    }),
    holders: {
      needs: 'project.report',
      place: 'answers for it',
      async make(world, by, standpoint) {
        const id = await runStaged(world, by, standpoint);
        const holders = { ownerId: await world.newPerson(), deputyId: await world.newPerson() };
        return { ids: { id }, fields: { ...holders, version: '1', reason: 'She moves to sales' } };
      },
    },
  }),
  ...ofRoute('/(app)/projects/[id]/money', {
    addCost: steering(async (world) => ({
      line: '',
      amount: '100',
      spentOn: world.app.today(),
      text: 'Taxi',
    })),
    forecast: steering(async () => ({ amount: '900', text: 'Fewer calls' })),
    removeCost: steering(async (world, id) => {
      const cost = { projectId: id, line: '', amount: '100', spentOn: world.app.today(), text: 'Taxi' };
      await world.app.projects.addCost(world.maker.actor, cost);
      return { costId: (await world.app.projects.getMoney(world.maker.actor, id))?.costs[0]?.id ?? '' };
    }),
  }),
  '/(app)/projects/[id]/stages/[stageId]?/default': {
    needs: 'outside.make',
    place: 'answers for it',
    isSecret: true,
    async make(world, by, standpoint) {
      const id = await runStaged(world, by, standpoint);
      return {
        ids: { id, stageId: STAGE.id },
        fields: {
          ...{ holderName: 'Klara', holderAddress: 'klara@client.example', locale: 'en', title: 'Pilot' },
          ...{ message: '', asks: 'It is used', until: world.app.today() },
        },
      };
    },
  },
};
