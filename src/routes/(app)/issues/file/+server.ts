import * as v from 'valibot';
import { parseInput } from '#lib/base/parse-input.ts';
import { readTableQuery } from '#lib/base/table-query.ts';
import { FILE_FORMATS } from '#lib/base/table-file/table-file.ts';
import { loadMessages } from '#lib/i18n/catalogue.ts';
import { Translator } from '#lib/i18n/translator.ts';
import { ISSUE_TERMS } from '#lib/issues/issue-query.ts';
import { issueTable } from '#lib/issues/ui/issue-table-file.ts';
import { jiraCsv } from '#lib/issues/ui/jira-file.ts';
import { guarded } from '../../../guarded.ts';
import { tableResponse, textDownload } from '../../../table-response.ts';
import type { RequestHandler } from './$types';

const Asked = v.object({ as: v.picklist([...FILE_FORMATS, 'jira']) });

/** Every issue that the address finds, as its reader sees it: CSV, XLSX, Markdown, or what Jira imports. */
export const GET: RequestHandler = ({ locals, url }) =>
  guarded(async () => {
    const { app, actor, locale } = locals;
    const { as } = parseInput(Asked, { as: url.searchParams.get('as') });
    const { query } = readTableQuery(url.searchParams, ISSUE_TERMS);
    const issues = await app.issues.listIssuesForFile(actor, query);
    const i18n = new Translator(locale, await loadMessages(locale, ['issues']));
    const around = { linkBase: url.origin, timeZone: app.settings.timeZone };
    if (as === 'jira')
      return textDownload(jiraCsv(i18n, issues, around), `${i18n.t('issues.title')} Jira.csv`, 'text/csv');
    return tableResponse(locals, issueTable(i18n, issues, around), as);
  });
