import type { QuotedEvidence } from '#lib/discussion/message.ts';
import type { EvidenceSource } from '../discussion/discussion-context.ts';
import { listQuotedInsights } from '../survey/insights/quoted-insights.ts';
import { listQuotedEvidence } from '../workshop/evidence/quoted-evidence.ts';

/** Which domain answers for which kind of quoted evidence. */
export const EVIDENCE_SOURCES: Readonly<Record<QuotedEvidence['kind'], EvidenceSource>> = {
  insight: listQuotedInsights,
  evidence: listQuotedEvidence,
};
