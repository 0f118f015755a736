import { AppError } from '#lib/base/errors.ts';
import { PROOF_MINUTES } from '#lib/people/account-limits.ts';
import type { Actor } from '#lib/people/person.ts';
import type { AccessContext } from './access-context.ts';
import { findProof, writeProof } from './proof-store.ts';
import { findPerson } from '../people/store.ts';
import { tooManyTries } from './rate-limit.ts';

/** How long a proof is good, in one session [PE12]. */
const PROOF_MS = PROOF_MINUTES * 60_000;

type PersonActor = Extract<Actor, { kind: 'person' }>;

/** Whether this session proved who it belongs to within the last ten minutes [PE12]. */
export async function hasFreshProof(
  context: Pick<AccessContext, 'db' | 'clock'>,
  actor: PersonActor,
): Promise<boolean> {
  if (actor.sessionId === null) return false;
  const proof = { sessionId: actor.sessionId, personId: actor.id };
  const provenAtMs = await findProof(context.db, proof);
  if (provenAtMs === undefined) return false;
  const ageMs = context.clock() - provenAtMs;
  // A clock that was set back makes no proof younger than it is.
  return ageMs >= 0 && ageMs < PROOF_MS;
}

/**
 * Lets pass whoever proved themselves a moment ago or does so now with their password; refuses the
 * rest with an issue at the field `password`. Never inside a transaction: the account library has a
 * connection of its own.
 */
export async function requireProof(
  context: AccessContext,
  actor: PersonActor,
  password: string,
): Promise<void> {
  if (await hasFreshProof(context, actor)) return;
  await requirePassword(context, actor, password);
  if (actor.sessionId === null) return;
  const proof = { sessionId: actor.sessionId, personId: actor.id };
  await writeProof(context.db, proof, context.clock());
}

/** As `requireProof`, whatever was proved a moment ago: for what changes the account itself [AC1] [AC5]. */
export async function requirePassword(
  context: AccessContext,
  actor: PersonActor,
  password: string,
): Promise<void> {
  const refuse = (message: string): AppError =>
    new AppError('invalid', { issues: [{ path: 'password', message }] });
  if (password === '') throw refuse('access.passwordAgain');
  // By session: who guesses in a session that they stole takes no try from its owner [PE9].
  const tries = `${actor.id} ${actor.sessionId ?? ''}`;
  const waitMs = context.signInLimits.proofsBySession.take(tries);
  if (waitMs > 0) throw tooManyTries(waitMs);
  const person = await findPerson(context.db, { id: actor.id });
  const isRight =
    person?.loginUserId != null && (await context.accounts.isPassword(person.loginUserId, password));
  if (!isRight) throw refuse('access.passwordWrong');
  context.signInLimits.proofsBySession.reset(tries);
}
