import { bracketed } from '#lib/tabular/file/bracketed.ts';
import type { OptionOf } from '#lib/tabular/table/table.ts';
import type { ColumnSummary } from './summary.ts';
import type { RoleGuess } from './role-guess.ts';

const TICK = /^(?:y|x|1|true|yes|tak|t|selected|checked|wybrano|zaznaczono)$/i;
const NOT_SELECTED =
  /^(?:not selected|unselected|unchecked|not checked|not chosen|nie ?wybran[oeay]|nie ?zaznaczon[oeay]|brak wyboru)$/i;
const NO_TICK = /^(?:n|0|false|no|nie)$/i;

/** Whether an answer is the word that a tool writes for an option that was not chosen. */
function isNotSelected(answer: string): boolean {
  return NOT_SELECTED.test(answer.trim());
}

/** Whether an answer leaves an option open: 0, "no", or the word that a tool writes for it. */
function isNoTick(answer: string): boolean {
  return NO_TICK.test(answer.trim()) || isNotSelected(answer);
}

/** The option of a column whose empty mark is a word ("Not selected", "Nie wybrano"): its only other answer. See [SV131]. */
export function optionBesideWord({ answers }: ColumnSummary): string | undefined {
  if (!answers.some(({ text }) => isNotSelected(text))) return undefined;
  const chosen = answers.filter(({ text }) => !isNotSelected(text));
  return answers.length === 2 ? chosen[0]?.text : undefined;
}

/** Whether an answer of such a column says that the option was chosen: a tick, or the option's own text. */
export function isChosen(answer: string): boolean {
  return answer.trim() !== '' && !isNoTick(answer);
}

/** Whether the answers are a tick and its opposite, as exports of full answers write them. */
export function isTickColumn(summary: ColumnSummary): boolean {
  const texts = summary.answers.map(({ text }) => text.trim());
  return texts.length === 2 && texts.some((text) => TICK.test(text)) && texts.some(isNoTick);
}

/**
 * Which option columns belong to one question: those that name it (`Question [Option]`, `Q1[SQ001]`,
 * `Question - Option`), else neighbours, as Typeform writes them with nothing but the option. See [SV30].
 */
export function groupOptions(
  summaries: readonly ColumnSummary[],
  guesses: readonly RoleGuess[],
): (OptionOf | undefined)[] {
  const groups: (OptionOf | undefined)[] = summaries.map(() => undefined);
  let run: number[] = [];
  const closeRun = (): void => {
    const [first] = run;
    const last = run.at(-1);
    if (first !== undefined && last !== undefined && run.length > 1) {
      const nameOf = (index: number): string => optionText(summaries[index]);
      for (const index of run) {
        groups[index] = { question: `${nameOf(first)} … ${nameOf(last)}`, option: nameOf(index) };
      }
    }
    run = [];
  };
  summaries.forEach((summary, i) => {
    const isOption = guesses[i]?.role === 'multi' && guesses[i]?.joinedBy === undefined;
    const named = isOption ? namedGroup(summary) : undefined;
    if (named) groups[i] = named;
    if (isOption && !named) run.push(i);
    else closeRun();
  });
  closeRun();
  const sizes = new Map<string, number>();
  for (const group of groups) if (group) sizes.set(group.question, (sizes.get(group.question) ?? 0) + 1);
  return groups.map((group) => (group && (sizes.get(group.question) ?? 0) > 1 ? group : undefined));
}

function namedGroup({ name, label }: ColumnSummary): OptionOf | undefined {
  for (const text of [label, name]) {
    const brackets = bracketed(text.replace(/ \(\d{1,6}\)$/, ''));
    if (brackets?.before) return { question: brackets.before, option: brackets.inside };
    // Qualtrics: "Which have you used? - Selected Choice - Phone".
    const dashed = /^(.+?)(?: - Selected Choice)? - (.+)$/.exec(text);
    if (dashed) return { question: dashed[1] ?? '', option: dashed[2] ?? '' };
  }
  return undefined;
}

/** The text of the option: the only answer, unless that is a tick. */
function optionText(summary: ColumnSummary | undefined): string {
  const answer = summary?.answers.find(({ text }) => isChosen(text))?.text ?? '';
  return TICK.test(answer.trim()) ? (summary?.name ?? '') : answer;
}
