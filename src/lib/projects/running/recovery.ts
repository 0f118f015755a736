/** A plan is asked for its status every so many weeks until it is closed [PR62]. */
export const RECOVERY_WEEKS = 1;
/** So many statuses of one plan are kept: one that needs more is another project. */
export const MOST_RECOVERY_STATUSES = 100;

/** Where a recovery plan stands: written, sent and followed, or closed. */
export type RecoveryState = 'draft' | 'sent' | 'closed';

export function recoveryState(plan: { sentAtMs: number | null; closedAtMs: number | null }): RecoveryState {
  if (plan.closedAtMs !== null) return 'closed';
  return plan.sentAtMs === null ? 'draft' : 'sent';
}

/** How long it took from seeing a deviation to telling everybody, in whole units and the rest dropped [PR61]. */
export function timeToSend(
  detectedAtMs: number,
  sentAtMs: number,
): { days: number; hours: number; minutes: number } {
  const all = Math.max(0, Math.floor((sentAtMs - detectedAtMs) / 60_000));
  return { days: Math.floor(all / 1440), hours: Math.floor((all % 1440) / 60), minutes: all % 60 };
}

/** Why a plan cannot be sent yet, as a catalogue key [PR60]: a message without actions promises nothing. */
export function faultOfSending(plan: {
  message: string;
  actions: number;
}): 'running.recovery.noMessage' | 'running.recovery.noActions' | undefined {
  if (plan.message === '') return 'running.recovery.noMessage';
  return plan.actions === 0 ? 'running.recovery.noActions' : undefined;
}
