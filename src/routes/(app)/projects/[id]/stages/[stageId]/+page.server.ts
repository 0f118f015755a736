import { AppError } from '#lib/base/errors.ts';
import { guarded, submit } from '../../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor }, params }) =>
  guarded(async () => {
    const { id, number } = await app.projects.getProjectAddress(actor, params.id);
    const stage = (await app.projects.getStages(actor, id)).stages.find((one) => one.id === params.stageId);
    if (!stage) throw new AppError('not-found');
    return {
      number,
      stage: { name: stage.name, criteria: stage.criteria },
      draft: await app.outside.getDoorDraft(actor, { kind: 'project', id }),
      organisationLocale: app.settings.current.locale,
    };
  });

export const actions: Actions = {
  default: (event) =>
    submit(
      event,
      async (input) => {
        const { app, actor } = event.locals;
        const { id: projectId } = await app.projects.getProjectAddress(actor, event.params.id);
        const stageId = event.params.stageId;
        const { path } = await app.projects.askStageOutside(actor, { ...input, projectId, stageId });
        return { link: new URL(path, event.url.origin).href, holderName: String(input.holderName) };
      },
      { isSecret: true },
    ),
};
