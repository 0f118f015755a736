import type { SubjectKind } from '#lib/base/subject.ts';
import { listAreaSubjects, listSeriesSubjects } from '../areas/subjects.ts';
import type { Context } from '../context.ts';
import { listDecisionReaders } from '../decisions/decision-readers.ts';
import { listDecisionSubjects } from '../decisions/subjects.ts';
import { listRatingReaders, listRatingSubjects } from '../issues/ratings/subjects.ts';
import { listGoalSubjects } from '../goals/subjects.ts';
import { listIssueSubjects } from '../issues/subjects.ts';
import { listStandardReaders, listStandardSubjects } from '../people/standards/subjects.ts';
import { listPersonSubjects } from '../people/subjects.ts';
import { listPulseReaders, listPulseSubjects } from '../rhythms/subjects.ts';
import { listProjectSubjects } from '../projects/subjects.ts';
import { listArticleSubjects } from '../shifts/articles/subjects.ts';
import { listStorySubjects } from '../shifts/stories/subjects.ts';
import { listProgrammeReaders, listProgrammeSubjects } from '../shifts/programme/subjects.ts';
import { listFindingSubjects, listRoundSubjects } from '../shifts/subjects.ts';
import type { ReaderSource, SubjectSource } from './subjects.ts';
import { listInsightSubjects } from '../survey/insights/subjects.ts';
import { readersOf } from '../workshop/participation.ts';
import { listWorkshopSubjects } from '../workshop/subjects.ts';

/** Which domain answers for which kind of subject. */
export const SUBJECT_SOURCES: Readonly<Record<SubjectKind, SubjectSource<Context>>> = {
  workshop: listWorkshopSubjects,
  issue: listIssueSubjects,
  ratings: listRatingSubjects,
  project: listProjectSubjects,
  round: listRoundSubjects,
  finding: listFindingSubjects,
  article: listArticleSubjects,
  story: listStorySubjects,
  programme: listProgrammeSubjects,
  insight: listInsightSubjects,
  area: listAreaSubjects,
  series: listSeriesSubjects,
  goal: listGoalSubjects,
  standard: listStandardSubjects,
  person: listPersonSubjects,
  decision: listDecisionSubjects,
  pulse: listPulseSubjects,
};

/** Things that only some people may see, by kind; of any other its permission alone decides. */
export const SUBJECT_READERS: Readonly<Partial<Record<SubjectKind, ReaderSource>>> = {
  workshop: readersOf,
  pulse: listPulseReaders,
  standard: listStandardReaders,
  ratings: listRatingReaders,
  programme: listProgrammeReaders,
  decision: (db, id) =>
    listDecisionReaders(db, id, async (ref) => (await SUBJECT_READERS[ref.kind]?.(db, ref.id)) ?? null),
};
