import type { CommentContrast } from '../insights/insight.ts';
import { ruleHits, tagHits, tagShare } from './code-frame.ts';
import { NPS_GROUPS, type TagFigures } from './comments-calls.ts';
import type { OpenComments } from './open-comments.ts';
import { suggestTags, type TagSuggestion } from './suggest-tags.ts';
import type { Tag, TagMark } from './tag.ts';

/** Puts a code frame on the comments, and says how many each tag is on. See [SV62]. */
export async function tagComments(
  open: OpenComments,
  tags: readonly Tag[],
  marks: readonly TagMark[],
): Promise<TagFigures[]> {
  const { corpus, column } = open;
  const own = marks.filter((mark) => mark.column === column.name);
  open.tags = tags.map((tag) => ({ tag, hits: tagHits(corpus, tag, own) }));
  const groups = await open.npsGroups();
  const masks = NPS_GROUPS.map((group) => ({
    group,
    mask: groups && Uint8Array.from(groups, (each) => Number(each === group)),
  }));
  return open.tags.map(({ tag, hits }) => ({
    tagId: tag.id,
    all: tagShare(hits),
    byGroup: masks.flatMap(({ group, mask }) => (mask ? [{ group, share: tagShare(hits, mask) }] : [])),
  }));
}

/** Tags that would part the sides of a contrast and are in no rule yet. See [SV62]. */
export async function suggestFor(
  open: OpenComments,
  contrast: CommentContrast,
): Promise<readonly TagSuggestion[]> {
  const covered = open.tags.flatMap(({ tag }) => tag.phrases);
  const isCovered = (folded: string): boolean =>
    covered.length > 0 &&
    ruleHits(
      {
        rows: Int32Array.of(0),
        words: [folded],
        folded: [folded],
        tokens: Int32Array.of(0),
        starts: Int32Array.of(0, 1),
      },
      covered,
    )[0] === 1;
  return suggestTags(open.corpus, await open.groups(contrast), isCovered);
}
