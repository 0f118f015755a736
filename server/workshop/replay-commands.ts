import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { AppError } from '#lib/base/errors.ts';
import { frameOfFishbone, mergeFrames, type FishboneFrame } from '#lib/ishikawa/replay/fishbone-frame.ts';
import { parseJson } from '#lib/ishikawa/formats/fishbone-json.ts';
import { FrameRecorder } from '#lib/ishikawa/replay/record-frames.ts';
import type { Actor } from '#lib/people/person.ts';
import { stepAt } from '#lib/workshop/programme/programme.ts';
import { planFrames, stepSpans, type Replay, type StepSpan } from '#lib/workshop/replay/replay.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { WorkshopContext } from './workshop-context.ts';
import type { DocumentHistory } from '../sync/store/history.ts';
import { boardName } from './board.ts';
import { requireReadable } from './participation.ts';
import { listSeals } from './seals/seal-store.ts';
import type { Seal } from './seals/seal.ts';
import type { WorkshopRow } from './store.ts';

/** More frames than this nobody can tell apart on a slider. */
export const MOST_FRAMES = 400;

/** Above this, frames are taken together two by two: a page should not wait for more, nor hold it. */
export const MOST_TEXT = 6_000_000;

const pack = promisify(gzip);

/**
 * How the board of a workshop came about, as gzip of a `Replay` in JSON, for whoever may read the
 * board in the minutes [WS80]. `version` changes when the answer does.
 */
export async function getReplay(
  context: WorkshopContext,
  actor: Actor,
  id: string,
): Promise<{ version: string; packed: Uint8Array }> {
  requirePermission(actor, 'workshop.takePart');
  const { workshop, access } = await requireReadable(context.db, actor, id);
  if (access === 'none') throw new AppError('forbidden');
  const versions = await context.rooms.versions([boardName(id)]);
  const version = `${versions.get(boardName(id)) ?? ''}/${workshop.version}`;
  const packed = await context.replays.get(id, version, async () => {
    const replay = await buildReplay(context, workshop);
    return pack(JSON.stringify({ ...replay, frames: boundFrames(replay.frames) }));
  });
  return { version, packed };
}

async function buildReplay(context: WorkshopContext, workshop: WorkshopRow): Promise<Replay> {
  const { seals } = await listSeals(context.db, workshop.id);
  const { title, language, stage, movedAtMs } = workshop;
  const spans = stepSpans(
    seals.map(({ content: { step }, sealedAtMs }) => ({ step, sealedAtMs })),
    { stage, title: stepAt(workshop.programme, workshop.position)?.title ?? '', movedAtMs },
  );
  if (spans.length === 0) return { title, language, spans, frames: [], detail: { kind: 'none' } };
  const history = await context.rooms.history(boardName(workshop.id));
  if (history.isWhole) {
    const frames = await recordFrames(history, spans);
    return { title, language, spans, frames, detail: { kind: 'whole' } };
  }
  // The beginning is erased: how each step ended is kept in its seal, then comes what is left [WS83].
  const [firstMs = spans.at(-1)?.fromMs ?? 0] = history.timesMs;
  const sealed = framesOfSeals(seals.filter(({ sealedAtMs }) => sealedAtMs <= firstMs));
  const left = spans.filter(({ toMs }) => toMs === null || toMs > firstMs);
  const recorded = await recordFrames(history, left, firstMs);
  const hasDetail = recorded.length > 0 && history.timesMs.length > 0;
  return {
    title,
    language,
    spans,
    frames: [...sealed, ...recorded],
    detail: hasDetail ? { kind: 'from', ms: firstMs } : { kind: 'none' },
  };
}

function framesOfSeals(seals: readonly Seal[]): FishboneFrame[] {
  return seals.flatMap(({ content, sealedAtMs }) => {
    const parsed = parseJson(content.board);
    // How a step ended belongs to it, and not to the one that began at that moment.
    return parsed.ok ? [frameOfFishbone(parsed.value, sealedAtMs - 1)] : [];
  });
}

/** One frame after another; between two of them the rooms have their turn. */
async function recordFrames(
  history: DocumentHistory,
  spans: readonly StepSpan[],
  notBeforeMs = 0,
): Promise<FishboneFrame[]> {
  const recorder = new FrameRecorder();
  const frames: FishboneFrame[] = [];
  let taken = 0;
  try {
    for (const { end, atMs } of planFrames(history.timesMs, spans, MOST_FRAMES)) {
      const updates = await history.read(taken, end);
      if (frames.length === 0 && history.base.length > 0) updates.unshift(history.base);
      const frame = recorder.record(updates, Math.max(atMs, notBeforeMs));
      // The first knows nothing of the frames of seals before it.
      frames.push(frames.length === 0 ? { ...frame, isFresh: true } : frame);
      taken = end;
      await new Promise(setImmediate);
    }
  } finally {
    recorder.close();
  }
  return frames;
}

/** Few enough frames for their size: each round takes them together two by two. */
export function boundFrames(frames: readonly FishboneFrame[]): readonly FishboneFrame[] {
  let bounded = frames;
  while (bounded.length > 1 && JSON.stringify(bounded).length > MOST_TEXT) {
    bounded = bounded.flatMap((frame, i) => {
      if (i % 2 === 1) return [];
      const next = bounded[i + 1];
      return [next ? mergeFrames(frame, next) : frame];
    });
  }
  return bounded;
}
