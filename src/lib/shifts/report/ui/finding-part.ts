import { intervalTexts } from '#lib/patterns/figure-text.ts';
import { ticketHref } from '../../tracker/ticket-address.ts';
import { FINDING_FATES, sumFates } from '../finding-fates.ts';
import type { Rate } from '../poisson-rate.ts';
import type { RoundReport } from '../report.ts';
import { amountText, type BesideReport, type ReportBlock, type ReportTexts } from './report-block.ts';

/** More of them nobody reads in a report. */
export const MOST_LISTED = 60;

/** What was found in a round, what became of it, and how often against what the team finds [SH87]. */
export function findingPart(
  i18n: ReportTexts,
  { findings, guestRate, agentRate }: RoundReport,
  { roundId, issueTexts, trackerAddress }: BesideReport,
): ReportBlock[] {
  const rates = [
    ...(guestRate ? [i18n.t('shifts.report.guestRate', rateTexts(i18n, guestRate))] : []),
    ...(agentRate ? [i18n.t('shifts.report.agentRate', rateTexts(i18n, agentRate))] : []),
  ].map((text) => ({ kind: 'text' as const, text }));
  if (findings.length === 0)
    return [{ kind: 'text', text: i18n.t('shifts.report.noFindings'), isMuted: true }, ...rates];
  const sums = sumFates(findings);
  const fates = FINDING_FATES.filter((fate) => sums.some((row) => row.fates[fate] > 0));
  const listed = findings
    .filter(({ fate, ticket }) => fate !== 'open' || ticket !== '')
    .slice(0, MOST_LISTED);
  const rest = findings.length - listed.length;
  return [
    {
      ...{ kind: 'table', caption: i18n.t('shifts.report.findings') },
      columns: [
        { name: i18n.t('shifts.report.kind') },
        ...[i18n.t('shifts.report.count'), ...fates.map((fate) => i18n.t(`shifts.report.fate.${fate}`))].map(
          (name) => ({ name, isNumber: true }),
        ),
      ],
      rows: sums.map(({ kind, count, fates: counts }) => [
        ...[i18n.t(`findings.kind.${kind}`), i18n.number(count)],
        ...fates.map((fate) => i18n.number(counts[fate])),
      ]),
    },
    ...rates,
    ...(listed.length === 0
      ? []
      : [
          { kind: 'heading' as const, text: i18n.t('shifts.report.became') },
          {
            kind: 'list' as const,
            items: listed.map(({ id, title, issue, fate, ticket }) => ({
              ...(ticket !== '' && { ticket: { key: ticket, href: ticketHref(trackerAddress, ticket) } }),
              ...{ text: title, href: `/shifts/${roundId}/findings/${id}` },
              note: issue
                ? i18n.t('shifts.report.issue', {
                    number: String(issue.number),
                    outcome: issueTexts[id] ?? '',
                  })
                : i18n.t(`shifts.report.fate.${fate}`),
            })),
          },
        ]),
    ...(listed.length > 0 && rest > 0
      ? [{ kind: 'text' as const, text: i18n.t('shifts.report.moreFindings', { n: rest }), isMuted: true }]
      : []),
  ];
}

function rateTexts(i18n: ReportTexts, { value, interval, count, days }: Rate) {
  return {
    value: i18n.number(value, { digits: 2 }),
    interval: i18n.t('figure.interval', intervalTexts(i18n, interval, { digits: 2 })),
    ...{ count, days: amountText(i18n, days) },
  };
}
