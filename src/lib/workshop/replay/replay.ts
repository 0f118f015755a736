import type { FishboneFrame } from '#lib/ishikawa/replay/fishbone-frame.ts';
import type { Stage, WorkshopStep } from '../step.ts';

/** One visit of the room to a step, from coming to leaving; the last one may still go on. */
export interface StepSpan {
  kind: Stage;
  title: string;
  fromMs: number;
  toMs: number | null;
}

/** From when on every change of a board can be shown; before, only how each step ended. */
export type ReplayDetail = { kind: 'whole' } | { kind: 'from'; ms: number } | { kind: 'none' };

/** A workshop's board over time. */
export interface Replay {
  title: string;
  language: 'en' | 'pl';
  spans: readonly StepSpan[];
  frames: readonly FishboneFrame[];
  detail: ReplayDetail;
}

/** A seal as far as it tells when a step was held. */
export interface SealedVisit {
  step: Pick<WorkshopStep, 'id' | 'kind' | 'title' | 'spentMs'>;
  sealedAtMs: number;
}

/**
 * When the room was where, from the seals: each says when its step was left and how long the room
 * had been there over all visits. Between two spans the room was closed, or not open yet.
 */
export function stepSpans(
  seals: readonly SealedVisit[],
  now: { stage: Stage; title: string; movedAtMs: number },
): StepSpan[] {
  const spent = new Map<string, number>();
  const spans = seals.map(({ step, sealedAtMs }): StepSpan => {
    const visitMs = Math.max(0, step.spentMs - (spent.get(step.id) ?? 0));
    spent.set(step.id, step.spentMs);
    return { kind: step.kind, title: step.title, fromMs: sealedAtMs - visitMs, toMs: sealedAtMs };
  });
  // What is prepared is nobody's business yet [WS4].
  if (now.stage === 'prepare' || (now.stage === 'closed' && spans.length === 0)) return spans;
  return [...spans, { kind: now.stage, title: now.title, fromMs: now.movedAtMs, toMs: null }];
}

/** Which updates of a log become one frame: those before `end` that no frame took yet. */
export interface FramePlan {
  end: number;
  atMs: number;
}

/**
 * Cuts a log into at most `most` frames, given the times of its updates in order [WS81]. Every step
 * begins with a frame that shows what the room found there; inside a step all frames have about
 * equally many updates. What happened while the room saw no board is in the frame after it [WS82].
 */
export function planFrames(
  timesMs: readonly number[],
  spans: readonly StepSpan[],
  most: number,
): FramePlan[] {
  const perFrame = Math.max(1, Math.ceil(timesMs.length / Math.max(1, most - spans.length * 2)));
  const plan: FramePlan[] = [];
  let next = 0;
  for (const { fromMs, toMs } of spans) {
    next = firstAtOrAfter(timesMs, next, fromMs);
    plan.push({ end: next, atMs: fromMs });
    const end = toMs === null ? timesMs.length : firstAtOrAfter(timesMs, next, toMs);
    while (next < end) {
      next = Math.min(end, next + perFrame);
      plan.push({ end: next, atMs: timesMs[next - 1] ?? fromMs });
    }
  }
  return plan;
}

function firstAtOrAfter(timesMs: readonly number[], from: number, ms: number): number {
  let at = from;
  while (at < timesMs.length && (timesMs[at] ?? 0) < ms) at++;
  return at;
}

/** The frame with which each span begins; a span before the first frame begins with that. */
export function spanStarts(frames: readonly FishboneFrame[], spans: readonly StepSpan[]): number[] {
  return spans.map(({ fromMs }) => {
    const at = frames.findIndex(({ atMs }) => atMs >= fromMs);
    return at < 0 ? frames.length - 1 : at;
  });
}

/** The number of the span that was running at a frame: the last that began with it or before. */
export function spanAt(starts: readonly number[], frame: number): number {
  return starts.findLastIndex((start) => start <= frame);
}
