import { guarded, submit } from '../../guarded.ts';
import { feedActions } from '../../feed-actions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor } }) =>
  guarded(async () => ({
    account: await app.account.getOwnAccount(actor),
    digest: await app.notify.getDigestChoice(actor),
    about: await loadAbout(app, actor),
    feed: (await app.feeds.findFeed(actor, 'own')) ?? null,
    sessions: await app.account.listOwnSessions(actor),
    timeZones: ['UTC', ...Intl.supportedValuesOf('timeZone')],
  }));

/** What was promised about oneself, and who may be named in it; null while there is nothing. */
async function loadAbout(app: App.Locals['app'], actor: App.Locals['actor']) {
  if (actor.kind !== 'person') return null;
  const subject = { kind: 'person' as const, id: actor.id };
  const list = await app.commitments.listCommitments(actor, subject);
  if (list.length === 0) return null;
  const people = (await app.people.listColleagues(actor)).map(({ id, name }) => ({ id, name }));
  return { subject, list, people, today: app.today() };
}

export const actions: Actions = {
  /** Takes back a press of one's own, made on whatever page. */
  undo: (event) =>
    submit(event, (input) => event.locals.app.undo.takeBack(event.locals.actor, String(input.undoId))),
  save: (event) =>
    submit(event, async (input) => {
      await event.locals.app.people.changeProfile(event.locals.actor, input);
      return { isSaved: true };
    }),
  seen: (event) =>
    submit(event, async () => {
      await event.locals.app.access.dismissAccountNotices(event.locals.actor);
    }),
  password: (event) =>
    submit(event, (input) => event.locals.app.account.changePassword(event.locals.actor, input)),
  email: (event) => submit(event, (input) => event.locals.app.account.askForEmail(event.locals.actor, input)),
  resendEmail: (event) => submit(event, () => event.locals.app.account.resendEmailLink(event.locals.actor)),
  cancelEmail: (event) => submit(event, () => event.locals.app.account.cancelEmail(event.locals.actor)),
  endSession: (event) =>
    submit(event, (input) =>
      event.locals.app.account.endOwnSession(event.locals.actor, String(input.sessionId)),
    ),
  endOthers: (event) => submit(event, () => event.locals.app.account.endOtherSessions(event.locals.actor)),
  zone: (event) => submit(event, (input) => event.locals.app.account.changeZone(event.locals.actor, input)),
  letters: (event) =>
    submit(event, (input) => event.locals.app.account.changeLetters(event.locals.actor, input)),
  digest: (event) =>
    submit(event, (input) => event.locals.app.notify.changeDigest(event.locals.actor, input)),
  ...feedActions,
};
