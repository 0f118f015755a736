import { loadMessages } from '#lib/i18n/catalogue.ts';
import { Translator } from '#lib/i18n/translator.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf } from '#lib/people/person.ts';
import { roundReportMarkdown } from '#lib/shifts/report/ui/round-report-markdown.ts';
import { guarded } from '../../../../../guarded.ts';
import { textDownload } from '../../../../../table-response.ts';
import { partsOf, reportState } from '../report-words.ts';
import type { RequestHandler } from './$types';

/** The report of a round as Markdown, in its reader's language. */
export const GET: RequestHandler = ({ locals: { app, actor, locale }, params, url }) =>
  guarded(async () => {
    const report = await app.shifts.getRoundReport(actor, params.id);
    const decisions = await app.decisions.listDecisionsOn(actor, { kind: 'round', id: params.id });
    const messages = await loadMessages(locale, [
      'base',
      'people',
      'issues',
      'shifts',
      'knowing',
      'roundfeedback',
      'roundreport',
    ]);
    const i18n = new Translator(locale, messages);
    const parts = partsOf(i18n, report, {
      ...{ roundId: params.id, decisions, trackerAddress: app.settings.current.trackerAddress },
    });
    const state = reportState(i18n, report, isPermitted(standingsOf(actor), 'shift.report'));
    const name = `${i18n.t('shifts.report.title')}: ${report.title}`;
    return textDownload(
      roundReportMarkdown({ title: name, state, parts }, url.origin),
      `${name}.md`,
      'text/markdown',
    );
  });
