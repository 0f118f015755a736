import type { SearchKind } from '#lib/search/search.ts';
import { AREA_SEARCH, SERIES_SEARCH } from '../areas/search-source.ts';
import { COMMITMENT_SEARCH } from '../commitments/search-source.ts';
import { DECISION_SEARCH } from '../decisions/search-source.ts';
import { GOAL_SEARCH } from '../goals/search-source.ts';
import { ISSUE_SEARCH } from '../issues/search-source.ts';
import { PERSON_SEARCH } from '../people/search-source.ts';
import { STANDARD_SEARCH } from '../people/standards/search-source.ts';
import { PROJECT_SEARCH } from '../projects/search-source.ts';
import type { SearchSource } from '../search/search-context.ts';
import { ARTICLE_SEARCH } from '../shifts/articles/search-source.ts';
import { STORY_SEARCH } from '../shifts/stories/search-source.ts';
import { PROGRAMME_SEARCH } from '../shifts/programme/search-source.ts';
import { FINDING_SEARCH, ROUND_SEARCH } from '../shifts/search-source.ts';
import { INSIGHT_SEARCH, WAVE_SEARCH } from '../survey/search-source.ts';
import { CAUSE_SEARCH, WORKSHOP_SEARCH } from '../workshop/search-source.ts';

/** Which domain lets which kind of thing be found. A kind that is added here is watched by a migration too. */
export const SEARCH_SOURCES: Readonly<Record<SearchKind, SearchSource>> = {
  issue: ISSUE_SEARCH,
  project: PROJECT_SEARCH,
  decision: DECISION_SEARCH,
  commitment: COMMITMENT_SEARCH,
  workshop: WORKSHOP_SEARCH,
  cause: CAUSE_SEARCH,
  insight: INSIGHT_SEARCH,
  wave: WAVE_SEARCH,
  area: AREA_SEARCH,
  series: SERIES_SEARCH,
  goal: GOAL_SEARCH,
  standard: STANDARD_SEARCH,
  round: ROUND_SEARCH,
  finding: FINDING_SEARCH,
  article: ARTICLE_SEARCH,
  story: STORY_SEARCH,
  programme: PROGRAMME_SEARCH,
  person: PERSON_SEARCH,
};
