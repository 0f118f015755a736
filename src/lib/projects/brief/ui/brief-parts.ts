import { figureText, rangeText } from '#lib/patterns/figure-text.ts';
import type { Translator } from '#lib/i18n/translator.ts';
import type { Charter } from '../../charter/charter.ts';
import { evidenceText } from '../../charter/ui/evidence-text.ts';
import { slipDays } from '../../portfolio/timeline.ts';
import type { BriefProject } from '../brief.ts';

/** A part of a brief: what it is about, then its lines, each with or without a word before it. */
export interface BriefSection {
  title: string;
  lines: readonly { label: string | null; text: string }[];
}

type Texts = Pick<Translator, 't' | 'day' | 'date' | 'money' | 'number'>;

/** So much of a long text stands on one page; the charter has all of it. */
export const BRIEF_TEXT_MAX = 600;
/** As many evidence figures, stages, or budget lines; of more, the rest is counted. */
export const MOST_BRIEF_LINES = 8;

/** A project on one page, in the reader's words [PR106]: parts of which nothing is known are left out. */
export function briefSections(i18n: Texts, project: BriefProject): BriefSection[] {
  const { charter } = project;
  const fact = (label: string, text: string) => ({ label, text });
  const plain = (text: string) => ({ label: null, text: shortened(text) });
  const parts: BriefSection[] = [
    { title: i18n.t('brief.people'), lines: peopleOf(i18n, project) },
    {
      title: i18n.t('charter.section.case'),
      lines: [
        ...project.issues.map((issue) =>
          fact(i18n.t('portfolio.file.issue'), `#${issue.number} ${issue.title}`),
        ),
        ...(charter?.problem ? [plain(charter.problem)] : []),
        ...(charter?.evidence ?? []).map((figure) =>
          fact(figure.title, `${evidenceText(i18n, figure)}; ${i18n.t('charter.figureOf', figure)}`),
        ),
      ],
    },
    { title: i18n.t('charter.section.benefit'), lines: charter ? benefitOf(i18n, charter) : [] },
    {
      title: i18n.t('charter.section.stages'),
      lines: (charter?.stages ?? []).map((stage) =>
        fact(
          stage.name,
          stage.firstOn === stage.currentOn
            ? i18n.day(stage.currentOn)
            : `${i18n.day(stage.currentOn)} (${i18n.t('charter.stageFirst', { day: i18n.day(stage.firstOn) })})`,
        ),
      ),
    },
    {
      title: i18n.t('charter.section.money'),
      lines:
        project.budgetMinor === null
          ? []
          : [
              fact(i18n.t('projects.budget'), i18n.money(project.budgetMinor, project.currency)),
              ...(charter?.lines ?? []).map(({ name, minor }) =>
                fact(name, i18n.money(minor, project.currency)),
              ),
            ],
    },
    { title: i18n.t('charter.section.risks'), lines: charter?.risks ? [plain(charter.risks)] : [] },
    { title: i18n.t('brief.course'), lines: courseOf(i18n, project) },
  ];
  return parts
    .filter(({ lines }) => lines.length > 0)
    .map(({ title, lines }) => ({ title, lines: firstLines(i18n, lines) }));
}

function peopleOf(i18n: Texts, project: BriefProject): BriefSection['lines'] {
  const { first } = project;
  const slip = slipDays(project);
  const moved =
    slip === 0 ? '' : i18n.t(slip > 0 ? 'portfolio.later' : 'portfolio.earlier', { n: Math.abs(slip) });
  const term = `${i18n.day(project.startsOn)} – ${i18n.day(project.endsOn)}`;
  return [
    { label: i18n.t('projects.owner'), text: project.ownerName },
    { label: i18n.t('projects.deputy'), text: project.deputyName },
    ...(project.sponsorName ? [{ label: i18n.t('charter.sponsor'), text: project.sponsorName }] : []),
    { label: i18n.t('projects.term'), text: first && moved ? `${term}; ${moved}` : term },
  ];
}

function benefitOf(i18n: Texts, { benefit }: Charter): BriefSection['lines'] {
  const { baseline } = benefit;
  const lines = [
    { label: benefit.kind && i18n.t(`charter.kind.${benefit.kind}`), text: shortened(benefit.text) },
    {
      label: i18n.t('charter.baseline'),
      text: baseline ? `${baseline.title}: ${evidenceText(i18n, baseline)}` : '',
    },
    { label: i18n.t('charter.target'), text: benefit.target },
    { label: i18n.t('charter.wave'), text: benefit.wave },
    {
      label: i18n.t('charter.segments'),
      text: benefit.segments.map(({ column, value }) => `${column}: ${value}`).join('; '),
    },
  ];
  return lines.filter(({ text }) => text !== '');
}

function courseOf(
  i18n: Texts,
  { state, latestReport, effect, decisions }: BriefProject,
): BriefSection['lines'] {
  return [
    { label: i18n.t('projects.column.state'), text: i18n.t(`projects.state.${state}`) },
    ...(latestReport
      ? [
          {
            label: i18n.t(`projects.health.${latestReport.health}`),
            text: `${shortened(latestReport.text)} (${i18n.date(latestReport.reportedAtMs, { dateStyle: 'medium' })})`,
          },
        ]
      : []),
    ...(effect
      ? [
          {
            label: i18n.t(`effect.verdict.${effect.verdict}`),
            text: `${figureText(i18n, effect.value, { kind: effect.kind, isChange: true })} ${rangeText(i18n, effect.interval, { kind: effect.kind, isChange: true })}; ${effect.label}, ${effect.before.name} – ${effect.after.name}`,
          },
        ]
      : []),
    ...decisions
      .filter(({ isApproved }) => isApproved)
      .map(({ part, directorName, decidedAtMs }) => ({
        label: i18n.t('brief.approvedBy'),
        text: [
          directorName,
          part === 'marketing' || part === 'customer-service' ? i18n.t(`projects.part.${part}`) : '',
          i18n.date(decidedAtMs, { dateStyle: 'medium' }),
        ]
          .filter(Boolean)
          .join(', '),
      })),
  ];
}

/** The beginning of a long text, up to the end of a word. */
function shortened(text: string): string {
  if (text.length <= BRIEF_TEXT_MAX) return text;
  const cut = text.slice(0, BRIEF_TEXT_MAX);
  const end = cut.lastIndexOf(' ');
  return `${cut.slice(0, end > 0 ? end : BRIEF_TEXT_MAX)} …`;
}

function firstLines(i18n: Texts, lines: BriefSection['lines']): BriefSection['lines'] {
  if (lines.length <= MOST_BRIEF_LINES) return lines;
  const rest = i18n.t('brief.more', { n: lines.length - MOST_BRIEF_LINES });
  return [...lines.slice(0, MOST_BRIEF_LINES), { label: null, text: rest }];
}
