import { loadMessages } from '#lib/i18n/catalogue.ts';
import { Translator } from '#lib/i18n/translator.ts';
import { findingsCsv } from '#lib/shifts/tracker/findings-csv.ts';
import { guarded } from '../../../../../../guarded.ts';
import { textDownload } from '../../../../../../table-response.ts';
import type { RequestHandler } from './$types';

/** The findings of a round that are in no tracker yet, as Jira imports them. */
export const GET: RequestHandler = ({ locals: { app, actor, locale }, params, url }) =>
  guarded(async () => {
    const findings = await app.shifts.listUntracked(actor, params.id);
    const i18n = new Translator(locale, await loadMessages(locale, ['shifts']));
    return textDownload(
      findingsCsv(findings, url.origin),
      `${i18n.t('shifts.findings')} Jira.csv`,
      'text/csv',
    );
  });
