import type { CharterStage } from '../charter/charter.ts';
import type { StageAskState, StageStanding } from './stage-course.ts';

/** A stage as its reader sees it while the project runs. */
export interface SeenStageLine extends CharterStage {
  standing: StageStanding;
  /** The open or the last question about it; its words are for those inside, and for whoever wrote them. */
  ask: {
    id: string;
    acceptorName: string;
    isOutside: boolean;
    state: StageAskState;
    text: string;
    askedAtMs: number;
    settledAtMs: number | null;
    /** Whether this reader is the one who is asked. */
    isMine: boolean;
  } | null;
  moves: readonly { fromOn: string; toOn: string; why: string; byName: string; atMs: number }[];
}
