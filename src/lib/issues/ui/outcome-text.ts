import type { useI18n } from '#lib/i18n/i18n.svelte.ts';
import type { IssueOutcome } from '../triage.ts';

/** What became of an issue, in the reader's words. */
export function issueOutcomeText(i18n: ReturnType<typeof useI18n>, outcome: IssueOutcome): string {
  switch (outcome) {
    case 'new':
    case 'declined':
    case 'snoozed':
    case 'duplicate':
      return i18n.t(`issues.triage.${outcome}`);
    default:
      return i18n.t(`issues.state.${outcome}`);
  }
}
