import { findColumn, type SurveyColumn, type SurveyTable } from '#lib/tabular/table/table.ts';
import type { CrossForm, OwnNet } from '../wave/cross-view.ts';
import { addOwnNets, type CrossQuestion, onlyNets } from './cross-question.ts';
import { questionOfColumn } from './question-of-column.ts';
import { questionOfJoined, questionOfOptionColumns } from './question-of-options.ts';
import { addScaleGroups } from './scale-groups.ts';

/** A table of more answers a side is no table but a list, and its column pairs could not be tested. */
export const MOST_CROSSED_ANSWERS = 200;

/** Why a question cannot be crossed. */
export type CrossRefusal =
  | { reason: 'unknown' }
  | { reason: 'not-a-question'; role: SurveyColumn['role'] }
  | { reason: 'too-many-answers'; answers: number }
  | { reason: 'no-answers' };

/** A question that was asked for and cannot be crossed. */
export interface CrossRefused {
  name: string;
  refusal: CrossRefusal | { reason: 'same-question' };
}

/** Roles without answers to be counted: texts and ids of single people, weights, what is left out. */
export const UNCROSSED: readonly SurveyColumn['role'][] = ['id', 'comment', 'weight', 'ignore'];

/**
 * The question of this name, ready to be crossed: a column, or a multiple choice by its question or by one of
 * its columns. A name is matched exactly, else without regard to case. `form` says how a scale stands; a
 * question without groups stays as it is. See [SV160].
 */
export function findCrossQuestion(
  table: SurveyTable,
  name: string,
  { form = 'answers', nets = [] }: { form?: CrossForm; nets?: readonly OwnNet[] } = {},
): CrossQuestion | CrossRefusal {
  const column = findColumn(table, name) ?? findOption(table, name);
  if (!column) return { reason: 'unknown' };
  if (UNCROSSED.includes(column.role)) return { reason: 'not-a-question', role: column.role };
  const question = questionOf(table, column);
  const { length } = question.answers;
  if (length === 0) return { reason: 'no-answers' };
  if (length > MOST_CROSSED_ANSWERS) return { reason: 'too-many-answers', answers: length };
  const grouped = form === 'answers' ? question : addScaleGroups(question, column, table.decimal);
  if (form === 'groups' && grouped !== question) return onlyNets(grouped);
  return nets.length > 0 ? addOwnNets(grouped, nets) : grouped;
}

/** Whether a question was found. */
export function isCrossQuestion(found: CrossQuestion | CrossRefusal): found is CrossQuestion {
  return 'answers' in found && !('reason' in found);
}

function findOption(table: SurveyTable, question: string): SurveyColumn | undefined {
  const wanted = question.trim().toLowerCase();
  const options = table.columns.filter(({ role, optionOf }) => role === 'multi' && optionOf);
  return (
    options.find(({ optionOf }) => optionOf?.question === question) ??
    options.find(({ optionOf }) => optionOf?.question.toLowerCase() === wanted)
  );
}

function questionOf(table: SurveyTable, column: SurveyColumn): CrossQuestion {
  const { role, joinedBy, optionOf } = column;
  if (joinedBy) return questionOfJoined(column, joinedBy);
  if (role !== 'multi' || !optionOf) return questionOfColumn(column, table.decimal);
  const options = table.columns.filter(
    (each) => each.role === 'multi' && each.optionOf?.question === optionOf.question,
  );
  return questionOfOptionColumns(options, table.rowCount);
}
