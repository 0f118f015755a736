/** How a formal acceptance of a stage ends; with remarks is accepted, and its remarks stay visible [PR49]. */
export const STAGE_OUTCOMES = ['accepted', 'remarks', 'refused'] as const;
export type StageOutcome = (typeof STAGE_OUTCOMES)[number];

/** What an acceptance that was asked for can be in: it waits, was settled, or was taken back before that. */
export const STAGE_ASK_STATES = ['asked', ...STAGE_OUTCOMES, 'withdrawn'] as const;
export type StageAskState = (typeof STAGE_ASK_STATES)[number];

/** How a stage stands: with its acceptor, settled, the one that is worked on, or behind one that is not accepted. */
export type StageStanding = 'accepted' | 'remarks' | 'refused' | 'asked' | 'open' | 'waits';

/** That somebody was asked to accept a stage; the newest of a stage counts. */
export interface AskedStage {
  stageId: string;
  state: StageAskState;
  askedAtMs: number;
}

/**
 * How each stage stands, in the order of the plan [PR50]: a stage whose newest acceptance was refused is worked on
 * again, and every stage behind the first one that is not accepted waits.
 */
export function standStages(
  stages: readonly { id: string }[],
  asks: readonly AskedStage[],
): { stageId: string; standing: StageStanding }[] {
  let isReached = true;
  return stages.map(({ id }) => {
    const newest = asks
      .filter(({ stageId, state }) => stageId === id && state !== 'withdrawn')
      .toSorted((one, other) => other.askedAtMs - one.askedAtMs)[0];
    const own = newest === undefined || newest.state === 'withdrawn' ? 'open' : newest.state;
    // What was accepted stays so, whatever was put before it later.
    if (own === 'accepted' || own === 'remarks') return { stageId: id, standing: own };
    const standing = isReached ? own : 'waits';
    isReached = false;
    return { stageId: id, standing };
  });
}

/** Whether a standing means that the stage behind it may begin. */
export function isAccepted(standing: StageStanding): boolean {
  return standing === 'accepted' || standing === 'remarks';
}

/** What a formal act elsewhere says about a stage: accepted with words is accepted with remarks [PR52]. */
export function outcomeFromOutside(outcome: 'accepted' | 'refused', remarks: string): StageOutcome {
  if (outcome === 'refused') return 'refused';
  return remarks === '' ? 'accepted' : 'remarks';
}

/** Why a day cannot be a stage's last one, as a catalogue key: within the project's days [PR53]; undefined when it can. */
export function faultOfStageDay(
  day: string,
  project: { startsOn: string; endsOn: string },
): 'running.stageBeforeStart' | 'running.stageAfterEnd' | undefined {
  if (day < project.startsOn) return 'running.stageBeforeStart';
  return day > project.endsOn ? 'running.stageAfterEnd' : undefined;
}
