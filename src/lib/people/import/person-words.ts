import { foldText } from '../../base/words/fold-text.ts';
import type { Role } from '../permissions.ts';
import type { Level } from '../person.ts';

/** Roles as lists name them, as `foldText` leaves them. */
const ROLE_WORDS: Readonly<Record<Role, readonly string[]>> = {
  admin: ['admin', 'administrator', 'administratorka'],
  lead: ['lead', 'leader', 'cx lead', 'lider', 'liderka', 'lider cx', 'liderka cx'],
  analyst: ['analyst', 'analityk', 'analityczka'],
  director: ['director', 'dyrektor', 'dyrektorka'],
  mentor: ['mentor', 'mentorka'],
  employee: ['employee', 'pracownik', 'pracowniczka'],
};

const LEVEL_WORDS: Readonly<Record<Level, readonly string[]>> = {
  board: ['board', 'board member', 'executive', 'zarzad', 'czlonek zarzadu', 'czlonkini zarzadu', 'prezes'],
  head: [
    'head',
    'manager',
    'director',
    'kierownik',
    'kierowniczka',
    'dyrektor',
    'dyrektorka',
    'menedzer',
  ].concat(['menedzerka']),
  staff: ['staff', 'employee', 'specialist', 'pracownik', 'pracowniczka', 'specjalista', 'specjalistka'],
};

const ROLE_OF = wordsOf(ROLE_WORDS);
const LEVEL_OF = wordsOf(LEVEL_WORDS);
/** Between two roles. */
const BETWEEN = /[,;|/+&\r\n]+|\s(?:and|i|oraz)\s/iu;

function wordsOf<Key extends string>(words: Readonly<Record<Key, readonly string[]>>): Map<string, Key> {
  // The keys of the record are its type.
  const keys = Object.keys(words) as Key[];
  return new Map(keys.flatMap((key) => words[key].map((word) => [word, key])));
}

/**
 * The roles of a cell: parted by commas, semicolons, bars, slashes, line breaks or blanks, in either language.
 * A word that is no role stays as it was written, for the parser of a person to refuse.
 */
export function readRoles(cell: string): string[] {
  return cell.split(BETWEEN).flatMap((part) => {
    const whole = ROLE_OF.get(foldText(part));
    if (whole) return [whole];
    return part
      .split(/\s+/)
      .filter((word) => word !== '')
      .map((word) => ROLE_OF.get(foldText(word)) ?? word);
  });
}

/** The level of a cell; a word that is none stays as it was written. */
export function readLevel(cell: string): string {
  return LEVEL_OF.get(foldText(cell)) ?? cell;
}
