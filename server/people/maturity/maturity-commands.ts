import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import { loadMessages } from '#lib/i18n/catalogue.ts';
import { Translator } from '#lib/i18n/translator.ts';
import {
  AssessmentForm,
  MATURITY_STAGES,
  stageOf,
  type Assessment,
  type OpenAssessment,
} from '#lib/people/maturity/maturity.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import { requirePermission, requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { addSharedDecision, listSharedDecisions, readDecisionForm } from '../../decisions/shared-commands.ts';
import type { TellInboxes } from '../../notify/notice-commands.ts';
import { holdOrganisation } from '../department-store.ts';
import * as store from './maturity-store.ts';

type SharedDecision = Awaited<ReturnType<typeof listSharedDecisions>>[number];

/** Every assessment with its decision, that of the latest day first. */
async function readAssessments(db: Queries): Promise<(store.MaturityRow & { decision: SharedDecision })[]> {
  const rows = await store.listMaturityRows(db);
  const decisions = await listSharedDecisions(
    db,
    rows.map(({ decisionId }) => decisionId),
  );
  const byId = new Map<string, SharedDecision>(decisions.map((decision) => [decision.id, decision]));
  return rows.flatMap((row) => {
    const decision = byId.get(row.decisionId);
    return decision ? [{ ...row, decision }] : [];
  });
}

const isWaiting = ({ state }: SharedDecision): boolean => state === 'open' || state === 'poll';

/**
 * Where the organisation stands and stood [CX20] [CX22]: everything that was decided, the latest day first, and what
 * waits for its decision, for those who see that.
 */
export async function getMaturity(
  context: Context,
  actor: Actor,
): Promise<{ decided: Assessment[]; open: OpenAssessment[]; today: string }> {
  requirePermission(actor, 'standard.view');
  const all = await readAssessments(context.db);
  const seesDecision = isPermitted(standingsOf(actor), 'decision.viewAll');
  const decided = all.flatMap(({ asOf, optionIds, decision }): Assessment[] => {
    const { state, comparison, outcomeOptionId, decidedAtMs } = decision;
    // What another decision took the place of stays in the record: it says what was held then [CX21].
    if ((state !== 'decided' && state !== 'superseded') || decidedAtMs === null) return [];
    const option = comparison.options.find(({ id }) => id === outcomeOptionId)?.text ?? '';
    return [
      {
        ...{ asOf, stage: stageOf(optionIds, outcomeOptionId), decidedAtMs },
        outcome: [option, decision.outcome].filter((text) => text !== '').join('. '),
        ...{ evidence: decision.context, why: decision.why, decidedByName: decision.decidedByName },
        number: seesDecision ? decision.number : null,
      },
    ];
  });
  return {
    // Of one day the later decision corrects the earlier one.
    decided: decided.toSorted(
      (one, other) => other.asOf.localeCompare(one.asOf) || other.decidedAtMs - one.decidedAtMs,
    ),
    open: !seesDecision
      ? []
      : all
          .filter(({ decision }) => isWaiting(decision))
          .map(({ asOf, decision: { number, deciders } }) => ({ asOf, number, deciders })),
    today: dayAt(context.clock(), context.settings.timeZone),
  };
}

/**
 * Has it decided where the organisation stands, with the stages to choose from [CX20]. Nothing is ever changed in
 * the record: another assessment takes the place of the last one when it is decided [CX21].
 */
export async function assessMaturity(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ number: number }> {
  requirePerson(actor, 'standard.manage');
  const { asOf, evidence, deciderIds } = parseInput(AssessmentForm, input);
  if (asOf > dayAt(context.clock(), context.settings.timeZone))
    throw new AppError('invalid', { issues: [{ path: 'asOf', message: 'maturity.notYet' }] });
  const { locale } = context.settings.current;
  const i18n = new Translator(locale, await loadMessages(locale, ['people']));
  const form = await readDecisionForm(context, actor, {
    question: i18n.t('maturity.question', { day: i18n.day(asOf) }),
    context: evidence,
    options: MATURITY_STAGES.map((stage) => i18n.t(`maturity.stage.${stage}`)).join('\n'),
    deciderIds,
  });
  const after: TellInboxes[] = [];
  const number = await context.database.transaction(async (trx) => {
    await holdOrganisation(trx);
    const all = await readAssessments(trx);
    const waiting = all.find(({ decision }) => isWaiting(decision));
    if (waiting)
      throw new AppError('conflict', {
        reason: 'maturity.isOpen',
        values: { number: waiting.decision.number },
      });
    const replaced = all.find(({ decision }) => decision.state === 'decided');
    const newer = { ...form, replacesId: replaced?.decisionId ?? '' };
    const made = await addSharedDecision(context, trx, actor, newer, after);
    const optionIds = made.comparison.options.map(({ id }) => id);
    await store.insertMaturity(trx, { decisionId: made.id, asOf, optionIds });
    return made.number;
  });
  for (const tell of after) tell();
  return { number };
}
