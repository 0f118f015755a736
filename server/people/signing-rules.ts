import type { SigningRules } from '#lib/projects/approve.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { readStandIns } from '../organisation/commands.ts';
import { listSigners, type SignerRow } from './signer-store.ts';

/** Everything of the organisation that decides who signs, at this moment. */
export async function readSigningRules(
  context: Context,
  queries: Queries,
): Promise<{
  rules: SigningRules<SignerRow>;
  reportingLine: Awaited<ReturnType<typeof readStandIns>>['reportingLine'];
}> {
  const { reportingLine, ...standIns } = await readStandIns(context, queries);
  return { rules: { directors: await listSigners(queries), ...standIns }, reportingLine };
}
