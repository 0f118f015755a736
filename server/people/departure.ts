import { makesCircle } from '#lib/people/managers.ts';
import type { Actor } from '#lib/people/person.ts';
import { deleteProofs } from '../access/proof-store.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { holdOrganisation } from './department-store.ts';
import { deleteEmailChange } from './account/email-change-store.ts';
import { hasOpenInvitation } from './invitation-store.ts';
import { listLedBy, listManagers, setManager } from './manager-store.ts';
import { endAccountLinks } from './move-email.ts';

/**
 * What becomes of a column that refers to a person when they are switched off [PE14]: open work is
 * handed over to somebody else, places are freed, links and proofs end; what was done stays theirs.
 */
export type ColumnRule = 'handed-over' | 'freed' | 'ended' | 'kept';

/** One thing that changes when somebody is switched off. */
export interface Consequence {
  kind:
    | 'owner'
    | 'issue'
    | 'area'
    | 'goal'
    | 'standard'
    | 'article'
    | 'authorisation'
    | 'deputy'
    | 'stage'
    | 'facilitator'
    | 'mentor'
    | 'shift'
    | 'seat'
    | 'invitation'
    | 'manager'
    | 'standIn'
    | 'organisationDeputy'
    | 'cxTeam'
    | 'leave'
    | 'commitment'
    | 'rhythm'
    | 'pulse'
    | 'ratings'
    | 'decision'
    | 'question';
  effect: Exclude<ColumnRule, 'kept'>;
  /** What it is called, where it has a name. */
  title: string;
  /** Where to look at it. */
  href: string | null;
}

export interface Leaving {
  personId: string;
  /** Who takes over what is handed over; null where nothing is. */
  successorId: string | null;
}

/** What a domain does about a person who is switched off; each registers its own in `app.ts`. */
export interface DepartureRules<Needs extends Context = Context> {
  /** Every column of the domain that refers to a person, as `table.column`. A test compares them with the schema. */
  readonly columns: Readonly<Record<string, ColumnRule>>;
  /** What would change, for people to read before it happens. */
  list(db: Queries, personId: string, nowMs: number): Promise<Consequence[]>;
  /** Carries it out inside the transaction of switching off; returns what is to be done after the commit. */
  readonly apply: (
    context: Needs,
    trx: Queries,
    actor: Actor,
    leaving: Leaving,
  ) => Promise<(() => Promise<void>)[]>;
}

/** The rules of one domain, with what they need already handed over. */
export interface Departure {
  list(db: Queries, personId: string, nowMs: number): Promise<Consequence[]>;
  apply(trx: Queries, actor: Actor, leaving: Leaving): Promise<(() => Promise<void>)[]>;
}

export function bindDeparture<Needs extends Context>(
  context: Needs,
  rules: DepartureRules<Needs>,
): Departure {
  return { list: rules.list, apply: (...leaving) => rules.apply(context, ...leaving) };
}

/** The columns of accounts and people. */
export const PEOPLE_DEPARTURE: DepartureRules = {
  columns: {
    'person_role.person_id': 'kept',
    'person.manager_id': 'handed-over',
    'person_competence.person_id': 'kept',
    'invitation.person_id': 'ended',
    'invitation.created_by': 'kept',
    'signing_proof.person_id': 'ended',
    'account_notice.person_id': 'kept',
    'letter_choice.person_id': 'kept',
    'email_change.person_id': 'ended',
    'password_link.person_id': 'ended',
    'audit_entry.actor_id': 'kept',
    'audit_person.person_id': 'kept',
    'blob.owner_id': 'kept',
  },
  async list(db, personId, nowMs) {
    const led = await listLedBy(db, personId);
    const isInvited = await hasOpenInvitation(db, personId, nowMs);
    return [
      ...led.map(({ name }): Consequence => ({
        kind: 'manager',
        effect: 'handed-over',
        title: name,
        href: null,
      })),
      ...(isInvited ? [{ kind: 'invitation', effect: 'ended', title: '', href: null } as const] : []),
    ];
  },
  async apply(_context, trx, _actor, { personId, successorId }) {
    if (successorId !== null) await handOverTeam(trx, personId, successorId);
    await endAccountLinks(trx, personId);
    await deleteEmailChange(trx, personId);
    await deleteProofs(trx, personId);
    return [];
  },
};

/**
 * The successor leads those whom the leaver led [PE41]. One who stands below the leaver first takes the
 * leaver's own place, so that no circle arises.
 */
async function handOverTeam(trx: Queries, leaverId: string, successorId: string): Promise<void> {
  await holdOrganisation(trx);
  const managers = await listManagers(trx);
  const team = (await listLedBy(trx, leaverId)).map(({ id }) => id);
  if (team.length === 0) return;
  if (makesCircle(managers, leaverId, successorId))
    await setManager(trx, [successorId], managers.get(leaverId) ?? null);
  await setManager(
    trx,
    team.filter((id) => id !== successorId),
    successorId,
  );
}

/** The rules of a domain in which everything that somebody did stays theirs. */
export function keepEverything(columns: readonly string[]): DepartureRules {
  return {
    columns: Object.fromEntries(columns.map((column) => [column, 'kept' as const])),
    list: async () => [],
    apply: async () => [],
  };
}
