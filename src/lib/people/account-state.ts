/** Whether somebody can sign in, and how far an invitation has come [PE37]. */
export const ACCOUNT_STATES = ['active', 'invited', 'expired', 'none', 'off'] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];

/** The one invitation of a person that is kept: the newest. */
export interface SentInvitation {
  sentAtMs: number;
  expiresAtMs: number;
  isUsed: boolean;
  /** What became of its mail; null where it was handed over by hand, or is on its way. */
  mail: 'sent' | 'failed' | null;
}

export function accountState(
  person: { isActive: boolean; hasAccount: boolean },
  invitation: SentInvitation | undefined,
  nowMs: number,
): AccountState {
  if (!person.isActive) return 'off';
  if (person.hasAccount) return 'active';
  if (!invitation || invitation.isUsed) return 'none';
  return invitation.expiresAtMs > nowMs ? 'invited' : 'expired';
}
