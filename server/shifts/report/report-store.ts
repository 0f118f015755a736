import { ContactSumsShape, type ContactSums } from '#lib/shifts/report/contact-sums.ts';
import type { ReportWords } from '#lib/shifts/report/report.ts';
import type { Queries } from '../../database/engine.ts';
import { readJson } from '../../database/stored.ts';

/** What is stored of a report. */
export interface RoundReportRow extends ReportWords {
  agentDays: number | null;
  agentFindings: number;
  contacts: ContactSums | null;
  publishedAtMs: number | null;
  changedAtMs: number;
  /** 0 where nobody has written on it yet. */
  version: number;
}

const UNWRITTEN: RoundReportRow = {
  ...{ thanks: '', worked: '', toChange: '', agentDays: null, agentFindings: 0, contacts: null },
  ...{ publishedAtMs: null, changedAtMs: 0, version: 0 },
};

export async function findReport(db: Queries, roundId: string): Promise<RoundReportRow> {
  const row = await db
    .selectFrom('shift_report')
    .selectAll()
    .where('round_id', '=', roundId)
    .executeTakeFirst();
  if (!row) return UNWRITTEN;
  return {
    ...{ thanks: row.thanks, worked: row.worked, toChange: row.to_change },
    ...{ agentDays: row.agent_days, agentFindings: row.agent_findings },
    contacts:
      row.contacts === null
        ? null
        : readJson(ContactSumsShape, row.contacts, 'shift_report.contacts', roundId),
    publishedAtMs: row.published_at_ms === null ? null : Number(row.published_at_ms),
    changedAtMs: Number(row.changed_at_ms),
    version: row.version,
  };
}

/** Writes a report as a whole; whoever calls it holds the round. */
export async function writeReportRow(
  trx: Queries,
  roundId: string,
  { contacts, version, ...report }: RoundReportRow,
): Promise<void> {
  const values = {
    ...{ thanks: report.thanks, worked: report.worked, to_change: report.toChange },
    ...{ agent_days: report.agentDays, agent_findings: report.agentFindings },
    contacts: contacts && JSON.stringify(contacts),
    ...{ published_at_ms: report.publishedAtMs, changed_at_ms: report.changedAtMs },
    version: version + 1,
  };
  await trx
    .insertInto('shift_report')
    .values({ round_id: roundId, ...values })
    .onConflict((conflict) => conflict.column('round_id').doUpdateSet(values))
    .execute();
}
