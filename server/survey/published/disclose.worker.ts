import { isMeasured } from '#lib/survey/insights/insight.ts';
import { createHmac } from 'node:crypto';
import { rowsOf } from '#lib/survey/comments/ask-again.ts';
import { discloseWave, type PinnedGroup } from '#lib/survey/published/disclose-wave.ts';
import { measure } from '#lib/survey/measure/measure.ts';
import type { KeyedHash } from '#lib/survey/published/row-marks.ts';
import { packVersion, unpackVersion } from '#lib/survey/published/shown-version.ts';
import { trimTables } from '#lib/survey/published/trim-tables.ts';
import { WaveFile } from '#lib/survey/wave/wave-file.ts';
import { findLost } from '#lib/survey/published/find-lost.ts';
import { answerCalls } from '#lib/base/ask-worker.ts';
import { threadPort } from '#server/thread-port.ts';
import type { AskedInsight, DiscloseCalls, DisclosureResult, DisclosureTask } from './disclose-job.ts';

answerCalls<DiscloseCalls>(threadPort(), { disclose });

async function disclose(task: DisclosureTask): Promise<DisclosureResult> {
  const keyed: KeyedHash = (...texts) =>
    createHmac('sha256', task.key).update(JSON.stringify(texts)).digest('hex');
  const file = new WaveFile(task.bytes);
  const needsComments = task.declaration !== undefined || task.former !== undefined || task.naming.length > 0;
  const table = await file.table(
    file.columns
      .filter(({ role }) => role !== 'id' && role !== 'ignore' && (needsComments || role !== 'comment'))
      .map(({ name }) => name),
  );
  const groupsOf = async (insights: readonly AskedInsight[]): Promise<PinnedGroup[]> =>
    (await Promise.all(insights.map((insight) => groupOf(file, keyed, insight)))).filter(
      (group) => group !== undefined,
    );

  const { shown, ...answer } = discloseWave(
    table,
    {
      declaration: task.declaration,
      tables: task.tables,
      isShown: task.isShown,
      pinned: await groupsOf(task.pinned),
      asked: await groupsOf(task.asked),
      earlier: task.earlier.map(unpackVersion),
    },
    keyed,
  );
  return {
    ...answer,
    packed: packVersion(shown),
    trimmed: task.former && trimTables(task.former, table, answer.refusal ? undefined : answer.tables),
    ...findLost(task.naming, table),
  };
}

/** The rows behind a pinned figure; undefined for a figure that the file does not give. */
async function groupOf(
  file: WaveFile,
  keyed: KeyedHash,
  { id, question, value, n }: AskedInsight,
): Promise<PinnedGroup | undefined> {
  // The comments that hold a phrase are counted a side, which no reader without rows may see [SV90]; a cell of a crosstab is for analysts too [SV172].
  if (!isMeasured(question)) return undefined;
  const column = await file.column(question.column);
  const rows = column && (await rowsOf(file, question));
  if (!rows) return undefined;
  const figure = measure(column, question.kind, file.decimal, rows);
  const isSame = Math.abs(figure.value - value) <= 1e-6 * Math.max(1, Math.abs(figure.value));
  if (figure.n !== n || !isSame) return undefined;
  const { weights } = rows;
  const mask = weights
    ? rows.mask.map((isIn, row) => Number(isIn === 1 && (weights[row] ?? NaN) > 0))
    : rows.mask;
  const { segment, filters = [], weight } = question;
  const name = keyed('pin', JSON.stringify([segment, filters, weight]));
  return { id, column: question.column, name, mask };
}
