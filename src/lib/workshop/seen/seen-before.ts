import * as v from 'valibot';
import type { CauseStatus } from '../evidence/evidence.ts';
import type { Stage } from '../step.ts';

/** A cause of a workshop as it was sealed last. */
export interface KnownCause {
  workshopId: string;
  id: string;
  text: string;
}

/** A cause of another workshop, and what became of it there. */
export interface SeenCause {
  id: string;
  text: string;
  status: CauseStatus;
}

/** Another workshop that named causes which mean about the same [WS85]. */
export interface SeenWorkshop {
  id: string;
  title: string;
  createdAtMs: number;
  stage: Stage;
  /** The most alike first. */
  causes: readonly SeenCause[];
}

/** A cause of this workshop and where it was seen before. */
export interface SeenBefore {
  causeId: string;
  text: string;
  workshops: readonly SeenWorkshop[];
}

/** A question for one text. A longer one is no cause; its beginning is asked for. */
export const SeenForm = v.object({
  workshopId: v.string(),
  text: v.pipe(
    v.string(),
    v.transform((text) => text.slice(0, 500)),
  ),
});

/** What a cause led to. */
export interface CauseOutcome {
  issue: { number: number; title: string };
  project: { number: number; title: string } | null;
}

/** Names one cause among all workshops. */
export function causePlace(workshopId: string, causeId: string): string {
  return `${workshopId}/${causeId}`;
}
