import { guarded, submit } from '../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
  guarded(async () => {
    const { survey } = locals.app;
    const wave = await survey.getWave(locals.actor, params.waveId);
    const waves = (await survey.listWaves(locals.actor)).filter(({ surveyId }) => surveyId === wave.surveyId);
    const links = await survey.listColumnLinks(locals.actor, wave.surveyId);
    return {
      wave,
      // Newest first: the one before this one in time.
      previous: waves.find(({ id, fieldedOn }) => id !== wave.id && fieldedOn <= wave.fieldedOn),
      links: links.filter((link) => link.waveId === wave.id),
      previousLinks: links.filter((link) => link.waveId !== wave.id),
    };
  });

export const actions: Actions = {
  confirm: (event) =>
    submit(event, async (input) => {
      await event.locals.app.survey.linkColumns(event.locals.actor, {
        waveId: event.params.waveId,
        links: Object.entries(input).flatMap(([name, question]) =>
          name.startsWith('column:') && question !== ''
            ? [{ column: name.slice('column:'.length), question }]
            : [],
        ),
      });
      return { isConfirmed: true };
    }),
};
