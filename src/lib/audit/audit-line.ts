import { AUDIT_ACTIONS, AUDIT_KINDS, type AuditAction, type AuditKind } from './audit-action.ts';
import type { AuditChange, AuditFacts } from './audit-change.ts';

/** A line of the audit log as it is shown. */
export interface AuditLine {
  id: number;
  atMs: number;
  actorId: string | null;
  actorName: string;
  /** Null for what an earlier version called otherwise. */
  action: AuditAction | null;
  /** With the name that it had then. */
  subject: { kind: AuditKind | null; id: string; name: string | null; href: string | null };
  /** The names of the people whom it was done to, as they were then. */
  whom: readonly string[];
  changes: readonly AuditChange[];
  facts: AuditFacts;
}

/** Several lines that say the same: with every time at which it happened, the newest first. */
export interface FoldedLine extends AuditLine {
  times: readonly number[];
}

/** The key of the sentence that says what somebody did [AU1]. */
export function sentenceKey<Action extends AuditAction>(
  action: Action | null,
): `audit.${Action}` | 'audit.other' {
  return action === null ? 'audit.other' : `audit.${action}`;
}

export function readAction(action: string): AuditAction | null {
  return AUDIT_ACTIONS.find((known) => known === action) ?? null;
}

export function readKind(kind: string): AuditKind | null {
  return AUDIT_KINDS.find((known) => known === kind) ?? null;
}

/** Reading leaves many lines: it is folded, what changes something is not. */
const FOLDED: readonly (AuditAction | null)[] = ['wave.open'];

/**
 * Lines of which somebody opened the same thing again, and did nothing else in between, become one with all
 * their times [AU3]. What others did meanwhile does not part them.
 */
export function foldLines(lines: readonly AuditLine[]): FoldedLine[] {
  const folded: FoldedLine[] = [];
  const lastOf = new Map<string, number>();
  for (const line of lines) {
    const who = line.actorId ?? line.actorName;
    const index = lastOf.get(who);
    const last = index === undefined ? undefined : folded[index];
    if (index !== undefined && last && FOLDED.includes(line.action) && isAlike(last, line)) {
      folded[index] = { ...last, times: [...last.times, line.atMs] };
      continue;
    }
    lastOf.set(who, folded.length);
    folded.push({ ...line, times: [line.atMs] });
  }
  return folded;
}

function isAlike(one: AuditLine, other: AuditLine): boolean {
  return one.action === other.action && one.subject.id === other.subject.id;
}
