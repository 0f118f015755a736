import { MOST_FREE_GROUPS, type PublishedTables } from '#lib/survey/published/published-tables.ts';
import type { Context } from '#server/context.ts';
import { readBlob } from '#server/database/blobs.ts';
import { type DisclosureResult, runDisclosure } from './disclose-job.ts';
import * as ledger from './disclosure-store.ts';
import * as groups from './group-store.ts';
import * as insights from '../insights/insight-store.ts';
import { isOfEverybody } from '../insights/insight-store.ts';
import * as publications from './publication-store.ts';
import { SMALLEST_SHOWN } from './shown-wave.ts';
import * as store from '../store.ts';
import type { StoredInsight } from '../store.ts';

/** Decisions that were overtaken by another one on the same wave, before giving up. */
const MOST_ATTEMPTS = 8;

/** What a decision is made on. */
interface Case {
  wave: store.WaveRow;
  disclosure: ledger.Disclosure;
  publication: publications.Publication | undefined;
  /** Whether readers without rows see the newest version already. */
  isShown: boolean;
  pinned: readonly Pinned[];
  asked: readonly Pinned[];
  /** What asks to be shown beyond the number of free groups. */
  beyond: readonly Pinned[];
  /** The insights, whose words follow the file. */
  all: readonly StoredInsight[];
}

/** A part of the respondents whose figure is kept: as an insight, or behind a measurement [SV121]. */
type Pinned = groups.MeasuredGroupRow | (StoredInsight & { isMeasured?: undefined });

/**
 * Decides what readers without rows see of a wave [SV112]: whether its newest version takes the place of the
 * one that they see, the tables that an analyst declared, and the insights that wait. Returns when it is
 * written; a decision that was overtaken is made again.
 */
export async function decideWave(context: Context, waveId: string, signal: AbortSignal): Promise<void> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const found = await findCase(context, waveId);
    if (!found || !isWaiting(found)) return;
    let result: DisclosureResult;
    try {
      result = await run(context, found, signal);
    } catch (error) {
      // At the end of the process it stays open, and the next start decides.
      if (signal.aborted) return;
      await context.database.transaction((trx) => writeUnreadable(trx, found));
      context.bus.tell({ kind: 'wave', id: waveId, action: 'decide' });
      throw error;
    }
    const isWritten = await context.database.transaction((trx) => write(trx, found, result, context.clock()));
    if (isWritten) context.bus.tell({ kind: 'wave', id: waveId, action: 'decide' });
    // What waited for the version to be shown is decided in the next round.
    if (isWritten && (found.isShown || result.refusal)) return;
  }
}

/** Takes up what a restart interrupted. */
export async function resumeDisclosures(context: Context): Promise<void> {
  const waveIds = new Set([
    ...(await ledger.listPendingDisclosures(context.db)),
    ...(await publications.listPendingPublications(context.db)),
    ...(await insights.listWavesOfAsked(context.db)),
    ...(await groups.listWavesOfAskedGroups(context.db)),
  ]);
  for (const waveId of waveIds) addDecision(context, waveId);
}

/** Decides about a wave after the request was answered. */
export function addDecision(context: Context, waveId: string): void {
  context.jobs.add('disclose', (signal) => decideWave(context, waveId, signal));
}

async function findCase(context: Context, waveId: string): Promise<Case | undefined> {
  const { db } = context;
  const wave = await store.findWave(db, waveId);
  const disclosure = await ledger.findDisclosure(db, waveId);
  if (!wave || !disclosure) return undefined;
  const all = await insights.listInsightsOfWave(db, waveId);
  const pinned = [...(await groups.listGroupsOfWave(db, waveId)), ...all];
  const free = pinned.filter(({ question }) => !isOfEverybody(question));
  const shown = free.filter(({ figureState }) => figureState === 'shown');
  const asked = pinned.filter(({ figureState }) => figureState === 'asked').reverse(); // the oldest first
  return {
    wave,
    disclosure,
    publication: await publications.findPublication(db, waveId),
    isShown: disclosure.shownVersion === wave.version,
    pinned: shown.filter(({ waveVersion }) => waveVersion === wave.version),
    ...splitAsked(asked, shown.length),
    all,
  };
}

/** Of what asks to be shown, the oldest first, as much as there is room for beside what is, and the rest. */
export function splitAsked<Insight>(
  asked: readonly Insight[],
  shown: number,
): { asked: readonly Insight[]; beyond: readonly Insight[] } {
  const room = Math.max(0, MOST_FREE_GROUPS - shown);
  return { asked: asked.slice(0, room), beyond: asked.slice(room) };
}

function isWaiting({ disclosure, publication, asked, beyond }: Case): boolean {
  return (
    disclosure.state === 'pending' || publication?.state === 'pending' || asked.length + beyond.length > 0
  );
}

async function run(context: Context, found: Case, signal: AbortSignal): Promise<DisclosureResult> {
  const { wave, disclosure, publication, isShown } = found;
  const chunks: Uint8Array[] = [];
  for await (const chunk of readBlob(context.db, wave.blobId)) chunks.push(chunk);
  const toTask = ({ id, question, figure: { value, n } }: Pinned) => ({ id, question, value, n });
  const isOfVersion = ({ waveVersion }: Pinned): boolean => waveVersion === wave.version;
  const result = await runDisclosure(
    {
      bytes: Buffer.concat(chunks),
      key: disclosure.key,
      earlier: await ledger.readLedger(context.db, wave.id, wave.version),
      declaration: publication?.state === 'failed' ? undefined : publication?.declaration,
      tables: isShown ? publication?.tables : undefined,
      former: isShown ? undefined : publication?.tables,
      isShown,
      pinned: found.pinned.map(toTask),
      asked: isShown ? found.asked.filter(isOfVersion).map(toTask) : [],
      naming: isShown
        ? []
        : found.all.map(({ id, question, evidence }) => ({ id, question, quotes: evidence.quotes })),
    },
    signal,
  );
  // Where nothing is kept of what readers see, nothing can be compared with it.
  const known = await ledger.listLedgerVersions(context.db, wave.id);
  const isComparable = isShown || known.includes(disclosure.shownVersion);
  return isComparable ? result : { ...result, refusal: { kind: 'unknown-rows' } };
}

/** Writes a decision in one transaction; false when another one was faster. */
async function write(
  trx: Context['db'],
  found: Case,
  result: DisclosureResult,
  atMs: number,
): Promise<boolean> {
  const { wave, disclosure, publication, isShown } = found;
  const { refusal = null, people, packed } = result;
  const isFollowing = !isShown && !refusal;
  const figures = (isFollowing ? wave.figures : disclosure.figures).filter(
    ({ column, n }) => refusal !== null || (n >= SMALLEST_SHOWN && people[column] === n),
  );
  const isWritten = await ledger.writeDisclosure(trx, {
    ...disclosure,
    state: refusal ? 'withheld' : 'shown',
    shownVersion: isFollowing ? wave.version : disclosure.shownVersion,
    figures,
    rows: isFollowing ? wave.rows : disclosure.rows,
    refusal,
  });
  if (!isWritten) return false;
  if (!refusal || refusal.kind === 'near') {
    await ledger.writeLedger(trx, { waveId: wave.id, version: wave.version, atMs }, packed);
  }
  await writeTables(trx, publication, nextTables(found, result));
  const toShow = new Set(result.shownPins);
  for (const insight of [...found.asked, ...found.beyond]) {
    // What was pinned on this version waits until the version itself was decided about.
    const isLater = isFollowing && insight.waveVersion === wave.version;
    if (!isLater) await writeState(trx, insight, toShow.has(insight.id) ? 'shown' : 'withheld');
  }
  if (!isShown) await takeAwayLost(trx, found.all, result);
  return true;
}

/** Quotes that the newest file lacks go for good; names come back with a file that has them. */
async function takeAwayLost(
  trx: Context['db'],
  all: readonly StoredInsight[],
  { lostQuotes, lostNames }: DisclosureResult,
): Promise<void> {
  for (const { id, evidence, isNameLost } of all) {
    const quotes = evidence.quotes.filter((text) => !lostQuotes.includes(text));
    const isLost = lostNames.includes(id);
    if (quotes.length < evidence.quotes.length || isLost !== isNameLost)
      await insights.writeEvidence(trx, id, { ...evidence, quotes }, isLost);
  }
}

/** The tables that readers see from now on; undefined for those that could not be made. */
function nextTables({ isShown, publication }: Case, result: DisclosureResult): PublishedTables | undefined {
  if (publication?.tables && !isShown) return result.trimmed;
  return result.refusal ? publication?.tables : result.tables;
}

async function writeTables(
  trx: Context['db'],
  publication: publications.Publication | undefined,
  tables: PublishedTables | undefined,
): Promise<void> {
  if (!publication || publication.state === 'failed') return;
  await publications.writeTables(trx, publication.waveId, tables);
}

/** A file that cannot be read: readers keep what they have, and nothing that waits is shown. */
async function writeUnreadable(trx: Context['db'], found: Case): Promise<void> {
  const { disclosure, publication } = found;
  const state = disclosure.state === 'pending' ? 'unreadable' : disclosure.state;
  if (!(await ledger.writeDisclosure(trx, { ...disclosure, state }))) return;
  if (publication?.state === 'pending') await publications.writeTables(trx, publication.waveId, undefined);
  for (const pinned of [...found.asked, ...found.beyond]) await writeState(trx, pinned, 'withheld');
}

function writeState(trx: Context['db'], pinned: Pinned, state: 'shown' | 'withheld'): Promise<void> {
  return pinned.isMeasured
    ? groups.writeGroupState(trx, pinned.id, state)
    : insights.writeFigureState(trx, pinned.id, state);
}

/** Whether an insight can be shown without a decision: everybody's figure of the version that readers see. */
export function isShownAtOnce(
  insight: { question: StoredInsight['question']; figure: { n: number } },
  wave: store.WaveRow,
  disclosure: ledger.Disclosure | undefined,
): boolean {
  if (!isOfEverybody(insight.question) || disclosure?.shownVersion !== wave.version) return false;
  const shown = disclosure.figures.filter(({ column }) => column === insight.question.column);
  return shown.every(({ n }) => n === insight.figure.n);
}
