import type { ContentLanguage } from '../ishikawa/templates.ts';
import type { AgendaItem } from './workshop.ts';

type Row = readonly [step: AgendaItem['step'], minutes: number, en: string, pl: string];

/** The session as practitioners run it: a shared idea of satisfaction, the evidence, then causes. */
const ROWS: readonly Row[] = [
  [
    'evidence',
    15,
    'What customer satisfaction is, and what customers value',
    'Czym jest satysfakcja klienta i co klienci cenią',
  ],
  ['evidence', 20, 'The evidence: what the survey says', 'Dowody: co mówi ankieta'],
  ['causes', 15, 'Each for oneself: write causes down', 'Każdy sam: zapisz przyczyny'],
  [
    'causes',
    40,
    'Together: build the diagram, ask why again',
    'Razem: budujemy diagram i pytamy „dlaczego?” jeszcze raz',
  ],
  [
    'choose',
    20,
    'Check the list and choose causes to act on',
    'Sprawdź listę i wybierz przyczyny, którymi się zajmiemy',
  ],
  ['choose', 10, 'What happens next, and who tells whom', 'Co dalej i kto kogo powiadomi'],
];

/** The agenda of a new workshop in the workshop's own language [WS1]. */
export function templateAgenda(language: ContentLanguage): AgendaItem[] {
  return ROWS.map(([step, minutes, en, pl]) => ({ step, minutes, title: language === 'pl' ? pl : en }));
}
