import { asId } from '#lib/base/ids.ts';
import { unguardFormula } from '#lib/base/csv-cell.ts';
import { type NumberedRow, readRows } from '#lib/tabular/read/read-rows.ts';
import type { CategoryId } from '../cause.ts';
import { hueOfIndex } from '../cause.ts';
import type { Bone, CauseNode, Fishbone } from '../fishbone.ts';
import { refused } from '../text-issue.ts';
import type { Parsed, TextIssue } from '../text-issue.ts';

/** How many columns `formatCsv` writes, without and with what was found out, which is not read back: headings may be in any language. */
const COLUMNS: readonly (number | undefined)[] = [7, 10];
const LEVEL_COLUMN = 2;

interface GrowingCause extends CauseNode {
  children: GrowingCause[];
}

interface GrowingBone extends Bone {
  children: GrowingCause[];
}

/** Whether a text is the table that we write: as many columns, of which the third counts the level. */
export function isCsv(text: string): boolean {
  const [head, first] = rowsOf(text.slice(0, 20_000));
  return COLUMNS.includes(head?.cells.length) && /^\d+$/.test(first?.cells[LEVEL_COLUMN] ?? '');
}

/** Reads the table of causes that we write, after somebody worked on it in a spreadsheet. */
export function parseCsv(text: string): Parsed<Fishbone> {
  const [, ...rows] = rowsOf(text);
  if (rows.length === 0) return refused(null, 'formats.fault.empty');
  const issues: TextIssue[] = [];
  const bones = new Map<string, GrowingBone>();
  /** The causes that are open above the next row, and the bone they are on. */
  let open: GrowingCause[] = [];
  let bone = newBone('', 0);
  for (const [index, { line, cells }] of rows.entries()) {
    const [, category = '', level = '', cause = '', , note = '', tags = ''] = cells.map(unguardFormula);
    const depth = Number(level);
    if (!Number.isInteger(depth) || depth < 1) {
      issues.push({ line, message: 'formats.fault.badLevel', values: { found: level.slice(0, 40) } });
      continue;
    }
    if (!bones.has(category) || bone.name !== category) {
      bone = bones.get(category) ?? newBone(category, bones.size);
      bones.set(category, bone);
      open = [];
    }
    if (depth > open.length + 1) {
      issues.push({
        line,
        message: 'formats.fault.levelJump',
        values: { level: depth, above: open.length },
      });
      continue;
    }
    const node: GrowingCause = {
      id: asId(`cause-${index + 1}`),
      text: cause,
      authorId: null,
      note,
      tags: tags.split(',').flatMap((tag) => tag.trim() || []),
      twinOf: null,
      children: [],
    };
    open.length = depth - 1;
    (open.at(-1)?.children ?? bone.children).push(node);
    open.push(node);
  }
  if (issues.length > 0) return { ok: false, issues: issues.slice(0, 20) };
  const head = unguardFormula(rows[0]?.cells[0] ?? '');
  return { ok: true, value: { head, headSide: 'right', bones: [...bones.values()] } };
}

function newBone(name: string, index: number): GrowingBone {
  const id: CategoryId = asId(`category-${index + 1}`);
  return { id, name, question: '', hue: hueOfIndex(index), children: [] };
}

/** The table's rows; Polish Excel writes semicolons. */
function rowsOf(text: string): NumberedRow[] {
  return readRows(text, delimiterOf(text));
}

function delimiterOf(text: string): string {
  const [first = ''] = text.split('\n', 1);
  return [',', ';', '\t'].find((each) => COLUMNS.includes(first.split(each).length)) ?? ',';
}
