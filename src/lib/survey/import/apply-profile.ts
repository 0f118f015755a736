import { type ColumnDecision, decideColumn } from './column-decision.ts';
import type { ColumnChoice, ColumnChoices, ColumnDescription } from '../columns/describe-columns.ts';
import {
  type ColumnSettings,
  findProfile,
  headingKey,
  type ImportProfile,
  type ImportSettings,
} from './import-profile.ts';
import type { SurveyReading } from './read-survey.ts';
import type { Treatment } from '../privacy/mask-table.ts';
import type { Passport, PassportOverrides } from '#lib/tabular/file/passport.ts';
import type { ColumnRole, JoinMark, Scale } from '#lib/tabular/table/table.ts';

/** One thing that reading a file like another would change. */
export type ProfileChange =
  | { kind: 'passport'; part: keyof PassportOverrides; to: string }
  | { kind: 'role'; column: string; from: ColumnRole; to: ColumnRole }
  | { kind: 'scale'; column: string; to: Scale }
  | { kind: 'direction'; column: string; isReversed: boolean }
  | { kind: 'wordings'; column: string; texts: readonly string[] }
  | { kind: 'join'; column: string; to: JoinMark | 'none' }
  | { kind: 'na'; column: string; added: readonly string[] }
  | { kind: 'privacy'; column: string; to: Treatment };

/** Reading the file like the last wave of a survey, and what that would change. */
export interface ProfileOffer {
  profile: ImportProfile;
  changes: readonly ProfileChange[];
}

const RATED: readonly ColumnRole[] = ['csat', 'ces', 'rating'];

/** The profile that fits a file, when reading the file like it would change something. See [SV88]. */
export function findOffer(
  profiles: readonly ImportProfile[],
  passport: Passport,
  { descriptions, decimal }: Pick<SurveyReading, 'descriptions' | 'decimal'>,
  choices: ColumnChoices,
): ProfileOffer | undefined {
  const profile = findProfile(
    profiles,
    descriptions.map(({ summary }) => summary.name),
  );
  if (!profile) return undefined;
  const wanted = applyProfile(descriptions, choices, profile.settings, decimal);
  const parts = Object.entries(passportChanges(passport, profile.settings.passport));
  const changes = [
    ...parts.map(([part, to]): ProfileChange => ({
      kind: 'passport',
      part: part as keyof PassportOverrides, // keys of PassportOverrides
      to: String(to),
    })),
    ...descriptions.flatMap((description) => {
      const [before, after] = [choices, wanted].map((each) =>
        decideColumn(description, each.get(description.summary.index) ?? {}, decimal),
      );
      return before && after ? profileChangesOf(before, after) : [];
    }),
  ];
  return changes.length > 0 ? { profile, changes } : undefined;
}

/** The parts of a passport that a profile would change; a sheet that the workbook does not have is no part. */
export function passportChanges(passport: Passport, wanted: ImportSettings['passport']): PassportOverrides {
  const { sheet, ...parts } = wanted;
  const changes = Object.fromEntries(
    Object.entries(parts).filter(
      // settings and passport share their names, sheet apart
      ([part, value]) => value !== undefined && passport[part as keyof typeof parts].value !== value,
    ),
  ) as PassportOverrides; // values of `wanted` under their own names
  const { workbook } = passport;
  const hasSheet = sheet !== undefined && workbook?.sheets.includes(sheet) && workbook.sheet !== sheet;
  return hasSheet ? { ...changes, sheet } : changes;
}

/**
 * The choices with every column of the profile read as it was there; columns that it does not know keep theirs.
 * N/A codes that were accepted already stay. See [SV88].
 */
export function applyProfile(
  descriptions: readonly ColumnDescription[],
  choices: ColumnChoices,
  settings: ImportSettings,
  decimal: '.' | ',',
): ColumnChoices {
  const byHeading = new Map(settings.columns.map((column) => [headingKey(column.name), column]));
  const applied = new Map(choices);
  for (const description of descriptions) {
    const { index, name } = description.summary;
    const wanted = byHeading.get(headingKey(name));
    if (!wanted) continue;
    const before = choices.get(index) ?? {};
    const choice = choiceLike(description, before, wanted, decimal);
    const isSame =
      profileChangesOf(decideColumn(description, before, decimal), decideColumn(description, choice, decimal))
        .length === 0;
    if (!isSame) applied.set(index, choice);
  }
  return applied;
}

function choiceLike(
  description: ColumnDescription,
  before: ColumnChoice,
  wanted: ColumnSettings,
  decimal: '.' | ',',
): ColumnChoice {
  const now = decideColumn(description, before, decimal);
  if (wanted.isDropped) return now.privacy === 'drop' ? before : { ...before, privacy: 'drop' };
  const isNewRole = wanted.role !== now.role;
  const choice: ColumnChoice = {
    ...before,
    ...(now.privacy === 'mask' ? {} : { privacy: 'mask' }),
    ...(isNewRole ? { role: wanted.role } : {}),
    // The codes of one role rarely fit another.
    naCodes: [...new Set([...(isNewRole ? [] : now.naCodes), ...wanted.naCodes])],
    ...(wanted.role === 'multi' && wanted.joinedBy ? { joinedBy: wanted.joinedBy } : {}),
    ...(RATED.includes(wanted.role) ? { isReversed: wanted.isReversed } : {}),
    ...(RATED.includes(wanted.role) && wanted.scale ? { scale: wanted.scale } : {}),
  };
  if (!wanted.points) return choice;
  // A wording that only this file has keeps the number that it was read as.
  const { wordings } = decideColumn(description, choice, decimal);
  const points = wordings.map(({ text, point }) => [text, wanted.points?.[text] ?? point] as const);
  return { ...choice, points: Object.fromEntries(points.filter(([, point]) => !Number.isNaN(point))) };
}

/** What became different in a column. */
export function profileChangesOf(before: ColumnDecision, after: ColumnDecision): ProfileChange[] {
  const column = after.description.summary.name;
  const changes: ProfileChange[] = [];
  if (after.privacy !== before.privacy) changes.push({ kind: 'privacy', column, to: after.privacy });
  // What is left out has no role any more: to say both would be to say it twice.
  if (after.role !== before.role && after.privacy !== 'drop') {
    changes.push({ kind: 'role', column, from: before.role, to: after.role });
  }
  if (after.role === 'multi' && before.role === 'multi' && after.joinedBy !== before.joinedBy) {
    changes.push({ kind: 'join', column, to: after.joinedBy ?? 'none' });
  }
  if (!RATED.includes(after.role) && after.role !== 'nps') return [...changes, ...newCodes(before, after)];
  const { scale } = after;
  const isNewScale = scale?.min !== before.scale?.min || scale?.max !== before.scale?.max;
  if (scale && isNewScale) changes.push({ kind: 'scale', column, to: scale });
  if (after.isReversed !== before.isReversed) {
    changes.push({ kind: 'direction', column, isReversed: after.isReversed });
  }
  const pointsBefore = new Map(before.wordings.map(({ text, point }) => [text, point]));
  const texts = after.wordings
    .filter(({ text, point }) => pointsBefore.has(text) && !Object.is(pointsBefore.get(text), point))
    .map(({ text }) => text);
  if (texts.length > 0) changes.push({ kind: 'wordings', column, texts });
  return [...changes, ...newCodes(before, after)];
}

/** Codes that no answer of this file is change nothing. */
function newCodes(before: ColumnDecision, after: ColumnDecision): ProfileChange[] {
  const { name, answers, isListComplete } = after.description.summary;
  const isGiven = (code: string): boolean => !isListComplete || answers.some(({ text }) => text === code);
  const added = after.naCodes.filter((code) => !before.naCodes.includes(code) && isGiven(code));
  return added.length > 0 ? [{ kind: 'na', column: name, added }] : [];
}

/** The choices without those that a profile made; what was decided about a column since then stays. */
export function withoutProfile(
  now: ColumnChoices,
  made: ColumnChoices,
  before: ColumnChoices,
): ColumnChoices {
  return new Map(
    [...now].flatMap(([index, choice]) => {
      const kept = choice === made.get(index) ? before.get(index) : choice;
      return kept ? [[index, kept] as const] : [];
    }),
  );
}

/** The choices about columns of the same heading in a file that was read anew, over those that it had. */
export function carryChoices(
  choices: ColumnChoices,
  from: readonly ColumnDescription[],
  to: readonly ColumnDescription[],
  known: ColumnChoices = new Map(),
): ColumnChoices {
  const byName = new Map(
    from.flatMap(({ summary }) => {
      const choice = choices.get(summary.index);
      return choice ? [[summary.name, choice] as const] : [];
    }),
  );
  const carried = to.flatMap(({ summary }) => {
    const choice = byName.get(summary.name);
    return choice ? [[summary.index, choice] as const] : [];
  });
  return new Map([...known, ...carried]);
}
