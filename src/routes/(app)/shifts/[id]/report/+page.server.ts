import { redirect } from '@sveltejs/kit';
import { loadMessages } from '#lib/i18n/catalogue.ts';
import { Translator } from '#lib/i18n/translator.ts';
import { guarded, submit } from '../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor }, params, parent }) =>
  guarded(async () => {
    const { permissions } = await parent();
    return {
      report: await app.shifts.getRoundReport(actor, params.id),
      trackerAddress: app.settings.current.trackerAddress,
      stories: await app.shifts.listStories(actor, params.id),
      decisions: await app.decisions.listDecisionsOn(actor, { kind: 'round', id: params.id }),
      desk: permissions.includes('shift.report') ? await app.shifts.getReportDesk(actor, params.id) : null,
    };
  });

export const actions: Actions = {
  publishReport: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      await app.shifts.publishReport(actor, { ...input, roundId: event.params.id });
    }),
  dropContacts: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      await app.shifts.dropContacts(actor, { ...input, roundId: event.params.id });
    }),
  removeStory: (event) =>
    submit(event, (input) => {
      const { app, actor } = event.locals;
      return app.shifts.removeStory(actor, { ...input, roundId: event.params.id });
    }),
  /** The question of the next round as a decision on this one, in the words of whoever asks it. */
  decideNext: (event) =>
    submit(event, async () => {
      const { app, actor, locale } = event.locals;
      const { title } = await app.shifts.getReportDesk(actor, event.params.id);
      const i18n = new Translator(locale, await loadMessages(locale, ['roundreport']));
      const { number } = await app.decisions.makeDecision(actor, {
        question: i18n.t('shifts.report.nextQuestion', { title }).slice(0, 200),
        options: [
          i18n.t('shifts.report.nextAgain'),
          i18n.t('shifts.report.nextChanged'),
          i18n.t('shifts.report.nextNo'),
        ].join('\n'),
        deciderIds: actor.kind === 'person' ? [actor.id] : [],
        ...{ kind: 'round', subjectId: event.params.id },
      });
      redirect(303, `/decisions/${number}`);
    }),
};
