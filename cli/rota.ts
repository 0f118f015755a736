import { readFile, stat } from 'node:fs/promises';
import baseWords from '#lib/i18n/en/base.json' with { type: 'json' };
import words from '#lib/i18n/en/shifts.json' with { type: 'json' };
import { isAppError } from '#lib/base/errors.ts';
import { Translator } from '#lib/i18n/translator.ts';
import type { PersonReasons, WhatIf } from '#lib/shifts/rota/explain-rota.ts';
import { Fairness } from '#lib/shifts/rota/fairness.ts';
import { parseRotaRound } from '#lib/shifts/rota/rota-input.ts';
import { conflictSentence, reasonSentences, type RotaSentence } from '#lib/shifts/rota/rota-words.ts';
import type { RotaRound } from '#lib/shifts/rota/rota.ts';
import { countTours } from '#lib/shifts/rota/score.ts';
import type { SolvedRota } from '#lib/shifts/rota/rota-search.ts';
import { explainRota, runRota } from '#server/shifts/rota-job.ts';
import { CommandError, reportFailure, UsageError } from './command-failure.ts';
import type { Output } from './output.ts';
import { readArguments } from './read-arguments.ts';

const USAGE = `usage: herringbone rota FILE [--why PERSON] [--json]
  FILE  tours and people as JSON (docs/cli.md)
  --why PERSON  why this person has these tours, and what other ones would cost
`;

/** A thousand people with a word about each of a thousand tours have a tenth of it. */
export const MOST_ROTA_BYTES = 100_000_000;
/** Whether a file of so many bytes is no round. */
export function isNoRound(bytes: number): boolean {
  return bytes > MOST_ROTA_BYTES;
}

/** So many faults of a file are told; mending these often mends the others. */
export const MOST_FAULTS = 20;

/**
 * `herringbone rota`: the fairest rota of a round, proven, or the best one when time ran out. Resolves to the exit
 * code: 0 answered, which "infeasible" is as well, 1 bad input, 2 bad usage. See [RT1].
 */
export function rotaCommand(args: string[], io: Output): Promise<number> {
  return reportFailure(USAGE, io, async () => {
    const { file, why, isJson } = parseFlags(args);
    const round = await readRound(file);
    const person = why === undefined ? -1 : round.people.findIndex(({ id }) => id === why);
    if (why !== undefined && person < 0) throw new CommandError(`${file}: there is no person "${why}"`);
    const rota = await runRota(round);
    const reasons =
      person >= 0 && rota.status !== 'infeasible' ? await explainRota({ round, rota, person }) : undefined;
    if (isJson) {
      const told = reasons && { why: { person: why, ...namedReasons(round, reasons) } };
      io.out(`${JSON.stringify({ ...numbers(round, rota), ...told })}\n`);
    } else {
      const told = reasons ? reasonSentences(round, person, reasons).map(sentence) : [];
      io.out(`${[...page(round, rota), ...told].join('\n')}\n`);
    }
  });
}

interface Flags {
  file: string;
  why: string | undefined;
  isJson: boolean;
}

function parseFlags(args: string[]): Flags {
  const { values, positionals } = readArguments(args, {
    why: { type: 'string' },
    json: { type: 'boolean', default: false },
  });
  const [file] = positionals;
  if (file === undefined) throw new UsageError('which file?');
  if (positionals.length > 1) throw new UsageError(`one file at a time, not ${positionals.length}`);
  return { file, why: values.why, isJson: values.json };
}

async function readRound(path: string): Promise<RotaRound> {
  const unread = ({ code = 'unreadable' }: NodeJS.ErrnoException): never => {
    throw new CommandError(`${path}: ${code === 'ENOENT' ? 'no such file' : `cannot be read (${code})`}`);
  };
  const { size } = await stat(path).catch(unread);
  if (isNoRound(size))
    throw new CommandError(`${path}: larger than ${MOST_ROTA_BYTES / 1e6} MB, which no round needs`);
  const text = await readFile(path, 'utf8').catch(unread);
  let input: unknown;
  try {
    input = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new CommandError(`${path}: no JSON (${error instanceof Error ? error.message : String(error)})`);
  }
  try {
    return parseRotaRound(input);
  } catch (error) {
    if (!isAppError(error)) throw error;
    const lines = error.issues.map(({ path: at, message, values }) => {
      const row = values?.row === undefined || values.row === '' ? '' : ` (${values.row})`;
      return `${path}: ${at === '' ? '' : `${at}${row}: `}${sentence({ key: message, values: values ?? {} })}`;
    });
    const more = lines.length > MOST_FAULTS ? [`${path}: and ${lines.length - MOST_FAULTS} more`] : [];
    throw new CommandError([...lines.slice(0, MOST_FAULTS), ...more].join('\n'));
  }
}

function sentence({ key, values, reason }: RotaSentence): string {
  const texts = new Translator('en', { ...baseWords, ...words });
  return texts.text(key, { ...values, ...(reason && { reason: sentence(reason) }) });
}

/** The answer of docs/cli.md. What does not exist without a rota is null. */
function numbers(round: RotaRound, rota: SolvedRota): Record<string, unknown> {
  const { status, score, gap, conflicts } = rota;
  const isFound = status !== 'infeasible';
  return {
    status,
    unfilled: isFound ? score.unfilled : null,
    deviation: isFound ? deviationOf(round, rota) : null,
    preferenceCost: isFound ? score.preference : null,
    changes: isFound ? score.changes : null,
    gap,
    assignments: namedPairs(round, rota),
    ...(!isFound && {
      conflict: conflicts.map((each) => ({ ...each, message: sentence(conflictSentence(each)) })),
    }),
  };
}

function page(round: RotaRound, rota: SolvedRota): string[] {
  const { status, score, gap, openStage, conflicts } = rota;
  if (status === 'infeasible')
    return [
      'No rota keeps all locks and rules:',
      ...conflicts.map((each) => `  ${sentence(conflictSentence(each))}`),
    ];
  const counts = countTours(round, rota.pairs);
  const fairness = new Fairness(round);
  const far =
    gap === null
      ? 'how far it is from the best is not known'
      : `it is at most ${(100 * gap).toFixed(2)} % from the best`;
  const proof =
    status === 'optimal'
      ? 'Proven: no rota is better.'
      : `Not proven: time ran out at "${openStage}", and there ${far}.`;
  const changes = round.published ? `, ${score.changes} changes` : '';
  return [
    `${rota.pairs.length} places given, ${score.unfilled} missing${changes}, deviation ${deviationOf(round, rota)}, preferences ${score.preference}.`,
    proof,
    '',
    ...round.tours.map(({ id, seats }, tour) => {
      const names = rota.pairs
        .filter((pair) => pair.tour === tour)
        .map(({ person }) => round.people[person]?.id);
      return `${id} (${names.length} of ${seats}): ${names.join(', ')}`;
    }),
    '',
    ...round.people.map(({ id, history }, person) => {
      const now = counts[person] ?? 0;
      return `${id}: served ${history}, now ${now}, target ${fairness.target(person).toFixed(2)}`;
    }),
  ];
}

function deviationOf(round: RotaRound, { pairs }: SolvedRota): number {
  return new Fairness(round).deviation(countTours(round, pairs));
}

function namedPairs({ people, tours }: RotaRound, { pairs }: SolvedRota): { person: string; tour: string }[] {
  return pairs.map(({ person, tour }) => ({ person: people[person]?.id ?? '', tour: tours[tour]?.id ?? '' }));
}

function namedReasons({ people, tours }: RotaRound, reasons: PersonReasons): Record<string, unknown> {
  const nameOf = (tour: number): string => tours[tour]?.id ?? '';
  const named = (what: WhatIf): unknown =>
    what.kind === 'impossible' ? what : { ...what, people: what.people.map((person) => people[person]?.id) };
  return {
    tours: reasons.tours.map(({ tour, isLocked, without }) => ({
      tour: nameOf(tour),
      locked: isLocked,
      without: named(without),
    })),
    wishes: reasons.wishes.map(({ tour, with: wish }) => ({ tour: nameOf(tour), with: named(wish) })),
  };
}
