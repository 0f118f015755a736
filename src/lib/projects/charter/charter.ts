import * as v from 'valibot';

/** In what an expected benefit is told. */
export const BENEFIT_KINDS = ['metric', 'contacts', 'money'] as const;

/** The sections in which a charter is written, each saved by itself. */
export const CHARTER_SECTIONS = [
  'case',
  'benefit',
  'team',
  'money',
  'stages',
  'risks',
  'applications',
] as const;
export type CharterSection = (typeof CHARTER_SECTIONS)[number];

/** How an item of a change checklist stands. */
export const CHECK_STATES = ['open', 'done', 'none'] as const;
export type CheckState = (typeof CHECK_STATES)[number];

export const MOST_BUDGET_LINES = 40;
export const MOST_STAGES = 20;
export const MOST_NEEDED_COMPETENCES = 20;
export const MOST_TOUCHED_SEGMENTS = 30;
export const MOST_TOUCHED_APPLICATIONS = 20;
export const MOST_CHECKS = 30;

/** One answer of one column of a survey: a part of the respondents. */
const TouchedSegment = v.object({ column: v.string(), value: v.string() });
export type TouchedSegment = v.InferOutput<typeof TouchedSegment>;

/** A figure of an insight as it was when it was taken into the charter. */
const EvidenceFigure = v.object({
  insightId: v.string(),
  title: v.string(),
  survey: v.string(),
  wave: v.string(),
  label: v.string(),
  kind: v.string(),
  value: v.number(),
  interval: v.tuple([v.number(), v.number()]),
  n: v.number(),
});
export type EvidenceFigure = v.InferOutput<typeof EvidenceFigure>;

const BudgetLine = v.object({ name: v.string(), minor: v.number() });
export type BudgetLine = v.InferOutput<typeof BudgetLine>;

const CharterStage = v.object({
  id: v.string(),
  name: v.string(),
  /** How it is done, by the name of the method: "Service blueprint", "Pilot". */
  method: v.string(),
  /** What has to be true before the next one begins. */
  criteria: v.string(),
  /** The last day that was promised first; it stays when the current one moves. */
  firstOn: v.string(),
  currentOn: v.string(),
});
export type CharterStage = v.InferOutput<typeof CharterStage>;

const NeededCompetence = v.object({ competenceId: v.string(), name: v.string(), needed: v.number() });
export type NeededCompetence = v.InferOutput<typeof NeededCompetence>;

const TouchedApplication = v.object({
  applicationId: v.string(),
  name: v.string(),
  checks: v.array(v.object({ text: v.string(), state: v.picklist(CHECK_STATES) })),
});
export type TouchedApplication = v.InferOutput<typeof TouchedApplication>;

/**
 * What a project is for, what it takes and what it touches, as one document: it is signed, compared and kept as a
 * whole [PR23]. Sums are hundredths of the project's currency, days are ISO days.
 */
export const Charter = v.object({
  problem: v.string(),
  evidence: v.array(EvidenceFigure),
  benefit: v.object({
    kind: v.nullable(v.picklist(BENEFIT_KINDS)),
    text: v.string(),
    /** What it is measured against; null where nothing was measured yet. */
    baseline: v.nullable(EvidenceFigure),
    target: v.string(),
    /** The wave after which one looks whether it worked. */
    wave: v.string(),
    /** Frozen when it is approved [PR25]. */
    segments: v.array(TouchedSegment),
  }),
  needs: v.array(NeededCompetence),
  tools: v.string(),
  methods: v.string(),
  lines: v.array(BudgetLine),
  /** Whose envelope pays; null for that of its first day. */
  year: v.nullable(v.number()),
  stages: v.array(CharterStage),
  risks: v.string(),
  applications: v.array(TouchedApplication),
});
export type Charter = v.InferOutput<typeof Charter>;

/** A charter of which nothing is written. */
export const EMPTY_CHARTER: Charter = {
  problem: '',
  evidence: [],
  benefit: { kind: null, text: '', baseline: null, target: '', wave: '', segments: [] },
  needs: [],
  tools: '',
  methods: '',
  lines: [],
  year: null,
  stages: [],
  risks: '',
  applications: [],
};

/** The sum of budget lines in hundredths; null without lines: then the budget is one sum [PR24]. */
export function sumOfLines(lines: readonly BudgetLine[]): number | null {
  return lines.length === 0 ? null : lines.reduce((sum, { minor }) => sum + minor, 0);
}

/** In which year's envelope a project counts [PR46]. */
export function envelopeYear(charter: Pick<Charter, 'year'> | null, startsOn: string): number {
  return charter?.year ?? Number(startsOn.slice(0, 4));
}

/** What of a charter is not written, in the order in which it is read; a signer sees it, and nothing is blocked by it [PR26]. */
export function charterGaps(charter: Charter, sponsorId: string | null): CharterGap[] {
  const { benefit } = charter;
  const isThere: Record<CharterGap, boolean> = {
    problem: charter.problem !== '',
    evidence: charter.evidence.length > 0,
    benefit: benefit.kind !== null && benefit.text !== '',
    baseline: benefit.baseline !== null,
    target: benefit.target !== '',
    wave: benefit.wave !== '',
    segments: benefit.segments.length > 0,
    sponsor: sponsorId !== null,
    needs: charter.needs.length > 0,
    lines: charter.lines.length > 0,
    stages: charter.stages.length > 0,
    risks: charter.risks !== '',
  };
  return CHARTER_GAPS.filter((gap) => !isThere[gap]);
}

export const CHARTER_GAPS = [
  'problem',
  'evidence',
  'benefit',
  'baseline',
  'target',
  'wave',
  'segments',
  'sponsor',
  'needs',
  'lines',
  'stages',
  'risks',
] as const;
export type CharterGap = (typeof CHARTER_GAPS)[number];

/** The section in which a gap is filled. */
export function sectionOfGap(gap: CharterGap): CharterSection {
  switch (gap) {
    case 'problem':
    case 'evidence':
      return 'case';
    case 'sponsor':
    case 'needs':
      return 'team';
    case 'lines':
      return 'money';
    case 'stages':
    case 'risks':
      return gap;
    default:
      return 'benefit';
  }
}

/**
 * The stages that are written anew in place of those before: one that keeps its id keeps the day that was promised
 * first as well, so that a slip stays visible [PR27]. While nothing was approved (`isFree`) the first day follows.
 */
export function keepFirstDays(
  before: readonly CharterStage[],
  after: readonly CharterStage[],
  isFree: boolean,
): CharterStage[] {
  if (isFree) return after.map((stage) => ({ ...stage, firstOn: stage.currentOn }));
  const known = new Map(before.map((stage) => [stage.id, stage]));
  return after.map((stage) => ({ ...stage, firstOn: known.get(stage.id)?.firstOn ?? stage.currentOn }));
}

/**
 * The applications that are chosen now, with what was answered of their checklists before; an item that the
 * organisation added since is open, and one that it took away stays where somebody answered it [PR28].
 */
export function touchApplications(
  before: readonly TouchedApplication[],
  chosen: readonly { id: string; name: string; checklist: readonly string[] }[],
): TouchedApplication[] {
  return chosen.map(({ id, name, checklist }) => {
    const known = before.find(({ applicationId }) => applicationId === id)?.checks ?? [];
    const answered = known.filter(({ text, state }) => state !== 'open' && !checklist.includes(text));
    const listed = checklist.map(
      (text) => known.find((check) => check.text === text) ?? { text, state: 'open' as const },
    );
    return { applicationId: id, name, checks: [...listed, ...answered] };
  });
}

/** How many items of all checklists nobody has answered. */
export function openChecks(applications: readonly TouchedApplication[]): number {
  return applications.reduce(
    (sum, { checks }) => sum + checks.filter(({ state }) => state === 'open').length,
    0,
  );
}
