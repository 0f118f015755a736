import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf } from '#lib/people/person.ts';
import type { SearchSource } from '../search/search-context.ts';
import { listInsightIds, listInsightTexts } from './insights/insight-store.ts';
import { listWaveIds, listWaveTitles } from './store.ts';

/** Insights are found by title and note, for whoever may read insights; no answer of anybody is indexed. */
export const INSIGHT_SEARCH: SearchSource = {
  listIds: listInsightIds,
  read: async (db, ids) =>
    (await listInsightTexts(db, ids)).map(({ id, title, note, createdAtMs }) => ({
      source: id,
      ref: id,
      scope: 'insight',
      title,
      body: note,
      href: `/survey/insights/${id}`,
      atMs: createdAtMs,
    })),
  reach: async (_context, actor) => (isPermitted(standingsOf(actor), 'insight.view') ? ['insight'] : []),
};

/** Waves are found by the names of their survey and their own. */
export const WAVE_SEARCH: SearchSource = {
  listIds: listWaveIds,
  read: async (db, ids) =>
    (await listWaveTitles(db, ids)).map(({ id, surveyName, name, createdAtMs }) => ({
      source: id,
      ref: id,
      scope: 'wave',
      title: `${surveyName}, ${name}`,
      body: '',
      href: `/survey/${id}`,
      atMs: createdAtMs,
    })),
  reach: async (_context, actor) => (isPermitted(standingsOf(actor), 'survey.viewSummary') ? ['wave'] : []),
};
