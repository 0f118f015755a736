import * as v from 'valibot';
import { MAX_AMOUNT_MINOR, parseAmount } from '#lib/base/money.ts';
import { AppError, type FieldIssue } from '#lib/base/errors.ts';
import { optionalText } from '#lib/base/parse-input.ts';
import { isCalendarDay, isMeantYear } from '#lib/base/read-day.ts';
import {
  BENEFIT_KINDS,
  CHECK_STATES,
  MOST_BUDGET_LINES,
  MOST_NEEDED_COMPETENCES,
  MOST_STAGES,
  MOST_TOUCHED_APPLICATIONS,
  MOST_TOUCHED_SEGMENTS,
  type BudgetLine,
  type CharterStage,
  type CheckState,
  type TouchedSegment,
} from './charter.ts';

const picked = {
  projectId: v.string(),
  version: v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.integer()),
};
/** A repeated field: none of it is an empty list. */
const texts = v.optional(v.array(v.string()), []);

/** A year whose envelope pays; empty for that of the first day. */
const year = v.pipe(
  v.optional(v.string(), ''),
  v.trim(),
  v.check((text) => text === '' || /^20\d\d$/.test(text), 'charter.badYear'),
  v.transform((text) => (text === '' ? null : Number(text))),
);

export const CaseForm = v.object({ ...picked, problem: optionalText(4000), insightIds: texts });

export const BenefitForm = v.object({
  ...picked,
  kind: v.pipe(
    v.optional(v.picklist(['', ...BENEFIT_KINDS]), ''),
    v.transform((kind) => (kind === '' ? null : kind)),
  ),
  text: optionalText(1000),
  /** An insight, or empty. */
  baselineId: v.optional(v.string(), ''),
  target: optionalText(200),
  wave: optionalText(120),
  /** Those that were offered, as `segmentKey` writes them. */
  segments: texts,
  /** Others, one a line: "Channel: phone". */
  otherSegments: optionalText(4000),
});

export const TeamForm = v.object({
  ...picked,
  sponsorId: v.optional(v.string(), ''),
  competenceIds: texts,
  needed: texts,
  tools: optionalText(1000),
  methods: optionalText(1000),
});

export const MoneyForm = v.object({ ...picked, lineNames: texts, lineAmounts: texts, year });

export const StagesForm = v.object({
  ...picked,
  stageIds: texts,
  stageNames: texts,
  stageMethods: texts,
  stageCriteria: texts,
  stageDays: texts,
});

export const RisksForm = v.object({ ...picked, risks: optionalText(4000) });

export const ApplicationsForm = v.object({
  ...picked,
  applicationIds: texts,
  checkIds: texts,
  checkTexts: texts,
  checkStates: texts,
});

/** Characters of a name or a method in a row, and of acceptance criteria. */
export const LONGEST_ROW_NAME = 200;
export const LONGEST_CRITERIA = 1000;

/** Refuses a form whose rows are wrong, with every one of them. */
function refuse(issues: readonly FieldIssue[]): void {
  if (issues.length > 0) throw new AppError('invalid', { issues });
}

function tooMany(path: string, length: number, limit: number): FieldIssue[] {
  return length > limit ? [{ path, message: 'charter.tooMany', values: { limit } }] : [];
}

/** Rows of a form: the same position of several repeated fields; a row in which nothing stands is left out. */
function rowsOf<Name extends string>(
  fields: Readonly<Record<Name, readonly string[]>>,
): { row: number; cells: Record<Name, string> }[] {
  const names = Object.keys(fields) as Name[]; // the keys of the record above
  const length = Math.max(0, ...names.map((name) => fields[name].length));
  return Array.from({ length }, (_, index) => ({
    row: index + 1,
    cells: cellsOf(names, (name) => (fields[name][index] ?? '').trim()),
  }));
}

function cellsOf<Name extends string>(
  names: readonly Name[],
  read: (name: Name) => string,
): Record<Name, string> {
  const cells = Object.fromEntries(names.map((name) => [name, read(name)]));
  return cells as Record<Name, string>; // made of all its names
}

function textIssues(path: string, row: number, text: string, limit: number): FieldIssue[] {
  if (text === '') return [{ path, message: 'charter.row.empty', values: { row } }];
  return text.length > limit ? [{ path, message: 'charter.row.tooLong', values: { row, limit } }] : [];
}

/** Budget lines, each with a name and an amount as people write it; refuses all wrong rows at once, by their numbers [PR24]. */
export function readLines({
  lineNames,
  lineAmounts,
}: {
  lineNames: readonly string[];
  lineAmounts: readonly string[];
}): BudgetLine[] {
  const issues: FieldIssue[] = [];
  const lines = rowsOf({ name: lineNames, amount: lineAmounts }).flatMap(({ row, cells }): BudgetLine[] => {
    if (cells.name === '' && cells.amount === '') return [];
    issues.push(...textIssues('lineNames', row, cells.name, LONGEST_ROW_NAME));
    // A reduction that was recorded after an approval stands with a sign.
    const isLess = /^[-\u2212]/.test(cells.amount);
    const amount = parseAmount(isLess ? cells.amount.slice(1) : cells.amount);
    if ('fault' in amount) {
      issues.push({ path: 'lineAmounts', message: `charter.row.amount.${amount.fault}`, values: { row } });
      return [];
    }
    return [{ name: cells.name, minor: isLess ? -amount.minor : amount.minor }];
  });
  issues.push(...tooMany('lineNames', lines.length, MOST_BUDGET_LINES));
  const sum = lines.reduce((total, { minor }) => total + minor, 0);
  if (sum < 0 || sum > MAX_AMOUNT_MINOR)
    issues.push({
      path: 'lineAmounts',
      message: 'charter.badSum',
      values: { limit: MAX_AMOUNT_MINOR / 100 },
    });
  refuse(issues);
  return lines;
}

/** Stages with their current days in order of the form; `newId` names those that are new [PR27]. */
export function readStages(
  fields: Pick<
    v.InferOutput<typeof StagesForm>,
    'stageIds' | 'stageNames' | 'stageMethods' | 'stageCriteria' | 'stageDays'
  >,
  newId: () => string,
): CharterStage[] {
  const issues: FieldIssue[] = [];
  const { stageIds, stageNames, stageMethods, stageCriteria, stageDays } = fields;
  const rows = rowsOf({
    id: stageIds,
    name: stageNames,
    method: stageMethods,
    criteria: stageCriteria,
    day: stageDays,
  });
  const stages = rows.flatMap(({ row, cells }): CharterStage[] => {
    const { id, name, method, criteria, day } = cells;
    if ([name, method, criteria, day].every((text) => text === '')) return [];
    issues.push(...textIssues('stageNames', row, name, LONGEST_ROW_NAME));
    if (method.length > LONGEST_ROW_NAME)
      issues.push({
        path: 'stageMethods',
        message: 'charter.row.tooLong',
        values: { row, limit: LONGEST_ROW_NAME },
      });
    if (criteria.length > LONGEST_CRITERIA)
      issues.push({
        path: 'stageCriteria',
        message: 'charter.row.tooLong',
        values: { row, limit: LONGEST_CRITERIA },
      });
    if (!isCalendarDay(day) || !isMeantYear(day))
      issues.push({ path: 'stageDays', message: 'charter.row.day', values: { row } });
    return [{ id: id || newId(), name, method, criteria, firstOn: day, currentOn: day }];
  });
  issues.push(...tooMany('stageNames', stages.length, MOST_STAGES));
  refuse(issues);
  return stages;
}

/** Competences with how many people are needed of each; a competence without a number is left out. */
export function readNeeds({
  competenceIds,
  needed,
}: {
  competenceIds: readonly string[];
  needed: readonly string[];
}): { competenceId: string; needed: number }[] {
  const issues: FieldIssue[] = [];
  const needs = rowsOf({ id: competenceIds, count: needed }).flatMap(({ row, cells }) => {
    if (cells.id === '' && cells.count === '') return [];
    if (cells.id === '')
      issues.push({ path: 'competenceIds', message: 'charter.row.empty', values: { row } });
    if (!/^[1-9]\d?$/.test(cells.count))
      issues.push({ path: 'needed', message: 'charter.row.count', values: { row } });
    return [{ competenceId: cells.id, needed: Number(cells.count) }];
  });
  if (new Set(needs.map(({ competenceId }) => competenceId)).size < needs.length)
    issues.push({ path: 'competenceIds', message: 'charter.competenceTwice' });
  issues.push(...tooMany('competenceIds', needs.length, MOST_NEEDED_COMPETENCES));
  refuse(issues);
  return needs;
}

/** A segment as a box of a form carries it. */
export function segmentKey({ column, value }: TouchedSegment): string {
  return JSON.stringify([column, value]);
}

const SegmentKey = v.pipe(v.string(), v.parseJson(), v.tuple([v.string(), v.string()]));

/** The ticked segments and those that were typed, one a line as "Channel: phone"; refuses a line without both [PR25]. */
export function readSegments({
  segments,
  otherSegments,
}: {
  segments: readonly string[];
  otherSegments: string;
}): TouchedSegment[] {
  const issues: FieldIssue[] = [];
  const ticked = segments.flatMap((key): TouchedSegment[] => {
    const pair = v.safeParse(SegmentKey, key);
    return pair.success ? [{ column: pair.output[0], value: pair.output[1] }] : [];
  });
  const typed = otherSegments.split('\n').flatMap((line, index): TouchedSegment[] => {
    if (line.trim() === '') return [];
    const [column = '', ...rest] = line.split(':');
    const segment = { column: column.trim(), value: rest.join(':').trim() };
    if (segment.column !== '' && segment.value !== '') return [segment];
    issues.push({ path: 'otherSegments', message: 'charter.badSegment', values: { row: index + 1 } });
    return [];
  });
  const all = new Map([...ticked, ...typed].map((segment) => [segmentKey(segment), segment]));
  issues.push(...tooMany('otherSegments', all.size, MOST_TOUCHED_SEGMENTS));
  refuse(issues);
  return [...all.values()];
}

/** What was answered of the checklists, by application and item. */
export function readChecks({
  applicationIds,
  checkIds,
  checkTexts,
  checkStates,
}: Pick<
  v.InferOutput<typeof ApplicationsForm>,
  'applicationIds' | 'checkIds' | 'checkTexts' | 'checkStates'
>): {
  applicationId: string;
  text: string;
  state: CheckState;
}[] {
  refuse(tooMany('applicationIds', applicationIds.length, MOST_TOUCHED_APPLICATIONS));
  return rowsOf({ id: checkIds, text: checkTexts, state: checkStates }).map(({ cells }) => ({
    applicationId: cells.id,
    text: cells.text,
    state: CHECK_STATES.find((state) => state === cells.state) ?? 'open',
  }));
}
