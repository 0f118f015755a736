// Above 300 lines: one decision, whose steps each take what the one before has found.
import type { AnswerCounts, RenewedAnswer, ShownQuestion, ShownVersion } from './shown-version.ts';
import { joinQuestion, recognisePeople } from './join-versions.ts';
import { groupKey } from './published-cell.ts';
import { type Declaration, publishTables, weightColumn } from './publish-tables.ts';
import { SMALLEST_THRESHOLD } from '#lib/base/small-n.ts';
import { cellsOf, type PublishedSegment, type PublishedTables } from './published-tables.ts';
import { type KeyedHash, markedColumns, markRows, plainAnswer } from './row-marks.ts';
import { answerScores } from '../measure/scores.ts';
import { suppressCells, type CellSystem } from './suppress.ts';
import { columnsWithRole, type SurveyColumn, type SurveyTable } from '#lib/tabular/table/table.ts';
import { tableCells, type Atoms } from './table-cells.ts';
import { rowWeights } from '../measure/weights.ts';

/** A part of the respondents whose figure of one column is pinned. */
export interface PinnedGroup {
  id: string;
  column: string;
  /** The same for the same question of every version. */
  name: string;
  mask: Uint8Array;
}

/** What of a version of a wave is to be shown to readers without rows, and what they know already. */
export interface DisclosureQuestion {
  declaration: Declaration | undefined;
  /** The tables of this version that are shown; without them the declaration asks for new ones. */
  tables: PublishedTables | undefined;
  /** Whether everybody's figures of this version are shown already. */
  isShown: boolean;
  /** Pinned groups of this version that are shown, and those that somebody asks to show. */
  pinned: readonly PinnedGroup[];
  asked: readonly PinnedGroup[];
  /** What was shown of the other versions. */
  earlier: readonly ShownVersion[];
}

export type DisclosureRefusal = { kind: 'near'; columns: readonly string[] } | { kind: 'unknown-rows' };

export interface DisclosureAnswer {
  /** Why the version cannot be shown: nothing, or the names of columns too near to what was shown, or rows that cannot be recognised. */
  refusal: DisclosureRefusal | undefined;
  /** People behind everybody's figure, by column, where it can be shown. */
  people: Readonly<Record<string, number>>;
  tables: PublishedTables | undefined;
  /** Which of the pinned groups that were asked about can be shown. */
  shownPins: readonly string[];
  /** What is shown of this version from now on; nothing of a refused one, whose rows are kept for recognising people. */
  shown: ShownVersion;
}

const NOBODY_KNOWN = { person: new Uint32Array(), renewed: [] };
const NO_TABLES: Declaration = {
  segments: [],
  figureThreshold: SMALLEST_THRESHOLD,
  wordThreshold: SMALLEST_THRESHOLD,
  isWeighted: false,
};

/**
 * Decides what can be shown of a version of a wave, question by question, so that no group below the
 * threshold follows from that and everything shown before. Cells of new tables are hidden as far as it
 * takes; a version whose figures of everybody would have to be hidden is refused. See [SV112].
 */
export function discloseWave(
  table: SurveyTable,
  question: DisclosureQuestion,
  keyed: KeyedHash,
): DisclosureAnswer {
  const declaration = question.declaration ?? NO_TABLES;
  const cells = tableCells(table, declaration);
  const weight = weightColumn(table, declaration);
  const weights = weight && rowWeights(weight, table.decimal);
  const pins = [...question.pinned, ...question.asked];
  const names = [
    keyed('everybody'),
    ...cellNames(cells.segments, weights !== undefined, keyed),
    ...pins.map(({ name }) => name),
  ];
  const columns = columnsWithRole(table, 'nps', 'csat', 'ces', 'rating', 'number').filter(
    ({ role, name }) => role !== 'number' || pins.some(({ column }) => column === name),
  );
  const recognised = recognisePeople(question.earlier, table, keyed);
  const newest = readVersion(
    table,
    columns,
    { names, atoms: cells.atoms, weights, pins, ...(recognised ?? NOBODY_KNOWN) },
    keyed,
  );
  if (!recognised) {
    return { refusal: { kind: 'unknown-rows' }, people: {}, tables: undefined, shownPins: [], shown: newest };
  }
  const asksTables = question.declaration !== undefined && question.tables === undefined;
  const cellCount = names.length - 1 - pins.length;
  const suppress = rememberSystems(declaration.figureThreshold);
  const near: string[] = [];
  const counts: Record<string, number> = {};
  const shownPins: string[] = [];
  const questions: Record<string, ShownQuestion> = {};
  const hiddenCells = new Map<string, Uint8Array>();
  columns.forEach((column, bit) => {
    const key = keyed('column', column.name);
    const isMeasured = column.role !== 'number';
    const ownPins = pins.flatMap((pin, i) => (pin.column === column.name ? [1 + cellCount + i] : []));
    const isPinned = (group: number): boolean => group - 1 - cellCount < question.pinned.length;
    const ofTables = isMeasured ? Array.from({ length: cellCount }, (_, cell) => 1 + cell) : [];
    const isVisible = visibleCells(question.tables, column);
    const everybody = isMeasured ? [0] : [];
    const known = [
      ...(question.isShown ? everybody : []),
      ...ofTables.filter((group) => isVisible(group - 1)),
      ...ownPins.filter(isPinned),
    ];
    // Cells of new tables come first: their lines count from there.
    const asked = [
      ...(asksTables ? ofTables : []),
      ...(question.isShown ? [] : everybody),
      ...ownPins.filter((group) => !isPinned(group)),
    ];
    const before = question.earlier.map((version) => ({ version, question: version.questions[key] }));
    const joined = joinQuestion([
      ...before.map(({ version, question: old }) => ({
        version,
        key,
        bit: old?.bit,
        groups: old?.groups.map(({ group }) => group) ?? [],
      })),
      { version: newest, key, bit, groups: [...asked, ...known] },
    ]);
    const now = joined.groups.at(-1) ?? [];
    const sizes = now.map((members) => members.reduce((sum, atom) => sum + (joined.atoms[atom] ?? 0), 0));
    const answersOf = answerCounter(column, table.decimal, newest, bit, keyed);
    const former = before.flatMap(({ version, question: old }, v) =>
      (old?.groups ?? []).map(({ group, answers }, i) => ({
        atoms: joined.groups[v]?.[i] ?? [],
        cell: asked.findIndex((own) => names[own] === version.groups[group]),
        answers,
      })),
    );
    const hidden = suppress({
      atoms: joined.atoms,
      gone: joined.gone,
      cells: now.slice(0, asked.length),
      lines: asksTables && isMeasured ? cells.atoms.lines : [],
      known: [
        ...former.map(({ atoms, cell }) => ({ atoms, cell: cell < 0 ? undefined : cell })),
        ...known.flatMap((_, i) =>
          (sizes[asked.length + i] ?? 0) >= SMALLEST_THRESHOLD
            ? [{ atoms: now[asked.length + i] ?? [], cell: undefined }]
            : [],
        ),
      ],
      secret: Uint8Array.from(asked, (group, cell) =>
        Number(
          former.some(
            (old) => old.cell === cell && areNear(old.answers, answersOf(group), declaration.figureThreshold),
          ),
        ),
      ),
    });
    hiddenCells.set(column.name, hidden);
    const everybodyCell = asked.indexOf(0);
    if (
      everybodyCell >= 0 &&
      hidden[everybodyCell] === 1 &&
      (sizes[everybodyCell] ?? 0) >= declaration.figureThreshold
    )
      near.push(column.label || column.name);
    const out = [...asked, ...known].filter(
      (_, i) => (sizes[i] ?? 0) >= SMALLEST_THRESHOLD && hidden[i] !== 1,
    );
    if (out.includes(0)) counts[column.name] = sizes[[...asked, ...known].indexOf(0)] ?? 0;
    for (const group of out) {
      const pin = pins[group - 1 - cellCount];
      if (pin && !isPinned(group)) shownPins.push(pin.id);
    }
    questions[key] = { bit, groups: out.map((group) => ({ group, answers: answersOf(group) })) };
  });
  const tables = asksTables
    ? publishTables(table, declaration, cells, ({ name }) => hiddenCells.get(name) ?? new Uint8Array())
    : question.tables;
  return {
    refusal: near.length > 0 ? { kind: 'near', columns: near } : undefined,
    people: counts,
    tables,
    shownPins,
    shown: { ...newest, questions: near.length > 0 ? {} : questions },
  };
}

/** The names of the cells of tables, the same in every version whose answers have the same names. */
function cellNames(segments: readonly PublishedSegment[], isWeighted: boolean, keyed: KeyedHash): string[] {
  return cellsOf(segments.map(({ groups }) => groups.length)).map(({ groups }) => {
    const texts = groups.map(({ segment, group }) => {
      const { column = '', groups: all = [] } = segments[segment] ?? {};
      const found = all[group];
      return `${column}\0${found ? groupKey(found) : ''}`;
    });
    return keyed(isWeighted ? 'weighted cell' : 'cell', ...texts.sort());
  });
}

/** Every row of a version with its marks, its groups and what it answered; nothing of it is shown yet. */
function readVersion(
  table: SurveyTable,
  columns: readonly SurveyColumn[],
  of: {
    names: readonly string[];
    atoms: Atoms;
    weights: Float64Array | undefined;
    pins: readonly PinnedGroup[];
    person: Uint32Array;
    renewed: readonly RenewedAnswer[];
  },
  keyed: KeyedHash,
): ShownVersion {
  const marked = markedColumns(table, keyed);
  const { rowCount } = table;
  const nobody = new Float64Array(rowCount);
  const cellsOfAtom: number[][] = Array.from({ length: of.atoms.count }, () => []);
  of.atoms.cells.forEach((members, cell) => {
    for (const atom of members) cellsOfAtom[atom]?.push(1 + cell);
  });
  const firstPin = of.names.length - of.pins.length;
  const memberships: number[][] = [];
  const places = new Map<string, number>();
  const membership = new Uint32Array(rowCount);
  for (let row = 0; row < rowCount; row++) {
    // Rows without a weight are in no cell of weighted tables.
    const atom = of.weights && !((of.weights[row] ?? NaN) > 0) ? -1 : (of.atoms.codes[row] ?? -1);
    let key = String(atom);
    for (const { mask } of of.pins) key += mask[row] === 1 ? '+' : '-';
    let place = places.get(key);
    if (place === undefined) {
      const ownPins = of.pins.flatMap(({ mask }, i) => (mask[row] === 1 ? [firstPin + i] : []));
      place = memberships.push([0, ...(cellsOfAtom[atom] ?? []), ...ownPins]) - 1;
      places.set(key, place);
    }
    membership[row] = place;
  }
  const answeredBytes = Math.ceil(columns.length / 8);
  const answered = new Uint8Array(rowCount * answeredBytes);
  columns.forEach(({ codes, ...column }, bit) => {
    const scores = answerScores({ codes, ...column }, table.decimal);
    for (let row = 0; row < rowCount; row++) {
      if (Number.isNaN(scores[codes[row] ?? 0] ?? NaN)) continue;
      const at = row * answeredBytes + (bit >> 3);
      answered[at] = (answered[at] ?? 0) | (1 << (bit & 7));
    }
  });
  return {
    columns: marked,
    groups: of.names,
    questions: {},
    memberships,
    renewed: of.renewed,
    person: of.person,
    whole: markRows(table, marked.whole, keyed)?.marks ?? nobody,
    core: markRows(table, marked.core, keyed)?.marks ?? nobody,
    membership,
    answered,
    answeredBytes,
  };
}

/** How many of a group gave each answer, answers as keyed hashes. */
function answerCounter(
  column: SurveyColumn,
  decimal: '.' | ',',
  version: ShownVersion,
  bit: number,
  keyed: KeyedHash,
): (group: number) => AnswerCounts {
  const scores = answerScores(column, decimal);
  const counts = new Map<number, Float64Array>();
  column.codes.forEach((code, row) => {
    if (Number.isNaN(scores[code] ?? NaN)) return;
    const place = version.membership[row] ?? 0;
    const own = counts.get(place) ?? new Float64Array(column.dictionary.size);
    own[code] = (own[code] ?? 0) + 1;
    counts.set(place, own);
  });
  const hashes = new Map<number, string>();
  const hashOf = (code: number): string => {
    const hash =
      hashes.get(code) ?? keyed('answer', plainAnswer(column.dictionary.textAt(code))).slice(0, 16);
    hashes.set(code, hash);
    return hash;
  };
  return (group) => {
    const ofGroup = new Map<string, number>();
    for (const [place, own] of counts) {
      if (!version.memberships[place]?.includes(group)) continue;
      own.forEach((count, code) => {
        if (count > 0) ofGroup.set(hashOf(code), (ofGroup.get(hashOf(code)) ?? 0) + count);
      });
    }
    return [...ofGroup].sort(([a], [b]) => (a < b ? -1 : 1));
  };
}

/**
 * Whether the answers of a group differ between two versions by fewer people than the smallest group. It
 * asks for answers, not for rows: a file that was written in another way cannot hide that one is new.
 */
function areNear(before: AnswerCounts, now: AnswerCounts, threshold: number): boolean {
  const differences = new Map<string, number>(before);
  for (const [answer, count] of now) differences.set(answer, (differences.get(answer) ?? 0) - count);
  const sumOf = (sign: 1 | -1): number =>
    differences.values().reduce((sum, each) => sum + Math.max(0, sign * each), 0);
  const people = Math.max(sumOf(1), sumOf(-1));
  return people > 0 && people < threshold;
}

/** The cells of tables that show a figure of a column. */
function visibleCells(
  tables: PublishedTables | undefined,
  { name }: SurveyColumn,
): (cell: number) => boolean {
  const cells = tables?.measures.find(({ column }) => column === name)?.cells ?? [];
  return (cell) => typeof cells[cell] === 'object';
}

/** Columns that the same people answered need the same groups hidden, worked out once. */
function rememberSystems(threshold: number): (system: CellSystem) => Uint8Array {
  const known = new Map<string, Uint8Array>();
  return (system) => {
    const { atoms, cells, known: groups, gone, secret } = system;
    const key = JSON.stringify([atoms, cells, groups, [...(gone ?? [])], [...(secret ?? [])]]);
    const hidden = known.get(key) ?? suppressCells(system, threshold);
    known.set(key, hidden);
    return hidden;
  };
}
