import * as v from 'valibot';
import { calendarDay, requiredText } from '../../base/parse-input.ts';
import { SCOPES } from '../shift.ts';

export const ARTICLE_TITLE_MAX = 150;
/** About ten pages: what is longer is a manual, and nobody reads it beside a conversation. */
export const ARTICLE_TEXT_MAX = 20_000;
/** What somebody looked for: as many letters as a title has. */
export const LOOKED_FOR_MAX = 150;
export const DOCUMENT_URL_MAX = 1000;

const version = v.pipe(v.string(), v.transform(Number), v.integer());
const scopes = v.pipe(
  v.optional(v.array(v.picklist(SCOPES)), []),
  v.minLength(1, 'shifts.scopeNeeded'),
  v.transform((chosen) => SCOPES.filter((scope) => chosen.includes(scope))),
);

const article = {
  title: requiredText(ARTICLE_TITLE_MAX),
  text: requiredText(ARTICLE_TEXT_MAX),
  scopes,
  ownerId: v.optional(v.string(), ''),
  reviewOn: calendarDay(),
};

export const NewArticleForm = v.object({
  ...article,
  /** The finding that it answers; empty for none. */
  findingId: v.optional(v.string(), ''),
});

export const ArticleForm = v.object({ articleId: v.string(), version, ...article });

export const ArticlePick = v.object({ articleId: v.string(), version });

export const DocumentForm = v.object({
  title: requiredText(ARTICLE_TITLE_MAX),
  url: v.pipe(requiredText(DOCUMENT_URL_MAX), v.check(isWebAddress, 'articles.noAddress')),
  scopes,
});

export const DocumentPick = v.object({ documentId: v.string() });

/** What was not found; without a round it is that of the reader's own shift. */
export const MissingForm = v.object({
  roundId: v.optional(v.string(), ''),
  lookedFor: requiredText(LOOKED_FOR_MAX),
});

/** Whether a link leads to the web: what browsers would run or open on the device itself is none [SH81]. */
function isWebAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && ['http:', 'https:'].includes(url.protocol) && url.username === '';
}
