import * as v from 'valibot';
import { CURRENCIES, type Currency } from '#lib/base/money.ts';
import { USUAL_PROJECT_RULES, type ProjectRules } from '#lib/projects/project-rules.ts';
import type { Queries } from '../database/engine.ts';
import { oneOf, readJson } from '../database/stored.ts';

/** How far projects may change and by when they are decided: what the organisation chose, or the usual. */
export async function readProjectRules(db: Queries): Promise<ProjectRules> {
  const row = await db.selectFrom('project_rules').selectAll().executeTakeFirst();
  if (!row) return USUAL_PROJECT_RULES;
  return {
    changeShare: row.change_share,
    changeDays: row.change_days,
    decisionDays: row.decision_days,
    lightMinor: row.light_minor === null ? null : Number(row.light_minor),
    spendShares: readJson(v.array(v.number()), row.spend_shares, 'project_rules.spend_shares', row.id),
    deputyWeeks: row.deputy_weeks,
    version: row.version,
  };
}

/** False when the version is no longer the newest: nothing was written then. */
export async function writeProjectRules(trx: Queries, rules: ProjectRules): Promise<boolean> {
  const values = {
    change_share: rules.changeShare,
    change_days: rules.changeDays,
    decision_days: rules.decisionDays,
    light_minor: rules.lightMinor,
    spend_shares: JSON.stringify(rules.spendShares),
    deputy_weeks: rules.deputyWeeks,
  };
  if (rules.version === 0) {
    const result = await trx
      .insertInto('project_rules')
      .values({ id: 'main', ...values, version: 1 })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirst();
    return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
  }
  const result = await trx
    .updateTable('project_rules')
    .set({ ...values, version: rules.version + 1 })
    .where('version', '=', rules.version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** A year's money, as the organisation set it. */
export interface EnvelopeRow {
  year: number;
  currency: Currency;
  minor: number;
}

/** Every envelope there is, the newest year first. */
export async function listEnvelopes(db: Queries): Promise<EnvelopeRow[]> {
  const rows = await db
    .selectFrom('project_envelope')
    .selectAll()
    .orderBy('year', 'desc')
    .orderBy('currency')
    .execute();
  return rows.map(({ year, currency, minor }) => ({
    year,
    currency: oneOf(CURRENCIES, currency, 'project_envelope.currency', String(year)),
    minor: Number(minor),
  }));
}

/** Sets the envelope of a year; null takes it away. */
export async function writeEnvelope(
  trx: Queries,
  { year, currency, minor }: Omit<EnvelopeRow, 'minor'> & { minor: number | null },
): Promise<void> {
  if (minor === null) {
    await trx
      .deleteFrom('project_envelope')
      .where('year', '=', year)
      .where('currency', '=', currency)
      .execute();
    return;
  }
  await trx
    .insertInto('project_envelope')
    .values({ year, currency, minor })
    .onConflict((conflict) => conflict.columns(['year', 'currency']).doUpdateSet({ minor }))
    .execute();
}
