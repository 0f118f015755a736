import type { CalendarPart } from '#lib/base/calendar/calendar-event.ts';
import { listDatedCommitments } from '../commitments/dated-source.ts';
import type { Context } from '../context.ts';
import { listDatedStages } from '../projects/dated-source.ts';
import { listDatedShifts } from '../shifts/dated-source.ts';
import { listDatedSessions } from '../workshop/prepare/dated-source.ts';
import type { DatedSource } from './dated-events.ts';

/** Which domain answers for which part of a calendar. */
export const DATED_SOURCES: Readonly<Record<CalendarPart, DatedSource<Context>>> = {
  session: listDatedSessions,
  shift: listDatedShifts,
  stage: listDatedStages,
  due: listDatedCommitments,
};
