import type { Role } from '#lib/people/permissions.ts';
import type { App } from '#server/app.ts';
import { PASSWORD } from '../harness.ts';
import type { PressedAction, PressedActions } from './press.ts';
import { ofRoute } from './room.ts';
import { signInAs, STANDINGS, SYSTEM, type World } from './world.ts';

/** The settings are looked after by every admin alike. */
function onSettings(make: PressedAction['make']): PressedAction {
  return { needs: 'settings.manage', place: 'anybody', make };
}

/** The version of the settings as the page would carry it. */
const versionOf = (world: World): string => String(world.app.settings.current.version);

/** A picture as far as its first bytes say. */
function logo(world: World): File {
  return new File(
    [new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, world.count() % 256])],
    'l.png',
  );
}

async function absence(world: World) {
  return {
    personId: await world.newPerson(['director']),
    substituteId: await world.newPerson(['director']),
    startsOn: '2090-01-02',
    endsOn: '2090-01-20',
  };
}

/** A day that is no day off yet. */
const freshDay = (world: World): string =>
  Temporal.PlainDate.from('2081-01-01').add({ days: world.count() }).toString();

const season = (world: World) => ({
  name: world.fresh('Season'),
  kind: 'peak',
  startsOn: '2091-01-02',
  endsOn: '2091-01-20',
});

/** Makes an installation the demo; the cookie of somebody of it with these roles, or none. */
async function makeDemo(app: App, roles: readonly Role[] | null): Promise<string> {
  const email = 'first@example.org';
  const [organisation, name, locale] = ['Demo', 'First', 'en'] as const;
  const token = await app.access.renewSetUpToken();
  await app.access.setUp({ token, organisation, name, email, password: PASSWORD, locale });
  await app.database.db.insertInto('secret').values({ name: 'demo', value: 'here' }).execute();
  if (roles === null) return '';
  return (await signInAs(app, { name: 'Second', email: 'second@example.org', roles })).cookie;
}

export const SETTINGS: PressedActions = {
  ...ofRoute('/(app)/settings/organisation', {
    save: onSettings(async (world) => ({
      fields: {
        version: versionOf(world),
        name: world.fresh('Organisation'),
        locale: 'en',
        currency: 'PLN',
        timeZone: world.app.settings.timeZone,
      },
    })),
    setLogo: onSettings(async (world) => {
      // The one before would be changed, and no row added.
      if (world.app.settings.current.logo !== null) await world.app.organisation.removeLogo(SYSTEM);
      return { fields: { logo: logo(world) } };
    }),
    // An installation of its own, in which somebody of the same standing presses.
    removeDemo: {
      needs: 'settings.manage',
      place: 'is an admin of it',
      isSecret: true,
      onlyFor: STANDINGS.filter((standing) => standing !== 'guest'),
      async make(world, { actor }) {
        const at = await world.openAnother();
        const cookie = await makeDemo(at.app, actor.kind === 'person' ? actor.roles : null);
        return { at, fields: {}, cookie };
      },
    },
    removeLogo: onSettings(async (world) => {
      await world.app.organisation.setLogo(SYSTEM, logo(world));
      return { fields: {} };
    }),
  }),
  ...ofRoute('/(app)/settings/calendar', {
    week: onSettings(async (world) => ({
      fields: {
        version: versionOf(world),
        weekdays: ['1', '2', '3', '4', '5'],
        from: '08:00',
        until: '16:00',
        holidays: 'none',
      },
    })),
    addDayOff: onSettings(async (world) => ({ fields: { day: freshDay(world), name: world.fresh('Day') } })),
    removeDayOff: onSettings(async (world) => {
      const day = freshDay(world);
      await world.app.organisation.addDayOff(SYSTEM, { day, name: world.fresh('Day') });
      return { fields: { day } };
    }),
    saveSeason: onSettings(async (world) => ({ fields: season(world) })),
    removeSeason: onSettings(async (world) => {
      const made = season(world);
      await world.app.organisation.saveSeason(SYSTEM, made);
      const { seasons } = await world.app.organisation.listCalendarEntries(SYSTEM);
      return { fields: { seasonId: seasons.find(({ name }) => name === made.name)?.id ?? '' } };
    }),
  }),
  ...ofRoute('/(app)/settings/signatures', {
    line: onSettings(async (world) => ({
      fields: { version: versionOf(world), reportingLine: 'other', substituteId: '' },
    })),
    saveSubstitute: onSettings(async (world) => ({ fields: await absence(world) })),
    removeSubstitute: onSettings(async (world) => {
      const made = await absence(world);
      await world.app.organisation.saveSubstitute(SYSTEM, made);
      const { substitutes } = await world.app.organisation.listSigning(SYSTEM);
      return {
        fields: { entryId: substitutes.find(({ personId }) => personId === made.personId)?.id ?? '' },
      };
    }),
  }),
  ...ofRoute('/(app)/settings/projects', {
    rules: onSettings(async (world) => {
      // The first time they are written down; from then on they are changed.
      const { rules: before } = await world.app.projects.getProjectSettings(SYSTEM);
      if (before.version === 0)
        await world.app.projects.saveProjectRules(SYSTEM, {
          ...before,
          spendShares: before.spendShares.join(', '),
        });
      const { rules } = await world.app.projects.getProjectSettings(SYSTEM);
      const { version, changeShare, changeDays, decisionDays } = rules;
      const numbers = Object.entries({ version, changeShare, changeDays, decisionDays });
      return {
        fields: { ...Object.fromEntries(numbers.map(([name, n]) => [name, String(n)])), lightLimit: '5000' },
      };
    }),
    envelope: onSettings(async (world) => ({
      fields: { year: String(2030 + (world.count() % 60)), currency: 'PLN', amount: '5000' },
    })),
    application: onSettings(async (world) => ({
      fields: { name: world.fresh('Application'), checklist: 'Fields', isUsed: 'on' },
    })),
    opinion: onSettings(async (world) => ({
      fields: {
        ...{ name: world.fresh('Opinion'), giverId: await world.newPerson(), need: 'none', days: '5' },
        isUsed: 'on',
      },
    })),
  }),
  '/(app)/settings/organisation?/tracker': onSettings(async (world) => ({
    fields: { version: versionOf(world), trackerAddress: 'https://tickets.example/browse/' },
  })),
  ...ofRoute('/(app)/settings/thresholds', {
    save: onSettings(async (world) => ({ fields: { version: versionOf(world), smallestGroup: '5' } })),
    borders: onSettings(async (world) => ({
      fields: { version: versionOf(world), importance: '3', urgency: '3' },
    })),
    steps: onSettings(async (world) => ({
      fields: { version: versionOf(world), under: '1', two: '2', three: '4', four: '7' },
    })),
  }),
  ...ofRoute('/(app)/settings/mail', {
    test: onSettings(async () => ({ fields: {} })),
  }),
};
