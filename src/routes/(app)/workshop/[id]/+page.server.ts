import { isMeasured } from '#lib/survey/insights/insight.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf } from '#lib/people/person.ts';
import { isSteering, isTakingPart } from '#lib/workshop/workshop.ts';
import { guarded, submit } from '../../../guarded.ts';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
  guarded(async () => {
    const { app, actor } = locals;
    const { workshop, participation, insight } = await app.workshop.getWorkshop(actor, params.id);
    const isSteered = isSteering(participation);
    const mayPrepare = participation === 'facilitator' && isPermitted(standingsOf(actor), 'workshop.manage');
    return {
      workshop,
      insight,
      isSteered,
      mayLead: mayPrepare,
      about: await app.workshop.findSubject(actor, workshop),
      agenda: await app.workshop.getAgenda(actor, params.id),
      series: await app.workshop.getSeries(actor, params.id),
      mayAddPoint: isTakingPart(participation) && workshop.stage !== 'closed',
      copiedFrom: await app.workshop.findCopiedFrom(actor, workshop),
      // Who leads it may put another programme in its place.
      templates: mayPrepare ? await app.workshop.listTemplates(actor) : null,
      metric: await app.workshop.getHeadMetric(actor, params.id),
      insights: isSteered ? await listFigures(app, actor) : [],
      plan: await app.workshop.getPlan(actor, params.id),
    };
  });

/** Pinned figures that can be measured again. */
async function listFigures(
  app: App.Locals['app'],
  actor: App.Locals['actor'],
): Promise<{ id: string; title: string; waveName: string }[]> {
  const insights = await app.survey.listInsights(actor);
  return insights
    .filter(({ question, figure, isWithheld }) => isMeasured(question) && figure !== null && !isWithheld)
    .map(({ id, title, waveName }) => ({ id, title, waveName }));
}

/** A press on the meeting whose page it is. */
const press =
  <Answer extends object | void>(
    run: (
      workshop: App.Locals['app']['workshop'],
      actor: App.Locals['actor'],
      input: Record<string, unknown> & { workshopId: string },
    ) => Promise<Answer>,
  ) =>
  (event: RequestEvent) =>
    submit(event, (input) =>
      run(event.locals.app.workshop, event.locals.actor, { ...input, workshopId: event.params.id }),
    );

export const actions: Actions = {
  fillAgenda: press((workshop, actor, { workshopId, sources }) =>
    workshop.fillAgenda(actor, { workshopId, sources: [sources ?? []].flat() }),
  ),
  agendaLine: press((workshop, actor, input) => workshop.addAgendaLine(actor, input)),
  markItem: press((workshop, actor, input) => workshop.markAgendaItem(actor, input)),
  series: press((workshop, actor, input) => workshop.setSeries(actor, input)),
  next: press(async (workshop, actor, input) => {
    const { workshopId } = await workshop.prepareNext(actor, input);
    redirect(303, `/workshop/${workshopId}`);
  }),
  metric: (event) =>
    submit(event, (input) =>
      event.locals.app.workshop.setHeadMetric(event.locals.actor, { ...input, workshopId: event.params.id }),
    ),
  template: (event) =>
    submit(event, async (input) => {
      await event.locals.app.workshop.saveTemplate(event.locals.actor, {
        ...input,
        workshopId: event.params.id,
      });
    }),
  scale: (event) =>
    submit(event, (input) =>
      event.locals.app.workshop.stretchProgramme(event.locals.actor, {
        ...input,
        workshopId: event.params.id,
      }),
    ),
  chooseProgramme: (event) =>
    submit(event, (input) =>
      event.locals.app.workshop.chooseProgramme(event.locals.actor, {
        ...input,
        workshopId: event.params.id,
      }),
    ),
  programme: (event) =>
    submit(event, (input) => {
      const { budget, capPerCause, isAnonymous, ...rest } = input;
      const settings = {
        ...(budget ? { budget } : {}),
        ...(capPerCause ? { capPerCause } : {}),
        ...(isAnonymous ? { isAnonymous: isAnonymous === 'true' } : {}),
      };
      return event.locals.app.workshop.editProgramme(event.locals.actor, {
        ...rest,
        ...(Object.keys(settings).length > 0 && { settings }),
        workshopId: event.params.id,
      });
    }),
};
