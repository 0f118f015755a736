import { createHash } from 'node:crypto';
import { planSeries, pointKey, type PointToImport, type SeriesPlan } from '#lib/areas/import/plan-series.ts';
import { canRead, readSeriesList, type ReadSeriesList } from '#lib/areas/import/read-series.ts';
import { seriesOfField, type SeriesField } from '#lib/areas/import/series-columns.ts';
import {
  MAX_SERIES_LIST_BYTES,
  MOST_IMPORTED_POINTS,
  SeriesImportForm,
  StoredSeriesImport,
  type SeriesImportDone,
  type SeriesImportPreview,
  type ShownPoint,
} from '#lib/areas/import/series-import.ts';
import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import { foldText } from '#lib/base/words/fold-text.ts';
import type { Actor } from '#lib/people/person.ts';
import { decodeList } from '#lib/tabular/read/decode-list.ts';
import { recordAudit } from '../access/audit.ts';
import { requirePermission, requirePerson } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { undoable } from '../undo/undoable.ts';
import * as store from './series-store.ts';

/** What a table of values would do, row by row, without doing it [AR6]. */
export async function previewSeriesImport(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<SeriesImportPreview> {
  requirePerson(actor, 'area.manage');
  const form = await readForm(input);
  return (await decide(context, context.db, form)).preview;
}

/**
 * Enters what the preview showed, in one transaction [AR6]. Where it would do anything else by now it is refused, and the
 * page shows the newer preview. One press takes it back [AR7].
 */
export async function importSeries(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<SeriesImportDone> {
  requirePerson(actor, 'area.manage');
  const form = await readForm(input);
  const done = await context.database.transaction(async (trx) => {
    // Two imports at once: the later one waits for the series that both write, and finds what the first entered.
    const foreseen = (await decide(context, trx, form)).plan;
    const written = [...foreseen.added, ...foreseen.changed, ...foreseen.same];
    const ids = new Set(written.map(({ seriesId }) => seriesId));
    for (const id of [...ids].toSorted()) await store.holdSeriesRow(trx, id);
    const { plan, preview } = await decide(context, trx, form);
    if (preview.fingerprint !== form.seen) throw new AppError('conflict', { reason: 'areas.import.movedOn' });
    const meant = [...plan.added, ...plan.changed];
    const before = await beforeOf(trx, plan.changed);
    const entered = { file: form.fileName, byId: actor.id, atMs: context.clock() };
    await store.writePoints(
      trx,
      meant.map(({ seriesId, day, value, note }) => ({ seriesId, day, value, note, ...entered })),
    );
    const counts = {
      ...{ added: plan.added.length, changed: plan.changed.length },
      ...{ same: plan.same.length, refused: plan.refused.length },
    };
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'series.import',
      subject: { kind: 'series', id: 'list' },
      details: { added: counts.added, updated: counts.changed, rejected: counts.refused },
    });
    const points = meant.map(({ seriesId, day, value }) => ({
      ...{ seriesId, day, value, before: before.get(pointKey({ seriesId, day })) ?? null },
    }));
    const undoId = meant.length === 0 ? null : await SERIES_IMPORT_UNDO.keep(context, trx, actor, { points });
    return { ...counts, undoId };
  });
  context.bus.tell({ kind: 'series', id: 'list', action: 'change' });
  return done;
}

/** Puts back what an import changed, except values that somebody wrote anew since [AR7]. */
export const SERIES_IMPORT_UNDO = undoable(
  'series-import',
  StoredSeriesImport,
  async (context: Context, trx, actor, { points }) => {
    requirePermission(actor, 'area.manage');
    const ids = [...new Set(points.map(({ seriesId }) => seriesId))];
    const now = await valuesOf(trx, ids);
    const untouched = points.filter((point) => now.get(pointKey(point)) === point.value);
    const back = untouched.flatMap(({ seriesId, day, before }) =>
      before === null ? [] : [{ seriesId, day, ...before }],
    );
    for (const point of untouched) if (point.before === null) await store.deletePoint(trx, point);
    await store.writePoints(trx, back);
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'series.undoImport',
      subject: { kind: 'series', id: 'list' },
      details: { items: untouched.length },
    });
    return {
      said: {
        key: 'areas.import.undone',
        values: { n: untouched.length, kept: points.length - untouched.length },
      },
      after: () => context.bus.tell({ kind: 'series', id: 'list', action: 'change' }),
    };
  },
);

/** A table that was read as text, and what a person said of it. */
interface SeriesImport {
  text: string;
  fileName: string;
  chosen: ReadonlyMap<string, SeriesField>;
  seriesId: string;
  seen: string;
}

async function readForm(input: unknown): Promise<SeriesImport> {
  const { file, headings, fields, ...form } = parseInput(SeriesImportForm, input);
  if (file.byteLength > MAX_SERIES_LIST_BYTES) throw new AppError('too-large');
  const text = await decodeList(file);
  if (text === undefined)
    throw new AppError('invalid', { issues: [{ path: 'file', message: 'areas.import.noList' }] });
  const chosen = new Map<string, SeriesField>();
  for (const [index, heading] of headings.entries()) {
    const field = fields[index];
    if (field !== undefined) chosen.set(foldText(heading), field);
  }
  return { text, chosen, ...form };
}

/** What the table comes to with the series and values that there are now. */
async function decide(
  context: Context,
  db: Queries,
  { text, chosen, seriesId }: SeriesImport,
): Promise<{ plan: SeriesPlan; preview: SeriesImportPreview }> {
  const rows = (await store.listSeriesRows(db)).filter(({ isEnded }) => !isEnded);
  const byId = new Map<string, store.StoredSeries>(rows.map((series) => [series.id, series]));
  const list = readSeriesList(text, {
    known: rows.map(({ id, name, area }) => ({ id, name, areaName: area?.name ?? null })),
    // A series that is gone is nobody's choice any more.
    chosen: new Map([...chosen].filter(([, field]) => byId.has(seriesOfField(field) ?? '') || !isOf(field))),
    seriesId: byId.has(seriesId) ? seriesId : '',
    today: dayAt(context.clock(), context.settings.timeZone),
  });
  if (list.entries.length > MOST_IMPORTED_POINTS)
    throw new AppError('too-large', {
      reason: 'areas.import.tooMany',
      values: { limit: MOST_IMPORTED_POINTS },
    });
  const meant = [...new Set(list.entries.flatMap(({ point }) => point?.seriesId ?? []))];
  const plan = planSeries(list.entries, await valuesOf(db, meant));
  const toShown = ({ row, seriesId: id, day, value }: PointToImport, before: number | null): ShownPoint => ({
    ...{ row, series: byId.get(id)?.name ?? '', unit: byId.get(id)?.unit ?? '', day, value, before },
  });
  const shown = {
    added: plan.added.map((point) => toShown(point, null)),
    changed: plan.changed.map((point) => toShown(point, point.before)),
    same: plan.same.length,
    empty: list.empty,
    refused: plan.refused,
    headings: list.headings,
    columns: columnsOf(list),
    isReadable: canRead(list.columns),
  };
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([shown, plan.added, plan.changed]))
    .digest('base64url');
  return { plan, preview: { ...shown, fingerprint } };
}

const isOf = (field: SeriesField): boolean => seriesOfField(field) !== null;

/** As much of a text as tells what a column holds. */
const SAMPLE_LETTERS = 80;

function columnsOf({ columns, samples }: ReadSeriesList): SeriesImportPreview['columns'] {
  return columns.flatMap(({ heading, field }, index) => {
    const sample = (samples[index] ?? '').slice(0, SAMPLE_LETTERS);
    return sample === '' ? [] : [{ heading, field, sample }];
  });
}

async function valuesOf(db: Queries, seriesIds: readonly string[]): Promise<Map<string, number>> {
  const points = await store.listAllPoints(db, seriesIds);
  return new Map(points.map((point) => [pointKey(point), point.value]));
}

async function beforeOf(
  trx: Queries,
  changed: readonly PointToImport[],
): Promise<Map<string, store.StoredPoint>> {
  const points = await store.listAllPoints(trx, [...new Set(changed.map(({ seriesId }) => seriesId))]);
  return new Map(
    points.map(({ seriesId, day, value, note, file, byId, atMs }) => [
      pointKey({ seriesId, day }),
      { value, note, file, byId, atMs },
    ]),
  );
}
