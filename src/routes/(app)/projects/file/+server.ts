import * as v from 'valibot';
import { parseInput } from '#lib/base/parse-input.ts';
import { readTableQuery } from '#lib/base/table-query.ts';
import { FILE_FORMATS } from '#lib/base/table-file/table-file.ts';
import { loadMessages } from '#lib/i18n/catalogue.ts';
import { Translator } from '#lib/i18n/translator.ts';
import { projectTable } from '#lib/projects/portfolio/ui/project-table-file.ts';
import { findProjects, PROJECT_TERMS } from '#lib/projects/project-query.ts';
import { guarded } from '../../../guarded.ts';
import { tableResponse } from '../../../table-response.ts';
import type { RequestHandler } from './$types';

const Asked = v.object({ as: v.picklist(FILE_FORMATS) });

/** Every project that the address finds, as its reader sees it: CSV, XLSX or Markdown. */
export const GET: RequestHandler = ({ locals, url }) =>
  guarded(async () => {
    const { app, actor, locale } = locals;
    const { as } = parseInput(Asked, { as: url.searchParams.get('as') });
    const { query } = readTableQuery(url.searchParams, PROJECT_TERMS);
    const reader = actor.kind === 'person' ? actor.id : undefined;
    const projects = findProjects(await app.projects.listProjects(actor), query, reader);
    const i18n = new Translator(locale, await loadMessages(locale, ['projects']));
    return tableResponse(locals, projectTable(i18n, projects, url.origin), as);
  });
