import { DELIMITERS, QUOTINGS } from '#lib/tabular/file/dialect.ts';
import { ENCODINGS } from '#lib/base/encoding/encoding.ts';
import type { PassportOverrides } from '#lib/tabular/file/passport.ts';
import { PLATFORMS } from '#lib/tabular/file/platform.ts';
import { MOST_HEADING_ROW } from '#lib/tabular/file/table-start.ts';
import { COLUMN_ROLES, type ColumnRole, JOIN_MARKS, type JoinMark } from '#lib/tabular/table/table.ts';
import { JOIN_NAMES } from '#lib/survey/columns/roles.ts';
import { UsageError } from './command-failure.ts';

export const USAGE = `usage: herringbone analyse FILE [--role COLUMN=ROLE ...] [--na COLUMN=CODE,CODE ...]
                            [--join COLUMN=MARK ...] [--segment COLUMN]
                            [--target COLUMN[=ANSWER] [--drivers COLUMN,COLUMN ...]]
                            [--cross ROW COLUMN] [--keep tests,unfinished,totals] [--json]
                           [--encoding NAME] [--delimiter MARK] [--decimal . or ,] [--platform NAME]
                           [--heading-row N] [--header-rows N] [--quoting NAME] [--date-order ymd|dmy|mdy] [--sheet NAME]
  ROLE: ${COLUMN_ROLES.join(', ')}
  MARK: what parts the options of a multiple choice, ${Object.values(JOIN_NAMES).join(', ')} or none
  --na COLUMN=0,6 replaces the N/A codes found by the program, --na COLUMN= clears them.
`;

export interface Flags {
  file: string;
  roles: [column: string, role: ColumnRole][];
  naCodes: [column: string, codes: string[]][];
  joins: [column: string, mark: JoinMark | 'none'][];
  segment?: string;
  target?: string;
  /** What was given as items of the drivers: headings, parted by commas. */
  drivers?: string[];
  /** Two questions, the rows and the columns of a crosstab. */
  cross?: [row: string, column: string];
  /** What flags say about the file; they win over what the program recognises. */
  passport: PassportOverrides;
  isJson: boolean;
}

/** The arguments after `analyse`, understood or refused with a sentence. */
export function parseFlags(args: readonly string[]): Flags {
  const files: string[] = [];
  const flags: Omit<Flags, 'file'> = { roles: [], naCodes: [], joins: [], passport: {}, isJson: false };
  for (let i = 0; i < args.length; i++) {
    const argument = args[i] ?? '';
    const [flag = '', inline] = argument.startsWith('--') ? splitOnce(argument, '=', 'first') : [argument];
    const value = (): string => {
      const given = inline ?? args[++i];
      if (given === undefined) throw new UsageError(`${flag} needs a value`);
      return given;
    };
    if (!argument.startsWith('--')) files.push(argument);
    else if (flag === '--json') flags.isJson = true;
    else if (flag === '--role') flags.roles.push(parseRole(value()));
    else if (flag === '--na') flags.naCodes.push(parseNaCodes(value()));
    else if (flag === '--join') flags.joins.push(parseJoin(value()));
    else if (flag === '--segment') flags.segment = value();
    else if (flag === '--target') flags.target = value();
    else if (flag === '--drivers') flags.drivers = [...(flags.drivers ?? []), value()];
    else if (flag === '--cross') {
      if (flags.cross) throw new UsageError('one --cross at a time');
      // The second value is the argument behind the first, in both ways of writing.
      const [row, column] = [value(), args[++i]];
      if (column === undefined || column.startsWith('--')) {
        throw new UsageError(`--cross takes two questions, ROW COLUMN; only "${row}" was given`);
      }
      flags.cross = [row, column];
    } else if (flag in PASSPORT_FLAGS) Object.assign(flags.passport, PASSPORT_FLAGS[flag]?.(value(), flag));
    else throw new UsageError(`unknown flag ${argument}`);
  }
  const [file] = files;
  if (file === undefined) throw new UsageError('which file?');
  if (flags.drivers && flags.target === undefined) {
    throw new UsageError('--drivers needs --target COLUMN: what the items are to account for');
  }
  if (files.length > 1) throw new UsageError(`one file at a time, not ${files.length}`);
  return { ...flags, file };
}

const PASSPORT_FLAGS: Readonly<Record<string, (text: string, flag: string) => PassportOverrides>> = {
  '--encoding': (text, flag) => ({ encoding: oneOf(ENCODINGS, text.toLowerCase(), flag) }),
  '--delimiter': (text, flag) => ({
    delimiter: oneOf(DELIMITERS, /^(?:tab|\\t)$/.test(text) ? '\t' : text, flag),
  }),
  '--decimal': (text, flag) => ({ decimal: oneOf<'.' | ','>(['.', ','], text, flag) }),
  '--platform': (text, flag) => ({ platform: oneOf(PLATFORMS, text, flag) }),
  '--heading-row': (text, flag) => ({ headingRow: rowNumber(text, flag) }),
  '--quoting': (text, flag) => ({ quoting: oneOf(QUOTINGS, text, flag) }),
  '--header-rows': (text, flag) => ({ headerRows: Number(oneOf(['0', '1', '2', '3'], text, flag)) }),
  '--date-order': (text, flag) => ({
    dateOrder: oneOf<'ymd' | 'dmy' | 'mdy'>(['ymd', 'dmy', 'mdy'], text, flag),
  }),
  '--sheet': (sheet) => ({ sheet }),
  '--keep': (text, flag) => {
    const kinds = text.split(',').map((kind) => oneOf(['tests', 'unfinished', 'totals'], kind.trim(), flag));
    return {
      ...(kinds.includes('tests') ? { testRows: 'keep' } : {}),
      ...(kinds.includes('unfinished') ? { unfinishedRows: 'keep' } : {}),
      ...(kinds.includes('totals') ? { totalRows: 'keep' } : {}),
    };
  },
};

function rowNumber(text: string, flag: string): number {
  const row = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (row < 1 || row > MOST_HEADING_ROW) {
    throw new UsageError(`${flag} takes a row from 1 to ${MOST_HEADING_ROW}, not "${text}"`);
  }
  return row;
}

function oneOf<Value extends string>(known: readonly Value[], text: string, flag: string): Value {
  const found = known.find((each) => each === text);
  if (found === undefined) {
    const list = known.map((each) => (each === '\t' ? 'tab' : each)).join(' ');
    throw new UsageError(`${flag} takes one of ${list}, not "${text}"`);
  }
  return found;
}

/** `name=value`; a heading may hold an equals sign, so the last one parts it from the value. */
function splitOnce(text: string, mark: string, which: 'first' | 'last'): [string, string] | [string] {
  const at = which === 'first' ? text.indexOf(mark) : text.lastIndexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function parseRole(text: string): [string, ColumnRole] {
  const [column, roleText] = splitOnce(text, '=', 'last');
  const role = COLUMN_ROLES.find((known) => known === roleText);
  if (!column || !role) throw new UsageError(`--role takes COLUMN=ROLE, not "${text}"`);
  return [column, role];
}

function parseJoin(text: string): [string, JoinMark | 'none'] {
  const [column, name] = splitOnce(text, '=', 'last');
  const mark = JOIN_MARKS.find((each) => each === name || JOIN_NAMES[each] === name);
  if (column && (mark ?? name === 'none')) return [column, mark ?? 'none'];
  const names = [...Object.values(JOIN_NAMES), 'none'].join(' ');
  throw new UsageError(`--join takes COLUMN=MARK with a mark of ${names}, not "${text}"`);
}

function parseNaCodes(text: string): [string, string[]] {
  const [column, codes] = splitOnce(text, '=', 'last');
  if (!column || codes === undefined) throw new UsageError(`--na takes COLUMN=CODE,CODE, not "${text}"`);
  return [
    column,
    codes
      .split(',')
      .map((code) => code.trim())
      .filter((code) => code !== ''),
  ];
}
