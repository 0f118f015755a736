import { loadBeside } from '../../../beside-subject.ts';
import { guarded } from '../../../guarded.ts';
import type { LayoutServerLoad } from './$types';

/** What all tabs of a wave show. Views are for those who may see rows. */
export const load: LayoutServerLoad = ({ locals, params, url, parent }) =>
  guarded(async () => {
    const { survey } = locals.app;
    const wave = await survey.getWave(locals.actor, params.waveId);
    const { permissions } = await parent();
    const seesRows = permissions.includes('survey.viewRows');
    const viewId = url.searchParams.get('view');
    return {
      wave,
      beside: await loadBeside(locals, { kind: 'wave', id: wave.id }, url),
      otherWaves: (await survey.listWaves(locals.actor))
        .filter(({ surveyId, id }) => surveyId === wave.surveyId && id !== wave.id)
        .map(({ id, name }) => ({ id, name })),
      /** Which columns were confirmed to ask the same in other waves. */
      confirmedLinks: seesRows ? await survey.listColumnLinks(locals.actor, wave.surveyId) : [],
      views: seesRows ? await survey.listViews(locals.actor, wave.id) : [],
      openedView: seesRows && viewId ? await survey.getView(locals.actor, viewId) : null,
    };
  });
