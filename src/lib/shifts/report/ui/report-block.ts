import type { Translator } from '#lib/i18n/translator.ts';

/** What a part of a report is made of, for a page and for a file alike. */
export type ReportBlock =
  | { kind: 'text'; text: string; isMuted?: boolean }
  | { kind: 'heading'; text: string }
  /** What somebody wrote, in Markdown. */
  | { kind: 'markdown'; text: string }
  | { kind: 'facts'; facts: readonly { label: string; value: string }[] }
  | {
      kind: 'table';
      caption: string;
      columns: readonly { name: string; isNumber?: boolean }[];
      rows: readonly (readonly string[])[];
    }
  | { kind: 'list'; items: readonly ReportItem[] };

/** A line that leads to a page of the product, and where it has a ticket to that. */
export interface ReportItem {
  text: string;
  href: string;
  note: string;
  ticket?: { key: string; href: string | null };
}

export interface ReportPart {
  id: string;
  title: string;
  blocks: readonly ReportBlock[];
}

export type ReportTexts = Pick<Translator, 't' | 'number' | 'percent' | 'day' | 'date' | 'compare'>;

/** What other domains know of a round. */
export interface BesideReport {
  roundId: string;
  /** Where tickets of the tracker are. */
  trackerAddress: string | null;
  /** What became of the issues of findings, by the finding. */
  issueTexts: Readonly<Record<string, string>>;
  decisions: readonly { number: number; question: string; outcome: string }[];
}

/** Hours and days: halves where there are any. */
export function amountText(i18n: Pick<Translator, 'number'>, amount: number): string {
  return i18n.number(amount, { digits: Number.isInteger(amount) ? 0 : 1 });
}
