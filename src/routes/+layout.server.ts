import { PERMISSIONS, isPermitted, type Permission } from '#lib/people/permissions.ts';
import { standingsOf } from '#lib/people/person.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals }) => {
  const { actor, locale, theme, app } = locals;
  const standings = standingsOf(actor);
  const permissions = (Object.keys(PERMISSIONS) as Permission[]).filter((name) =>
    isPermitted(standings, name),
  ); // keys of a const object
  return {
    locale,
    theme,
    organisation: (await app.organisation())?.name ?? null,
    me:
      actor.kind === 'person'
        ? { id: actor.id, name: actor.name, email: actor.email, department: actor.departmentName }
        : null,
    permissions,
    accountNotices: await app.access.listAccountNotices(actor),
  };
};
