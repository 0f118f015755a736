import { guarded } from '../../../guarded.ts';
import type { PageServerLoad } from './$types';

/** With `?replaces=` the wave, at its version, in whose place a file is to go. */
export const load: PageServerLoad = ({ locals, url }) =>
  guarded(async () => {
    const today = locals.app.today();
    const profiles = await locals.app.survey.listProfiles(locals.actor);
    const waveId = url.searchParams.get('replaces');
    if (!waveId) return { today, profiles, replaced: null };
    const wave = await locals.app.survey.getWave(locals.actor, waveId);
    const { id, version, surveyName, name, fieldedOn, fileName, rows } = wave;
    return { today, profiles, replaced: { id, version, surveyName, name, fieldedOn, fileName, rows } };
  });
