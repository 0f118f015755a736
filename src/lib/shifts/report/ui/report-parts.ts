import type { PlannedAndSaid } from '../sum-round.ts';
import type { ParticipationRow } from '../participation.ts';
import type { RoundReport } from '../report.ts';
import { feedbackPart } from './feedback-part.ts';
import { findingPart } from './finding-part.ts';
import {
  amountText,
  type BesideReport,
  type ReportBlock,
  type ReportPart,
  type ReportTexts,
} from './report-block.ts';
import { scorePart } from './score-part.ts';

/** A report in its reader's words [SH91]; parts in which nothing stands are left out. */
export function reportParts(i18n: ReportTexts, report: RoundReport, beside: BesideReport): ReportPart[] {
  const part = (id: string, title: string, blocks: readonly ReportBlock[]): ReportPart => ({
    id,
    title,
    blocks,
  });
  return [
    part('glance', i18n.t('shifts.report.glance'), glance(i18n, report)),
    part('participation', i18n.t('shifts.report.participation'), participationBlocks(i18n, report)),
    part('findings', i18n.t('shifts.report.findings'), findingPart(i18n, report, beside)),
    part('scores', i18n.t('shifts.report.scores'), scorePart(i18n, report)),
    part('feedback', i18n.t('shifts.feedback.report'), feedbackPart(i18n, report)),
    part('stories', i18n.t('stories.title'), storyBlocks(i18n, report, beside)),
    part('verdict', i18n.t('shifts.report.verdict'), [
      ...said(i18n.t('shifts.report.worked'), report.worked),
      ...said(i18n.t('shifts.report.toChange'), report.toChange),
    ]),
    part('next', i18n.t('shifts.report.next'), nextBlocks(i18n, beside)),
    part('thanks', i18n.t('shifts.report.thanks'), thanks(i18n, report)),
  ].filter(({ blocks }) => blocks.length > 0);
}

/** Each story with its words, so that they are printed and saved with the report; its own page has the talk about it. */
function storyBlocks(
  i18n: ReportTexts,
  { stories }: Pick<RoundReport, 'stories'>,
  { roundId }: Pick<BesideReport, 'roundId'>,
): ReportBlock[] {
  return stories.flatMap(({ id, title, text, publishedAtMs }): ReportBlock[] => [
    { kind: 'heading', text: title },
    { kind: 'markdown', text },
    {
      kind: 'list',
      items: [
        {
          text: title,
          href: `/shifts/${roundId}/stories/${id}`,
          note: i18n.t('stories.publishedOn', { day: i18n.date(publishedAtMs) }),
        },
      ],
    },
  ]);
}

function glance(i18n: ReportTexts, { sums, ...report }: RoundReport): ReportBlock[] {
  const fact = (label: string, value: string) => ({ label, value });
  const facts = [
    ...(report.firstDay === ''
      ? []
      : [
          fact(
            i18n.t('shifts.report.when'),
            i18n.t('shifts.report.span', {
              from: i18n.day(report.firstDay),
              until: i18n.day(report.lastDay),
            }),
          ),
        ]),
    ...(report.goal === '' ? [] : [fact(i18n.t('shifts.report.goal'), report.goal)]),
    fact(
      i18n.t('shifts.report.tours'),
      i18n.t('shifts.report.toursOver', { n: sums.toursOver, all: sums.tours }),
    ),
    fact(i18n.t('shifts.report.seats'), i18n.t('shifts.report.outOf', { n: sums.taken, all: sums.places })),
  ];
  if (sums.people === 0)
    return [
      { kind: 'facts', facts },
      { kind: 'text', text: i18n.t('shifts.report.nobody') },
    ];
  const mentorDays = spokenOf(sums.mentorDays) / spokenOf(sums.days);
  return [
    {
      kind: 'facts',
      facts: [
        ...facts,
        fact(i18n.t('shifts.report.people'), i18n.t('shifts.report.peopleCount', { n: sums.people })),
        ...(sums.served
          ? [
              fact(
                i18n.t('shifts.report.servedSplit'),
                i18n.t('shifts.report.servedText', { ...sums.served }),
              ),
            ]
          : []),
        fact(i18n.t('shifts.report.guestDays'), countedText(i18n, sums.days)),
        fact(i18n.t('shifts.report.hours'), countedText(i18n, sums.hours)),
        fact(i18n.t('shifts.report.mentors'), i18n.t('shifts.report.peopleCount', { n: sums.mentors })),
        fact(i18n.t('shifts.report.mentorHours'), countedText(i18n, sums.mentorHours)),
        ...(Number.isFinite(mentorDays)
          ? [fact(i18n.t('shifts.report.mentorDays'), i18n.number(mentorDays, { digits: 2 }))]
          : []),
      ],
    },
  ];
}

const spokenOf = ({ planned, said: spoken }: PlannedAndSaid): number => spoken ?? planned;

function countedText(i18n: ReportTexts, { planned, said: spoken }: PlannedAndSaid): string {
  if (spoken === null) return i18n.t('shifts.report.planned', { n: amountText(i18n, planned) });
  if (spoken === planned) return amountText(i18n, planned);
  return i18n.t('shifts.report.said', { n: amountText(i18n, spoken), planned: amountText(i18n, planned) });
}

function participationBlocks(i18n: ReportTexts, { departments, levels }: RoundReport): ReportBlock[] {
  if (departments.length === 0) return [];
  const levelName = (key: string | null): string =>
    key === 'board' || key === 'head' || key === 'staff'
      ? i18n.t(`people.level.${key}`)
      : i18n.t('shifts.report.noLevel');
  const isHidden = [departments, levels].some(
    (rows) => rows.some(({ served }) => served === null) && rows.some(({ served }) => served !== null),
  );
  return [
    participationTable(i18n, {
      caption: i18n.t('shifts.report.byDepartment'),
      head: i18n.t('shifts.report.department'),
      rows: departments.map((row) => ({ ...row, name: row.name ?? i18n.t('shifts.report.noDepartment') })),
    }),
    participationTable(i18n, {
      caption: i18n.t('shifts.report.byLevel'),
      head: i18n.t('shifts.report.level'),
      rows: levels.map((row) => ({ ...row, name: levelName(row.key) })),
    }),
    ...(isHidden ? [{ kind: 'text' as const, text: i18n.t('shifts.report.hiddenNote'), isMuted: true }] : []),
  ];
}

/** Where nothing is said of any group, the columns for it are left out. */
function participationTable(
  i18n: ReportTexts,
  {
    caption,
    head,
    rows,
  }: { caption: string; head: string; rows: readonly (ParticipationRow & { name: string })[] },
): ReportBlock {
  const number = (name: string) => ({ name, isNumber: true });
  const hidden = i18n.t('shifts.report.hidden');
  const isSaid = rows.some(({ served }) => served !== null);
  const splitText = ({ served }: ParticipationRow): string[] =>
    served ? [i18n.number(served.wholly), i18n.number(served.partly)] : [hidden, hidden];
  return {
    ...{ kind: 'table', caption },
    columns: [
      { name: head },
      number(i18n.t('shifts.report.all')),
      number(i18n.t('shifts.report.people')),
      number(i18n.t('shifts.report.share')),
      ...(isSaid ? [number(i18n.t('shifts.report.wholly')), number(i18n.t('shifts.report.partly'))] : []),
    ],
    rows: rows
      .toSorted((a, b) => b.onTour - a.onTour || i18n.compare(a.name, b.name))
      .map((row) => [
        ...[row.name, i18n.number(row.people), i18n.number(row.onTour)],
        i18n.percent(row.onTour / row.people, 0),
        ...(isSaid ? splitText(row) : []),
      ]),
  };
}

function said(title: string, text: string): ReportBlock[] {
  if (text === '') return [];
  return [
    { kind: 'heading', text: title },
    { kind: 'markdown', text },
  ];
}

function nextBlocks(i18n: ReportTexts, { decisions }: BesideReport): ReportBlock[] {
  if (decisions.length === 0)
    return [{ kind: 'text', text: i18n.t('shifts.report.noDecision'), isMuted: true }];
  return [
    {
      kind: 'list',
      items: decisions.map(({ number, question, outcome }) => ({
        ...{ text: question, href: `/decisions/${number}` },
        note: outcome || i18n.t('shifts.report.undecided'),
      })),
    },
  ];
}

function thanks(i18n: ReportTexts, { thanks: text, guests, mentors, sums }: RoundReport): ReportBlock[] {
  if (sums.people === 0 && text === '') return [];
  const names = (people: readonly string[]): string =>
    people.toSorted((a, b) => i18n.compare(a, b)).join(', ');
  return [
    ...(text === '' ? [] : [{ kind: 'markdown' as const, text }]),
    ...(guests.length > 0
      ? [{ kind: 'text' as const, text: i18n.t('shifts.report.thanksGuests', { names: names(guests) }) }]
      : []),
    ...(mentors.length > 0
      ? [{ kind: 'text' as const, text: i18n.t('shifts.report.thanksMentors', { names: names(mentors) }) }]
      : []),
  ];
}
