import { logoPath } from '#lib/organisation/settings.ts';
import { PERMISSIONS, isPermitted, type Permission } from '#lib/people/permissions.ts';
import { standingsOf } from '#lib/people/person.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, depends }) => {
  depends('app:inbox'); // of the inbox, what is told of it asks again without the page
  const { actor, locale, theme, app } = locals;
  const standings = standingsOf(actor);
  // The keys of a constant are those of its type.
  const all = Object.keys(PERMISSIONS) as Permission[];
  const permissions = all.filter((name) => isPermitted(standings, name));
  return {
    locale,
    theme,
    // Nobody is told the name before there is one.
    organisation: app.settings.current.name || null,
    logo: app.settings.current.logo === null ? null : logoPath(app.settings.current.logo),
    me:
      actor.kind === 'person'
        ? {
            id: actor.id,
            name: actor.name,
            email: actor.email,
            department: actor.departmentName,
            roles: actor.roles,
            hasLetterKeys: actor.hasLetterKeys,
            timeZone: actor.timeZone,
          }
        : null,
    permissions,
    /** How much waits in the inbox. */
    waiting: await app.notify.countWaiting(actor),
    accountNotices: await app.access.listAccountNotices(actor),
  };
};
