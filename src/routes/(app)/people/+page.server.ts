import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf } from '#lib/people/person.ts';
import { guarded, submit } from '../../guarded.ts';
import { viewActions } from '../../view-actions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor }, url }) =>
  guarded(async () => {
    const { query, unknown, ...list } = await app.people.getPeopleList(actor, url.searchParams);
    const mayManage = isPermitted(standingsOf(actor), 'people.manage');
    const at = url.searchParams.get('at');
    return {
      query,
      unknown,
      list,
      /** Who is looked into; null for nobody. */
      at: (at !== null && (await app.people.findListedPerson(actor, at))) || null,
      isInviting: mayManage && url.searchParams.has('invite'),
      today: app.today(),
      isMailSet: Boolean(app.config.smtpUrl && app.config.publicUrl),
      askedEmails: mayManage ? await app.account.listAskedEmails(actor) : [],
      views: await app.views.listListViews(actor, 'people'),
      departments: await app.people.listDepartments(actor),
      colleagues: mayManage
        ? (await app.people.listColleagues(actor)).map(({ id, name }) => ({ id, name }))
        : [],
    };
  });

export const actions: Actions = {
  invite: (event) =>
    submit(
      event,
      async (input) => {
        const token = await event.locals.app.access.invite(event.locals.actor, String(input.personId));
        return { name: String(input.name), link: `${event.url.origin}/invite/${token}` };
      },
      { isSecret: true },
    ),
  previewInvitations: (event) =>
    submit(event, (input) => event.locals.app.people.previewInvitations(event.locals.actor, input)),
  inviteMany: (event) =>
    submit(
      event,
      async (input) => {
        const invited = await event.locals.app.people.inviteMany(event.locals.actor, input);
        const links = invited.links.map(({ token, ...link }) => ({
          ...link,
          link: `${event.url.origin}/invite/${token}`,
        }));
        return { ...invited, links };
      },
      { isSecret: true },
    ),
  previewMany: (event) =>
    submit(event, (input) => event.locals.app.people.previewPeopleChange(event.locals.actor, input)),
  changeMany: (event) =>
    submit(event, (input) => event.locals.app.people.changePeople(event.locals.actor, input)),
  approveEmail: (event) =>
    submit(event, (input) =>
      event.locals.app.account.approveEmail(event.locals.actor, String(input.personId)),
    ),
  refuseEmail: (event) =>
    submit(event, (input) =>
      event.locals.app.account.refuseEmail(event.locals.actor, String(input.personId)),
    ),
  ...viewActions('people'),
};
