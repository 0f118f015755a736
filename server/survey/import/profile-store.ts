import type { Insertable } from 'kysely';
import { ImportSettings, type ImportProfile } from '#lib/survey/import/import-profile.ts';
import type { Queries } from '#server/database/engine.ts';
import { readJson } from '#server/database/stored.ts';
import type { Tables } from '#server/database/tables.ts';

/** The profiles of all surveys, the newest first. */
export async function listProfiles(db: Queries): Promise<ImportProfile[]> {
  const rows = await db
    .selectFrom('import_profile')
    .innerJoin('survey', 'survey.id', 'import_profile.survey_id')
    .selectAll('import_profile')
    .select('survey.name as survey_name')
    .orderBy('import_profile.saved_at_ms', 'desc')
    .execute();
  return rows.map((row) => ({
    surveyId: row.survey_id,
    surveyName: row.survey_name,
    waveName: row.wave_name,
    savedAtMs: row.saved_at_ms,
    settings: readJson(ImportSettings, row.settings, 'import_profile.settings', row.survey_id),
  }));
}

/** Keeps how a file of a survey was read, in the place of what was kept before. */
export async function writeProfile(
  trx: Queries,
  profile: Pick<ImportProfile, 'surveyId' | 'waveName' | 'savedAtMs' | 'settings'> & { savedBy: string },
): Promise<void> {
  const row: Omit<Insertable<Tables['import_profile']>, 'survey_id'> = {
    wave_name: profile.waveName,
    settings: JSON.stringify(profile.settings),
    saved_by: profile.savedBy,
    saved_at_ms: profile.savedAtMs,
  };
  await trx
    .insertInto('import_profile')
    .values({ survey_id: profile.surveyId, ...row })
    .onConflict((conflict) => conflict.column('survey_id').doUpdateSet(row))
    .execute();
}
