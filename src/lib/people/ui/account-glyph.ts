import type { Translator } from '#lib/i18n/translator.ts';
import type { Glyph } from '#lib/patterns/state-glyph.ts';
import type { AccountState, SentInvitation } from '../account-state.ts';

export const ACCOUNT_GLYPHS: Readonly<Record<AccountState, Glyph>> = {
  active: 'done',
  invited: 'waits',
  expired: 'risk',
  none: 'open',
  off: 'hold',
};

/** Whether somebody can sign in, or how far their invitation has come [PE37]. */
export function accountText(
  i18n: Pick<Translator, 't' | 'date'>,
  { state, invitation }: { state: AccountState; invitation: SentInvitation | undefined },
): string {
  if (state !== 'invited' || !invitation)
    return i18n.t(`people.state.${state === 'invited' ? 'none' : state}`);
  const at = i18n.date(invitation.sentAtMs, { day: 'numeric', month: 'short' });
  return i18n.t(invitation.mail === 'failed' ? 'people.invitedUnmailed' : 'people.invitedOn', { at });
}

/** A month such as 2026-11 in words. */
export function monthText(i18n: Pick<Translator, 'day'>, month: string): string {
  const firstDay = `${month}-01`;
  return i18n.day(firstDay, { month: 'long', year: 'numeric' });
}
