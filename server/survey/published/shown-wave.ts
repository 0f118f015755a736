import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import type { DisclosureRefusal } from '#lib/survey/published/disclose-wave.ts';
import type { PublishedTables } from '#lib/survey/published/published-tables.ts';
import { withoutNames } from '#lib/survey/published/find-lost.ts';
import { figuresAlone } from '#lib/survey/published/trim-tables.ts';
import type { Insight } from '#lib/survey/insights/insight.ts';
import type { Disclosure } from './disclosure-store.ts';
import type { Publication } from './publication-store.ts';
import type { StoredInsight, WaveRow } from '../store.ts';

/** Fewer answers than this are not shown to whoever may not see rows. */
export const SMALLEST_SHOWN = 5;

/**
 * The ways out of the survey for whoever sees no rows [SV112]: every wave, table and insight that a command
 * of this folder hands to a reader goes through one of these functions, and `shown-wave.test.ts` fails
 * where one does not.
 */

/** A wave as its reader may see it, and for those who see rows why others do not see its newest version. */
export interface ShownWave extends WaveRow {
  withheld: DisclosureRefusal | 'pending' | 'unreadable' | null;
}

/** Who works for the system, as rooms and minutes do, sees what everybody in the room may see. */
export function seesRows(actor: Actor): boolean {
  return actor.kind === 'person' && isPermitted(standingsOf(actor), 'survey.viewRows');
}

export function shownWave(actor: Actor, wave: WaveRow, disclosure: Disclosure | undefined): ShownWave {
  if (seesRows(actor)) {
    const figures = wave.figures.filter(({ n }) => n >= SMALLEST_SHOWN);
    return { ...wave, figures, withheld: whyWithheld(wave, disclosure) };
  }
  const { figures = [], rows = NO_ROWS, shownVersion: version = 0 } = disclosure ?? {};
  // Nor that there is a newer file: a number that has moved on would say so.
  return { ...wave, figures, rows, version, blobId: '', withheld: null };
}

const NO_ROWS = { read: 0, imported: 0, rejected: 0, excluded: 0 };

function whyWithheld(wave: WaveRow, disclosure: Disclosure | undefined): ShownWave['withheld'] {
  if (!disclosure || disclosure.shownVersion === wave.version) return null;
  if (disclosure.state === 'withheld') return disclosure.refusal;
  return disclosure.state === 'unreadable' ? 'unreadable' : 'pending';
}

/** The tables as everybody sees them: while a newer file is looked through, their figures alone. */
export function shownTables(
  publication: Publication | undefined,
  wave: WaveRow | undefined,
  disclosure: Disclosure | undefined,
): PublishedTables | undefined {
  const tables = publication?.tables;
  if (!tables || !wave) return undefined;
  return isLookedThrough(wave.version, disclosure) ? figuresAlone(tables) : tables;
}

/** Whether nobody knows yet which words, names and quotes a newer file still holds. */
function isLookedThrough(version: number, disclosure: Disclosure | undefined): boolean {
  if (!disclosure || disclosure.shownVersion === version) return false;
  return disclosure.state === 'pending' || disclosure.state === 'unreadable';
}

/** An insight as its reader may see it: without its figure where that was not shown to those without rows. */
export function shownInsight(
  actor: Actor,
  stored: StoredInsight,
  disclosure: Disclosure | undefined,
): Insight {
  const { figureState, waveVersion: _, newestVersion, isNameLost, ...insight } = stored;
  const isShown = figureState === 'shown';
  if (seesRows(actor)) return { ...insight, isWithheld: !isShown };
  const isOpen = isLookedThrough(newestVersion, disclosure);
  const quotes = isOpen ? [] : insight.evidence.quotes;
  return {
    ...insight,
    // Answers of a crosstab may be those of few.
    question:
      isOpen || isNameLost || insight.question.kind === 'share'
        ? withoutNames(insight.question)
        : insight.question,
    figure: isShown ? insight.figure : null,
    evidence: isShown ? { ...insight.evidence, quotes } : { quotes },
    isWithheld: false,
  };
}
