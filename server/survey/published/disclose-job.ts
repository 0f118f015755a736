import type { DisclosureAnswer } from '#lib/survey/published/disclose-wave.ts';
import type { PublicationForm, PublishedTables } from '#lib/survey/published/published-tables.ts';
import type { InsightQuestion } from '#lib/survey/insights/insight.ts';
import { askOnce, WorkerClient } from '#lib/base/ask-worker.ts';
import { startThread } from '#server/thread-port.ts';

/** An insight as the thread gets it. */
export interface AskedInsight {
  id: string;
  question: InsightQuestion;
  value: number;
  n: number;
}

/** What the thread gets: the file of the newest version, and what is known of the wave. */
export interface DisclosureTask {
  bytes: Uint8Array;
  key: string;
  earlier: readonly Uint8Array[];
  declaration: PublicationForm | undefined;
  /** Tables of this version that are shown. */
  tables: PublishedTables | undefined;
  /** Tables of an earlier version that stand: what of their names and words is still in the file. */
  former: PublishedTables | undefined;
  isShown: boolean;
  pinned: readonly AskedInsight[];
  asked: readonly AskedInsight[];
  /** Insights whose quotes and names of answers are looked for in the file. */
  naming: readonly { id: string; question: InsightQuestion; quotes: readonly string[] }[];
}

export interface DisclosureResult extends Omit<DisclosureAnswer, 'shown'> {
  packed: Uint8Array;
  /** The former tables without the words and names of answers that are no longer in the file. */
  trimmed: PublishedTables | undefined;
  /** Quotes that are not in the file, and insights whose question names an answer or a word that is not. */
  lostQuotes: readonly string[];
  lostNames: readonly string[];
}

/** What the thread answers. */
export interface DiscloseCalls {
  disclose(task: DisclosureTask): Promise<DisclosureResult>;
}

/**
 * Decides in a thread of its own what can be shown of a version: decoding and counting take seconds at a
 * million rows. Rejects with what the thread threw, or when `signal` ends it.
 */
export function runDisclosure(task: DisclosureTask, signal: AbortSignal): Promise<DisclosureResult> {
  const client = new WorkerClient<DiscloseCalls>(() =>
    startThread(new URL('disclose.worker.ts', import.meta.url)),
  );
  return askOnce(client, 'disclose', task, { signal });
}
