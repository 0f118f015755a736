import { SERIES_IMPORT_UNDO } from './areas/import-commands.ts';
import { POINT_UNDO, SERIES_LINK_UNDO } from './areas/series-commands.ts';
import { GOAL_LINK_UNDO } from './goals/goal-commands.ts';
import { STANDARD_DECISION_UNDO } from './people/standards/approve-commands.ts';
import { COMMITMENT_UNDO } from './commitments/change-commitment.ts';
import { ANSWER_UNDO, RHYTHM_UNDO } from './rhythms/change-rhythm.ts';
import { PULSE_UNDO } from './rhythms/team-pulse-commands.ts';
import { DECISION_UNDO } from './decisions/change-decision.ts';
import { FEED_UNDO } from './feeds/feed-commands.ts';
import { ISSUE_STATES_UNDO } from './issues/bulk-commands.ts';
import { ISSUE_MERGE_UNDO, UNLIKE_UNDO } from './issues/duplicates/duplicate-commands.ts';
import { ISSUE_IMPORT_UNDO } from './issues/import/import-commands.ts';
import { TRIAGE_UNDO } from './issues/triage/triage-commands.ts';
import { PEOPLE_CHANGE_UNDO } from './people/bulk-commands.ts';
import { LEAVE_UNDO } from './leave/commands.ts';
import { COMPETENCE_UNDO } from './people/competence-commands.ts';
import { MERGE_UNDO } from './people/department-commands.ts';
import { TEAM_JOIN_UNDO, TEAM_LEAVE_UNDO } from './people/team/member-commands.ts';
import { TEAM_NEED_UNDO } from './people/team/need-commands.ts';
import { TEAM_REQUIREMENT_UNDO } from './people/team/requirement-commands.ts';
import { DOCUMENT_UNDO } from './shifts/articles/document-commands.ts';
import { SHIFT_PROGRAMME_UNDO } from './shifts/programme/programme-commands.ts';
import { QUESTION_GAP_UNDO } from './shifts/asking/gap-commands.ts';
import { TRACKER_UNDO } from './shifts/tracker/tracker-commands.ts';
import { VOLUME_UNDO } from './shifts/volumes/volume-commands.ts';
import { GAP_UNDO } from './shifts/articles/missing-commands.ts';
import { ROTA_HAND_UNDO } from './shifts/rota/rota-commands.ts';
import { STORY_UNDO } from './shifts/stories/story-commands.ts';
import { DIARY_UNDO } from './shifts/diary/diary-commands.ts';
import { CHECKLIST_UNDO } from './shifts/day/checklist-commands.ts';
import { TICKET_UNDO } from './shifts/day/list-commands.ts';
import { TOUR_UNDO } from './shifts/seats/seat-commands.ts';
import { TAG_UNDO } from './survey/comments/tag-commands.ts';
import { WAVE_VIEW_UNDO } from './survey/views/view-commands.ts';
import { INBOX_UNDO } from './notify/inbox-commands.ts';
import { DOOR_UNDO } from './outside/door-commands.ts';
import { COST_UNDO } from './projects/running/money-commands.ts';
import { STAGE_UNDO } from './projects/running/stage-commands.ts';
import type { Restorable } from './undo/undoable.ts';
import { DAY_OFF_UNDO, SEASON_UNDO } from './organisation/calendar-commands.ts';
import { LOGO_UNDO } from './organisation/logo-commands.ts';
import { SUBSTITUTE_UNDO } from './organisation/substitute-commands.ts';
import { LIST_VIEW_UNDO } from './views/commands.ts';
import { PAPER_UNDO } from './workshop/ballots/paper-commands.ts';
import { CODE_UNDO } from './workshop/commands.ts';
import { INVITATION_UNDO } from './workshop/prepare/invite-commands.ts';
import { AGENDA_UNDO } from './workshop/meeting/agenda-commands.ts';
import { DECIDED_UNDO } from './workshop/meeting/decided-commands.ts';
import { ENTRY_UNDO } from './workshop/entries/entry-commands.ts';
import { PACK_UNDO } from './workshop/prepare/pack-commands.ts';
import { EVIDENCE_UNDO } from './workshop/evidence/evidence-commands.ts';
import { SESSION_UNDO } from './workshop/prepare/session-commands.ts';
import { HELPER_UNDO } from './workshop/programme/facilitator-commands.ts';
import { STEP_UNDO } from './workshop/programme/steering-commands.ts';
import { PROGRAMME_UNDO } from './workshop/programme/whole-programme-commands.ts';
import { TEMPLATE_UNDO } from './workshop/templates/template-commands.ts';
import type { RotaContext } from './shifts/rota/rota-runs.ts';
import type { WorkshopContext } from './workshop/workshop-context.ts';

/** Every kind of press that can be taken back, of all domains. */
export const UNDOABLES: readonly Restorable<WorkshopContext & RotaContext>[] = [
  ISSUE_STATES_UNDO,
  ISSUE_IMPORT_UNDO,
  ISSUE_MERGE_UNDO,
  UNLIKE_UNDO,
  TRIAGE_UNDO,
  SERIES_IMPORT_UNDO,
  POINT_UNDO,
  SERIES_LINK_UNDO,
  GOAL_LINK_UNDO,
  STANDARD_DECISION_UNDO,
  COMMITMENT_UNDO,
  RHYTHM_UNDO,
  ANSWER_UNDO,
  PULSE_UNDO,
  DECISION_UNDO,
  FEED_UNDO,
  DOOR_UNDO,
  STAGE_UNDO,
  COST_UNDO,
  LIST_VIEW_UNDO,
  WAVE_VIEW_UNDO,
  TAG_UNDO,
  TOUR_UNDO,
  CHECKLIST_UNDO,
  TICKET_UNDO,
  DIARY_UNDO,
  DOCUMENT_UNDO,
  GAP_UNDO,
  STORY_UNDO,
  ROTA_HAND_UNDO,
  SHIFT_PROGRAMME_UNDO,
  QUESTION_GAP_UNDO,
  TRACKER_UNDO,
  VOLUME_UNDO,
  MERGE_UNDO,
  PEOPLE_CHANGE_UNDO,
  COMPETENCE_UNDO,
  TEAM_JOIN_UNDO,
  TEAM_LEAVE_UNDO,
  TEAM_NEED_UNDO,
  TEAM_REQUIREMENT_UNDO,
  LEAVE_UNDO,
  INBOX_UNDO,
  DAY_OFF_UNDO,
  SEASON_UNDO,
  LOGO_UNDO,
  SUBSTITUTE_UNDO,
  CODE_UNDO,
  STEP_UNDO,
  PROGRAMME_UNDO,
  TEMPLATE_UNDO,
  INVITATION_UNDO,
  HELPER_UNDO,
  SESSION_UNDO,
  PACK_UNDO,
  ENTRY_UNDO,
  AGENDA_UNDO,
  DECIDED_UNDO,
  EVIDENCE_UNDO,
  PAPER_UNDO,
];
