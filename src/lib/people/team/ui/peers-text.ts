import type { Translator } from '#lib/i18n/translator.ts';
import { FEWEST_PEERS, type PeerSummary } from '../team.ts';

/** What peers say of one competence, in words; from how many answers on, where there are too few [CX6]. */
export function peersText(i18n: Pick<Translator, 't'>, peers: PeerSummary | undefined): string {
  if (!peers) return i18n.t('people.team.peersFew', { n: FEWEST_PEERS });
  const { n, low, middle, high } = peers;
  return i18n.t('people.team.peersSay', {
    n,
    low: low === high ? 'same' : i18n.t(`people.competence.level.${low}`),
    middle: i18n.t(`people.competence.level.${middle}`),
    high: i18n.t(`people.competence.level.${high}`),
  });
}
