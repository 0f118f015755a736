import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf } from '#lib/people/person.ts';
import { guarded, submit } from '../../../guarded.ts';
import { feedActions } from '../../../feed-actions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor } }) =>
  guarded(async () => ({
    team: await app.people.getTeam(actor),
    pulses: await app.rhythms.listTeamPulses(actor),
    today: app.today(),
    /** Of projects that the reader reads inside. */
    needs: isPermitted(standingsOf(actor), 'team.viewGaps')
      ? await app.projects.listApprovedNeeds(actor)
      : [],
    /** Who knows which application, and what rests on one member. */
    applications: isPermitted(standingsOf(actor), 'team.viewGaps')
      ? await app.projects.listKnownApplications(actor)
      : [],
    resting: isPermitted(standingsOf(actor), 'team.viewGaps')
      ? await app.projects.listTeamResting(actor)
      : null,
    readings: isPermitted(standingsOf(actor), 'team.manage') ? await app.people.listTeamReadings(actor) : [],
    /** Undefined for whoever is neither in the team nor leads it. */
    feed: await app.feeds.findFeed(actor, 'team'),
    /** The language of the organisation, in which names are proposed. */
    organisationLocale: app.settings.current.locale,
    colleagues: isPermitted(standingsOf(actor), 'team.manage')
      ? (await app.people.listColleagues(actor)).map(({ id, name, departmentName }) => ({
          id,
          name,
          departmentName,
        }))
      : [],
  }));

export const actions: Actions = {
  name: (event) =>
    submit(event, (input) => event.locals.app.organisation.nameTeam(event.locals.actor, input)),
  addMember: (event) =>
    submit(event, (input) => event.locals.app.people.addTeamMember(event.locals.actor, input)),
  removeMember: (event) =>
    submit(event, (input) => event.locals.app.people.removeTeamMember(event.locals.actor, input)),
  read: (event) => submit(event, (input) => event.locals.app.people.readTeamAgain(event.locals.actor, input)),
  applicationPeople: (event) =>
    submit(event, (input) => event.locals.app.projects.saveApplicationPeople(event.locals.actor, input)),
  usual: (event) => submit(event, () => event.locals.app.people.takeTeamDefaults(event.locals.actor)),
  addNeed: (event) =>
    submit(event, async (input) => {
      await event.locals.app.people.addTeamNeed(event.locals.actor, input);
    }),
  changeNeed: (event) =>
    submit(event, (input) => event.locals.app.people.changeTeamNeed(event.locals.actor, input)),
  removeNeed: (event) =>
    submit(event, (input) => event.locals.app.people.removeTeamNeed(event.locals.actor, input)),
  addRequirement: (event) =>
    submit(event, async (input) => {
      await event.locals.app.people.addTeamRequirement(event.locals.actor, input);
    }),
  changeRequirement: (event) =>
    submit(event, (input) => event.locals.app.people.changeTeamRequirement(event.locals.actor, input)),
  removeRequirement: (event) =>
    submit(event, (input) => event.locals.app.people.removeTeamRequirement(event.locals.actor, input)),
  rateOwn: (event) =>
    submit(event, (input) => event.locals.app.people.rateOwnTeam(event.locals.actor, input)),
  ratePeer: (event) =>
    submit(event, (input) => event.locals.app.people.rateTeamPeer(event.locals.actor, input)),
  ...feedActions,
};
