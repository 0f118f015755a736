import { levelField, wordField } from '#lib/people/team/team.ts';
import { PASSWORD } from '../harness.ts';
import type { Fields, Press, PressedAction, PressedActions } from './press.ts';
import { viewsOf } from './issues-projects.ts';
import { ofRoute } from './room.ts';
import { askForEmail } from './visitors.ts';
import { invitationMailed, SYSTEM, type PersonVisitor, type World } from './world.ts';

const DAY_MS = 24 * 60 * 60_000;

/** People are looked after by every admin alike. */
function onPeople(make: PressedAction['make'], isSecret?: true): PressedAction {
  return { needs: 'people.manage', place: 'anybody', make, ...(isSecret && { isSecret }) };
}

/** What only answers, and writes nothing. */
function readingPeople(make: PressedAction['make']): PressedAction {
  return { ...onPeople(make), isReading: true };
}

/** What changes one's own account: somebody new of the same standing presses, and for the refused nobody does. */
function ofAccount(
  fieldsOf: (world: World, owner: Pick<PersonVisitor, 'actor'>) => Promise<Fields>,
): PressedAction {
  return {
    needs: 'profile.edit',
    place: 'anybody',
    async make(world, { name, actor }) {
      const owner = await world.newAccount(actor.kind === 'person' ? actor.roles : []);
      const isPresser = actor.kind === 'person' && name !== 'maker';
      return { fields: await fieldsOf(world, owner), ...(isPresser && { cookie: owner.cookie }) };
    },
  };
}

/** The calendar of whoever presses; that of the team is made by the same actions. */
function ofFeed(
  fieldsOf: (world: World, owner: Pick<PersonVisitor, 'actor'>) => Promise<Fields>,
): PressedAction {
  return { ...ofAccount(fieldsOf), needs: 'feed.make' };
}

async function withFeed({ app }: World, { actor }: Pick<PersonVisitor, 'actor'>): Promise<void> {
  await app.feeds.makeFeed(actor, { scope: 'own', parts: ['shift'] });
}

const FEED_ACTIONS: PressedActions = {
  makeFeed: { ...ofFeed(async () => ({ scope: 'own', parts: ['due'] })), isSecret: true },
  changeFeed: ofFeed(async (world, owner) => {
    await withFeed(world, owner);
    return { scope: 'own', parts: ['due'] };
  }),
  revokeFeed: ofFeed(async (world, owner) => {
    await withFeed(world, owner);
    return { scope: 'own' };
  }),
};

/** Somebody who asked for another e-mail. */
async function askingForEmail(world: World): Promise<string> {
  const owner = await world.newAccount();
  await askForEmail(world, owner, `new${world.count()}@example.org`);
  return owner.actor.id;
}

/** Whose mail is on its way after the answer: what became of it is written down then. */
function inviting(fieldsOf: (personId: string) => Fields): PressedAction {
  return onPeople(async (world) => {
    const personId = await world.newPerson();
    return { fields: fieldsOf(personId), settled: () => invitationMailed(world.app, personId) };
  }, true);
}

export const PEOPLE: PressedActions = {
  ...ofRoute('/(app)/people', {
    invite: inviting((personId) => ({ personId, name: 'Person' })),
    previewInvitations: readingPeople(async (world) => ({ fields: { ids: [await world.newPerson()] } })),
    inviteMany: inviting((personId) => ({ ids: [personId] })),
    previewMany: readingPeople(async (world) => ({
      fields: { ids: [await world.newPerson()], field: 'level', value: 'head' },
    })),
    changeMany: onPeople(async (world) => ({
      fields: { ids: [await world.newPerson()], field: 'role', value: 'mentor' },
    })),
    approveEmail: onPeople(async (world) => ({ fields: { personId: await askingForEmail(world) } })),
    refuseEmail: onPeople(async (world) => ({ fields: { personId: await askingForEmail(world) } })),
    ...viewsOf('people', 'people.view'),
  }),
  '/(app)/people/new?/default': onPeople(async (world) => ({
    fields: { name: world.fresh('Person'), email: `p${world.count()}@example.org`, roles: ['employee'] },
  })),
  '/(app)/people/[id]/edit?/default': onPeople(async (world) => ({
    ids: { id: await world.newPerson() },
    fields: { version: '1', name: world.fresh('Person'), roles: ['mentor'], isActive: 'on' },
  })),
  ...ofRoute('/(app)/people/departments', {
    addDepartment: onPeople(async (world) => ({ fields: { name: world.fresh('Department'), part: '' } })),
    changeDepartment: onPeople(async (world) => ({
      fields: {
        departmentId: await newDepartment(world),
        version: '1',
        name: world.fresh('Department'),
        part: '',
      },
    })),
    previewClosing: readingPeople(async (world) => ({
      fields: { departmentId: await newDepartment(world), version: '1', intoId: '' },
    })),
    close: onPeople(async (world) => {
      const departmentId = await newDepartment(world);
      await world.newPerson([], departmentId);
      return { fields: { departmentId, version: '1', intoId: await newDepartment(world) } };
    }),
  }),
  '/(app)/people/[id]/off?/default': onPeople(async (world) => ({
    ids: { id: await world.newPerson() },
    fields: { version: '1' },
  })),
  ...ofRoute('/(app)/people/competences', {
    rate: {
      needs: 'profile.edit',
      place: 'anybody',
      make: async (world, { actor }) => ({
        fields: {
          personId: actor.kind === 'person' ? actor.id : world.maker.actor.id,
          competenceId: await newCompetence(world),
          level: '2',
        },
      }),
    },
    add: onPeople(async (world) => ({ fields: { name: await roomForCompetence(world) } })),
    rename: onPeople(async (world) => ({
      fields: {
        competenceId: await newCompetence(world),
        version: '1',
        name: world.fresh('Competence'),
      },
    })),
    remove: onPeople(async (world) => ({
      fields: { competenceId: await newCompetence(world), version: '1' },
    })),
  }),
  ...ofRoute('/(app)/people/team', {
    ...FEED_ACTIONS,
    name: onTeam(async (world) => ({
      fields: {
        version: String(world.app.settings.current.version),
        teamName: world.fresh('Team'),
      },
    })),
    read: onTeam(async (world) => {
      const { app, maker } = world;
      const projectId = await app.projects.proposeProject(maker.actor, {
        ...{ title: world.fresh('Project'), aim: 'Nobody waits', budget: '1', currency: 'PLN' },
        ...{ ownerId: await world.newPerson(), deputyId: await world.newPerson() },
        ...{ startsOn: '2080-01-01', endsOn: '2080-02-01' },
      });
      const { db } = app.database;
      await db.updateTable('project').set({ state: 'running' }).where('id', '=', projectId).execute();
      await db
        .insertInto('team_reading')
        .values({ project_id: projectId, submission: 1, asked_at_ms: 1, read_by: null, read_at_ms: null })
        .execute();
      return { fields: { projectId, submission: '1' } };
    }),
    applicationPeople: onTeam(async (world) => {
      const applicationId = world.fresh('application');
      await world.app.database.db
        .insertInto('application')
        .values({ id: applicationId, name: applicationId, checklist: '[]', in_use: 1, version: 1 })
        .execute();
      return { fields: { applicationId, version: '1', personIds: [await world.newPerson()] } };
    }),
    addMember: onTeam(async (world) => {
      await emptyTeam(world);
      return { fields: { personId: await world.newPerson() } };
    }),
    removeMember: onTeam(async (world) => ({ fields: { personId: await newMember(world) } })),
    usual: onTeam(async (world) => {
      await emptyTeam(world);
      return { fields: {} };
    }),
    addNeed: onTeam(async (world) => {
      await emptyTeam(world);
      return { fields: { name: world.fresh('Need'), wanted: '2' } };
    }),
    changeNeed: onTeam(async (world) => ({
      fields: {
        competenceId: await newNeed(world),
        version: '1',
        name: world.fresh('Need'),
        wanted: '3',
        place: '1',
      },
    })),
    removeNeed: onTeam(async (world) => ({ fields: { competenceId: await newNeed(world), version: '1' } })),
    addRequirement: onTeam(async (world) => {
      await emptyTeam(world);
      return { fields: { name: world.fresh('Requirement') } };
    }),
    changeRequirement: onTeam(async (world) => ({
      fields: { requirementId: await newRequirement(world), version: '1', name: world.fresh('Requirement') },
    })),
    removeRequirement: onTeam(async (world) => ({
      fields: { requirementId: await newRequirement(world), version: '1' },
    })),
    rateOwn: inTeam(async (world) => ({ fields: { [levelField(await newNeed(world))]: '2' } })),
    ratePeer: inTeam(async (world) => ({
      fields: {
        personId: await newMember(world),
        [wordField(await newRequirement(world))]: 'calm',
      },
    })),
  }),
  ...ofRoute('/(app)/people/import', {
    preview: { ...readingPeople(async (world) => ({ fields: { file: newList(world) } })), isSecret: true },
    import: onPeople(async (world) => {
      const file = newList(world);
      const bytes = new Uint8Array(await file.arrayBuffer());
      const { fingerprint } = await world.app.people.previewImport(SYSTEM, { file: bytes });
      return { fields: { file, seen: fingerprint } };
    }, true),
  }),
  ...ofRoute('/(app)/profile', {
    undo: {
      needs: 'profile.edit',
      place: 'made it',
      async make(world, { actor }, standpoint) {
        const presser = standpoint === 'made it' && actor.kind === 'person' ? actor : world.maker.actor;
        const { views } = world.app;
        const view = { list: 'issues', name: world.fresh('View'), query: 'f.state=done', isShared: false };
        const { undoId } = await views.removeListView(presser, await views.saveListView(presser, view));
        return { fields: { undoId: undoId ?? '' } };
      },
    },
    save: {
      needs: 'profile.edit',
      place: 'anybody',
      make: async (_world, { name }) => ({ fields: { name, locale: 'en', theme: 'dark' } }),
    },
    password: ofAccount(async () => ({ password: PASSWORD, newPassword: `${PASSWORD} too` })),
    email: ofAccount(async (world) => ({ email: `new${world.count()}@example.org`, password: PASSWORD })),
    resendEmail: ofAccount(async (world, owner) => {
      await askForEmail(world, owner, `new${world.count()}@example.org`);
      return {};
    }),
    cancelEmail: ofAccount(async (world, owner) => {
      await askForEmail(world, owner, `new${world.count()}@example.org`);
      return {};
    }),
    endSession: ofAccount(async (world, owner) => {
      const other = await world.signInAgain(owner);
      return { sessionId: other.actor.sessionId ?? '' };
    }),
    endOthers: ofAccount(async (world, owner) => {
      await world.signInAgain(owner);
      return {};
    }),
    zone: ofAccount(async () => ({ timeZone: 'Asia/Tokyo' })),
    letters: ofAccount(async () => ({ kinds: ['workshop'] })),
    digest: ofAccount(async () => ({ rhythm: 'weekly', weekday: '3', hour: '9' })),
    ...FEED_ACTIONS,
    seen: {
      needs: 'profile.edit',
      place: 'anybody',
      async make(world, { actor }) {
        // Younger than a day it could not be put away.
        const atMs = world.app.clock() - 2 * DAY_MS;
        const personId = actor.kind === 'person' ? actor.id : world.maker.actor.id;
        await world.app.database.db
          .insertInto('account_notice')
          .values({
            id: crypto.randomUUID(),
            person_id: personId,
            kind: 'link-made',
            by_name: 'Anna',
            at_ms: atMs,
            seen_at_ms: null,
          })
          .execute();
        return { fields: {} };
      },
    },
  }),
};

/** The CX team is looked after by leads and admins alike. */
function onTeam(make: PressedAction['make']): PressedAction {
  return { needs: 'team.manage', place: 'anybody', make };
}

/** What the members of the CX team do. */
function inTeam(make: (world: World) => Promise<Press>): PressedAction {
  return {
    needs: 'team.view',
    place: 'is in the team',
    async make(world, { actor }, standpoint) {
      const press = await make(world); // it may empty the team
      const { people, database } = world.app;
      if (actor.kind !== 'person') return press;
      await database.db.deleteFrom('team_member').where('person_id', '=', actor.id).execute();
      if (standpoint === 'is in the team') await people.addTeamMember(SYSTEM, { personId: actor.id });
      return press;
    },
  };
}

/** A team without anything: its lists are short, and the walk is long. */
async function emptyTeam(world: World): Promise<void> {
  const { db } = world.app.database;
  for (const table of ['team_member', 'team_requirement', 'competence'] as const)
    await db.deleteFrom(table).execute();
}

async function newMember(world: World): Promise<string> {
  await emptyTeam(world);
  const personId = await world.newPerson();
  await world.app.people.addTeamMember(SYSTEM, { personId });
  return personId;
}

async function newNeed(world: World): Promise<string> {
  await emptyTeam(world);
  return world.app.people.addTeamNeed(SYSTEM, { name: world.fresh('Need'), wanted: '2' });
}

/** Beside the members that there are. */
async function newRequirement(world: World): Promise<string> {
  await world.app.database.db.deleteFrom('team_requirement').execute();
  return world.app.people.addTeamRequirement(SYSTEM, { name: world.fresh('Requirement') });
}

function newDepartment(world: World): Promise<string> {
  return world.app.people.addDepartment(SYSTEM, { name: world.fresh('Department'), part: '' });
}

function newList(world: World): File {
  return new File([`name,email\nNew,n${world.count()}@example.org\n`], 'people.csv');
}

/** A name for one more competence: the list is short, and the walk is long. */
async function roomForCompetence(world: World): Promise<string> {
  await world.app.database.db.deleteFrom('competence').execute();
  return world.fresh('Competence');
}

async function newCompetence(world: World): Promise<string> {
  return world.app.people.addCompetence(SYSTEM, { name: await roomForCompetence(world) });
}
