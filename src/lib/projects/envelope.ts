import type { Currency } from '../base/money.ts';
import type { ProjectState } from './project.ts';

/** What counts in an envelope: a project with its year, and what of its budget was approved already. */
export interface EnvelopeProject {
  year: number;
  currency: Currency;
  budgetMinor: number;
  state: ProjectState;
  /** The budget that was approved last; null before the first approval. */
  approvedMinor: number | null;
}

/** A year's money of one currency, in hundredths. */
export interface Envelope {
  year: number;
  currency: Currency;
  /** Null where the organisation set none. */
  minor: number | null;
  approved: number;
  /** What waits for a signature, beyond what was approved of the same projects. */
  asked: number;
  /** What is neither approved nor asked for; null without an envelope. */
  left: number | null;
}

const COUNTED: readonly ProjectState[] = ['approved', 'running', 'on-hold', 'done'];

/**
 * The envelopes of a year: one for each currency that has one or in which something was approved or asked for
 * [PR46]. A change that waits to be signed again asks for what it adds; one that asks for less frees nothing before.
 */
export function envelopesOf(
  year: number,
  projects: readonly EnvelopeProject[],
  set: readonly { year: number; currency: Currency; minor: number }[],
): Envelope[] {
  const own = projects.filter((project) => project.year === year);
  const minors = new Map(
    set.filter((one) => one.year === year).map(({ currency, minor }) => [currency, minor]),
  );
  const currencies = new Set([...minors.keys(), ...own.map(({ currency }) => currency)]);
  return [...currencies].flatMap((currency): Envelope[] => {
    const of = own.filter((project) => project.currency === currency);
    const approved = of.reduce(
      (sum, { state, budgetMinor, approvedMinor }) =>
        sum + (COUNTED.includes(state) ? budgetMinor : isOver(state) ? 0 : (approvedMinor ?? 0)),
      0,
    );
    const asked = of.reduce(
      (sum, { state, budgetMinor, approvedMinor }) =>
        sum + (state === 'submitted' ? Math.max(0, budgetMinor - (approvedMinor ?? 0)) : 0),
      0,
    );
    const minor = minors.get(currency) ?? null;
    if (minor === null && approved === 0 && asked === 0) return [];
    return [
      { year, currency, minor, approved, asked, left: minor === null ? null : minor - approved - asked },
    ];
  });
}

const isOver = (state: ProjectState): boolean => state === 'stopped' || state === 'declined';
