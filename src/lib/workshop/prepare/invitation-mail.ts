import type { Session } from './session.ts';

/** How the last mail to somebody went: 'waiting' until the mail server took or refused it. */
export const MAILING_STATES = ['waiting', 'sent', 'failed'] as const;
export type MailingState = (typeof MAILING_STATES)[number];

/** Which version of which session somebody was mailed. */
export interface MailedSession {
  personId: string;
  sessionId: string;
  version: number;
  atMs: number;
}

/** What somebody has in their mail of what was planned: nothing, the plan as it is, or an older one. */
export type Knowledge = 'nothing' | 'current' | 'older';

/** Compares what was mailed to one person with the sessions as they are [WS63]. */
export function knowledgeOf(
  sessions: readonly Pick<Session, 'id' | 'version' | 'isCancelled'>[],
  mailed: readonly Pick<MailedSession, 'sessionId' | 'version'>[],
): Knowledge {
  if (mailed.length === 0) return 'nothing';
  const versionOf = new Map(mailed.map(({ sessionId, version }) => [sessionId, version]));
  const isCurrent = sessions.every(({ id, version, isCancelled }) => {
    const known = versionOf.get(id);
    // Nobody needs to hear that something is off which they never heard of.
    return known === undefined ? isCancelled : known === version;
  });
  return isCurrent ? 'current' : 'older';
}

/** The sessions that a mail to one person tells of: all that are held, and those off that they know [WS63]. */
export function sessionsToTell<S extends Pick<Session, 'id' | 'version' | 'isCancelled'>>(
  sessions: readonly S[],
  mailed: readonly Pick<MailedSession, 'sessionId' | 'version'>[],
): S[] {
  return sessions.filter(({ id, version, isCancelled }) => {
    const known = mailed.find(({ sessionId }) => sessionId === id);
    return !isCancelled || (known !== undefined && known.version !== version);
  });
}
