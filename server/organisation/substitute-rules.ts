import type { AuditedFields } from '#lib/audit/audit-change.ts';
import { AppError } from '#lib/base/errors.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { namesOf } from '../people/store.ts';
import { listSubstitutes, type SubstituteRow } from './substitute-store.ts';

/** On each day one person at most signs in the name of a director. */
export async function requireFreeDays(
  context: Context,
  trx: Queries,
  form: { personId: string; startsOn: string; endsOn: string },
  except: string,
): Promise<void> {
  const other = (await listSubstitutes(trx, dayAt(context.clock(), context.settings.timeZone))).find(
    ({ id, personId, startsOn, endsOn }) =>
      id !== except && personId === form.personId && startsOn <= form.endsOn && form.startsOn <= endsOn,
  );
  if (!other) return;
  throw new AppError('conflict', {
    reason: 'organisation.substituteTaken',
    values: { name: other.substituteName },
  });
}

/** What the audit log says of an entry. */
export async function substituteFields(
  trx: Queries,
  {
    personId,
    substituteId,
    startsOn,
    endsOn,
  }: Pick<SubstituteRow, 'personId' | 'substituteId' | 'startsOn' | 'endsOn'>,
): Promise<AuditedFields> {
  const names = await namesOf(trx, [personId, substituteId]);
  return {
    absent: names.get(personId) ?? '',
    deputy: names.get(substituteId) ?? '',
    startsOn,
    endsOn,
  };
}
