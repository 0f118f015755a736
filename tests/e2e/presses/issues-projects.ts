// Above 300 lines: a valid press of each action of issues and of projects.
import { EMPTY_CHARTER } from '#lib/projects/charter/charter.ts';
import { pinTestInsight } from '../../test-insight.ts';
import { PASSWORD } from '../harness.ts';
import { isPermitted, type Permission } from '#lib/people/permissions.ts';
import { standingsOf } from '#lib/people/person.ts';
import type { PressedAction, PressedActions, Standpoint, Visitor } from './press.ts';
import { ofRoute } from './room.ts';
import { STANDINGS, SYSTEM, type World } from './world.ts';

const addIssue = (world: World): Promise<string> =>
  world.app.issues.addIssue(world.maker.actor, { title: world.fresh('Issue') });

/** Views that somebody keeps of a list are theirs alone to remove. */
export function viewsOf(list: string, needs: Permission): Record<'saveView' | 'removeView', PressedAction> {
  return {
    saveView: {
      needs,
      place: 'anybody',
      make: async (world) => ({ fields: { name: world.fresh('View'), query: 'f.state=done' } }),
    },
    removeView: {
      needs,
      place: 'made it',
      async make(world, { actor }, standpoint) {
        // Whoever may not see a list keeps no view of it: somebody else's stands in.
        const mayKeep = isPermitted(standingsOf(actor), needs) && standpoint === 'made it';
        const keeper = mayKeep && actor.kind === 'person' ? actor : world.maker.actor;
        const view = { list, name: world.fresh('View'), query: 'f.state=done', isShared: false };
        return { fields: { id: await world.app.views.saveListView(keeper, view) } };
      },
    },
  };
}

type AddIssue = (world: World) => Promise<string>;

function deciding(add: AddIssue): PressedAction {
  return {
    needs: 'issue.manage',
    place: 'anybody',
    make: async (world) => ({ fields: { ids: [await add(world)], triage: 'declined', reason: 'Known' } }),
  };
}

function owning(add: AddIssue): PressedAction {
  return {
    needs: 'issue.manage',
    place: 'anybody',
    make: async (world) => ({ fields: { ids: [await add(world)], ownerId: await world.newPerson() } }),
  };
}

function merging(add: AddIssue): PressedAction {
  return {
    needs: 'issue.manage',
    place: 'anybody',
    make: async (world) => ({ fields: { fromId: await add(world), into: await addIssue(world) } }),
  };
}

/** A press about an issue that is made for it, on the page of that issue. */
function onIssuePage(press: (add: AddIssue) => PressedAction): PressedAction {
  return {
    needs: 'issue.manage',
    place: 'anybody',
    async make(world, by, standpoint) {
      const id = await addIssue(world);
      return { ...(await press(async () => id).make(world, by, standpoint)), ids: { id } };
    },
  };
}

/** A list of one issue that nobody has yet. */
function issueList(world: World): File {
  return new File([`Title\n${world.fresh('Imported')}\n`], 'issues.csv', { type: 'text/csv' });
}

const ISSUES: PressedActions = {
  '/(app)/issues?/add': {
    needs: 'issue.report',
    place: 'anybody',
    make: async (world) => ({ fields: { title: world.fresh('Issue') } }),
  },
  ...ofRoute('/(app)/issues', {
    preview: {
      needs: 'issue.manage',
      place: 'anybody',
      isReading: true,
      make: async (world) => ({ fields: { ids: [await addIssue(world)], state: 'dropped' } }),
    },
    setStates: {
      needs: 'issue.manage',
      place: 'anybody',
      make: async (world) => ({ fields: { ids: [await addIssue(world)], state: 'dropped' } }),
    },
    triage: deciding(addIssue),
    owner: owning(addIssue),
    ...viewsOf('issues', 'issue.view'),
  }),
  ...ofRoute('/(app)/issues/triage', { triage: deciding(addIssue), merge: merging(addIssue) }),
  ...ofRoute('/(app)/issues/duplicates', {
    merge: merging(addIssue),
    apart: {
      needs: 'issue.manage',
      place: 'anybody',
      make: async (world) => ({ fields: { oneId: await addIssue(world), otherId: await addIssue(world) } }),
    },
  }),
  ...ofRoute('/(app)/issues/import', {
    preview: {
      needs: 'issue.manage',
      place: 'anybody',
      isReading: true,
      isSecret: true,
      make: async (world) => ({ fields: { file: issueList(world) } }),
    },
    import: {
      needs: 'issue.manage',
      place: 'anybody',
      isSecret: true,
      async make(world) {
        const file = issueList(world);
        const bytes = new Uint8Array(await file.arrayBuffer());
        const form = { file: bytes, fileName: file.name };
        const { fingerprint } = await world.app.issues.previewIssueImport(world.maker.actor, form);
        return { fields: { file, seen: fingerprint } };
      },
    },
  }),
  ...ofRoute('/(app)/issues/[id]', {
    rate: {
      needs: 'issue.rate',
      place: 'anybody',
      make: async (world) => ({
        ids: { id: await addIssue(world) },
        fields: { importance: '5', urgency: '4' },
      }),
    },
    change: {
      needs: 'issue.manage',
      place: 'anybody',
      make: async (world) => ({
        ids: { id: await addIssue(world) },
        fields: { version: '1', title: world.fresh('Issue'), state: 'open' },
      }),
    },
    triage: onIssuePage(deciding),
    owner: onIssuePage(owning),
    merge: onIssuePage(merging),
    moveBand: {
      needs: 'issue.manage',
      place: 'anybody',
      make: async (world) => ({
        ids: { id: await addIssue(world) },
        fields: { version: '1', band: 'this-year', reason: 'The law changes' },
      }),
    },
    moveBandBack: {
      needs: 'issue.manage',
      place: 'anybody',
      async make(world) {
        const id = await addIssue(world);
        const move = { issueId: id, version: 1, band: 'this-year', reason: 'The law changes' };
        await world.app.issues.moveBand(world.maker.actor, move);
        return { ids: { id }, fields: { version: '2' } };
      },
    },
  }),
};

/** Of a project whose owner is this person, or somebody else. */
async function projectFields(world: World, ownerId?: string): Promise<Record<string, string>> {
  return {
    title: world.fresh('Project'),
    aim: 'Nobody waits',
    ownerId: ownerId ?? (await world.newPerson()),
    deputyId: await world.newPerson(),
    budget: '1000',
    currency: 'PLN',
    startsOn: '2099-01-01',
    endsOn: '2099-03-01',
  };
}

/** A draft; whoever answers for it owns it. */
export async function propose(world: World, { actor }: Visitor, standpoint: Standpoint): Promise<string> {
  const isOwner = standpoint === 'answers for it' && actor.kind === 'person';
  const fields = await projectFields(world, isOwner ? actor.id : undefined);
  return world.app.projects.proposeProject(world.maker.actor, fields);
}

/** A project that waits for its signatures, and what of it is signed. */
async function submitProject(
  world: World,
  by: Visitor,
  standpoint: Standpoint,
): Promise<{ id: string; contentHash: string }> {
  const id = await propose(world, by, standpoint);
  const { actor } = world.maker;
  await world.app.projects.advanceProject(actor, { projectId: id, version: 1, move: 'submit' });
  return { id, contentHash: (await world.app.projects.getSigning(actor, id)).contentHash };
}

/** An opinion that this person gives when asked. */
async function opinionRule(world: World, giverId: string): Promise<string> {
  const name = world.fresh('Opinion');
  await world.app.projects.saveOpinionRule(SYSTEM, { name, giverId, need: 'none', days: '5', isUsed: 'on' });
  const { opinionRules } = await world.app.projects.getProjectSettings(SYSTEM);
  return opinionRules.find((rule) => rule.name === name)?.id ?? '';
}

/** A small project that waits for a second lead. */
async function submitLight(
  world: World,
  by: Visitor,
  standpoint: Standpoint,
): Promise<{ id: string; contentHash: string }> {
  const { projects } = world.app;
  const { rules } = await projects.getProjectSettings(SYSTEM);
  await projects.saveProjectRules(SYSTEM, {
    ...rules,
    spendShares: rules.spendShares.join(', '),
    lightLimit: '5000',
  });
  const id = await propose(world, by, standpoint);
  const { actor } = world.maker;
  await projects.advanceProject(actor, { projectId: id, version: 1, move: 'submit', route: 'light' });
  return { id, contentHash: (await projects.getSigning(actor, id)).contentHash };
}

/** A project that runs as it was approved. */
export async function runProject(world: World, by: Visitor, standpoint: Standpoint): Promise<string> {
  const id = await propose(world, by, standpoint);
  const { project } = await world.app.projects.getProject(SYSTEM, id);
  const { db } = world.app.database;
  await db.updateTable('project').set({ state: 'running' }).where('id', '=', id).execute();
  const { title, aim, ownerId, deputyId, budgetMinor, currency, startsOn, endsOn } = project;
  const content = { title, aim, ownerId, deputyId, budgetMinor, currency, startsOn, endsOn };
  await db
    .insertInto('project_version')
    .values({
      ...{ project_id: id, submission: 0, approved_at_ms: 1 },
      content: JSON.stringify({ ...content, sponsorId: null, charter: null }),
    })
    .execute();
  return id;
}

/** A project that was approved with a figure, and what a browser would have computed of a later wave. */
async function effectPress(
  world: World,
  by: Visitor,
  standpoint: Standpoint,
): Promise<{ ids: { id: string }; fields: { effect: string } }> {
  const { app, maker } = world;
  const insightOf = async (id: string) => (await app.survey.getInsight(maker.actor, id)).insight;
  const then = await insightOf(await pinTestInsight(app, maker.actor));
  const now = await insightOf(await pinTestInsight(app, maker.actor));
  const id = await runProject(world, by, standpoint);
  const baseline = {
    ...{ insightId: then.id, title: 'a', survey: 'Test', wave: 'a', label: 'a', kind: 'nps' },
    ...{ value: 12.5, interval: [8, 17], n: 40 },
  };
  const benefit = { ...EMPTY_CHARTER.benefit, baseline, segments: [{ column: 'b', value: 'c' }] };
  const { db } = app.database;
  const row = await db
    .selectFrom('project_version')
    .select('content')
    .where('project_id', '=', id)
    .executeTakeFirstOrThrow();
  const content = { ...JSON.parse(row.content), charter: { ...EMPTY_CHARTER, benefit } };
  await db
    .updateTable('project_version')
    .set({ content: JSON.stringify(content) })
    .where('project_id', '=', id)
    .execute();
  const wave = (waveId: string, fieldedOn: string) => ({ id: waveId, name: waveId, fieldedOn, version: 1 });
  const side = { before: 1, after: 2, change: 1, interval: [0, 2], beforeN: 40, afterN: 40, segments: 1 };
  const effect = {
    ...{ survey: 'Test', kind: 'nps', label: 'a', by: 'b', touched: ['c'], untouched: ['d'] },
    ...{ before: wave(then.waveId, '2026-01-01'), after: wave(now.waveId, '2026-06-01') },
    ...{ value: 1, interval: [-1, 3], standardError: 1, detectable: 2.8, basis: 'respondents' },
    ...{ sides: { touched: side, untouched: side }, whole: null, series: [], alongside: 'unknown' },
    ...{ promised: null, verdict: 'none', caveats: [], seed: 1, samples: 2000 },
  };
  const groups = [then, now].map(({ waveId, question }) => ({ waveId, question, value: 12.5, n: 40 }));
  return { ids: { id }, fields: { effect: JSON.stringify({ content: effect, groups }) } };
}

const PROJECTS: PressedActions = {
  '/(app)/projects/[id]/charter/[section]?/default': {
    needs: 'project.report',
    place: 'answers for it',
    make: async (world, by, standpoint) => ({
      ids: { id: await propose(world, by, standpoint), section: 'risks' },
      fields: { version: '1', risks: world.fresh('Risk') },
    }),
  },
  '/(app)/projects/[id]/change?/default': {
    needs: 'project.report',
    place: 'answers for it',
    make: async (world, by, standpoint) => ({
      ids: { id: await runProject(world, by, standpoint) },
      fields: {
        ...{ version: '1', budget: '1010', startsOn: '2099-01-01', endsOn: '2099-03-01' },
        ...{ reason: 'More calls', work: 'on', otherSegments: '' },
      },
    }),
  },
  '/(app)/projects/[id]/effect?/default': {
    needs: 'project.measure',
    place: 'anybody',
    make: effectPress,
  },
  ...ofRoute('/(app)/projects', viewsOf('projects', 'project.view')),
  '/(app)/projects/new?/default': {
    needs: 'project.propose',
    place: 'anybody',
    make: async (world) => ({ fields: await projectFields(world) }),
  },
  // Whoever edits a draft has a hand in it and does not sign it [PR4].
  '/(app)/projects/[id]/edit?/default': {
    needs: 'project.propose',
    place: 'anybody',
    make: async (world, by, standpoint) => ({
      ids: { id: await propose(world, by, standpoint) },
      fields: { ...(await projectFields(world)), version: '1' },
    }),
  },
  ...ofRoute('/(app)/projects/[id]', {
    move: {
      needs: 'project.report',
      place: 'answers for it',
      make: async (world, by, standpoint) => ({
        ids: { id: await propose(world, by, standpoint) },
        fields: { version: '1', move: 'submit', reason: '', until: '' },
      }),
    },
    decide: {
      needs: 'project.decide',
      place: 'may sign',
      async make(world, by, standpoint) {
        const { id, contentHash } = await submitProject(world, by, standpoint);
        return {
          ids: { id },
          fields: { contentHash, password: PASSWORD, decision: 'approve', reason: '' },
        };
      },
    },
    withdraw: {
      needs: 'project.decideLight',
      place: 'made it',
      async make(world, by, standpoint) {
        if (standpoint === 'made it' && by.name === 'lead') {
          const light = await submitLight(world, by, standpoint);
          await world.app.projects.decideLight(by.actor, {
            ...{ projectId: light.id, contentHash: light.contentHash },
            ...{ password: PASSWORD, isApproved: true },
          });
          return { ids: { id: light.id }, fields: {} };
        }
        const { id, contentHash } = await submitProject(world, by, standpoint);
        const wish = { projectId: id, contentHash, password: PASSWORD, isApproved: true };
        const isSigner = standpoint === 'made it' && by.name === 'director';
        if (isSigner) await world.app.projects.decideProject(by.actor, wish);
        return { ids: { id }, fields: {} };
      },
    },
    // Where there are leads, a director does not decide about a light project.
    decideLight: {
      needs: 'project.decideLight',
      place: 'may sign',
      onlyFor: STANDINGS.filter((standing) => standing !== 'director'),
      async make(world, by, standpoint) {
        const { id, contentHash } = await submitLight(world, by, standpoint);
        return { ids: { id }, fields: { contentHash, password: PASSWORD, decision: 'approve', reason: '' } };
      },
    },
    askOpinion: {
      needs: 'project.report',
      place: 'answers for it',
      make: async (world, by, standpoint) => ({
        ids: { id: await propose(world, by, standpoint) },
        fields: { ruleId: await opinionRule(world, await world.newPerson()) },
      }),
    },
    giveOpinion: {
      needs: 'project.report',
      place: 'made it',
      async make(world, by, standpoint) {
        const id = await propose(world, by, standpoint);
        const isGiver = standpoint === 'made it' && by.actor.kind === 'person';
        const giverId = isGiver && by.actor.kind === 'person' ? by.actor.id : await world.newPerson();
        const ruleId = await opinionRule(world, giverId);
        await world.app.projects.askOpinion(world.maker.actor, { projectId: id, ruleId });
        const { contentHash } = await world.app.projects.getSigning(world.maker.actor, id);
        return { ids: { id }, fields: { ruleId, contentHash, answer: 'given', text: '' } };
      },
    },
    report: {
      needs: 'project.report',
      place: 'answers for it',
      async make(world, by, standpoint) {
        const id = await propose(world, by, standpoint);
        await world.app.database.db
          .updateTable('project')
          .set({ state: 'running' })
          .where('id', '=', id)
          .execute();
        return { ids: { id }, fields: { health: 'on-track', text: 'Well', good: 'Calls', worry: 'Mondays' } };
      },
    },
  }),
};

export const ISSUES_AND_PROJECTS: PressedActions = { ...ISSUES, ...PROJECTS };
