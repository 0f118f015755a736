import type { ContentLanguage } from '#lib/ishikawa/templates.ts';
import { newStep, type Programme } from './programme.ts';
import type { StepId, StepKind } from '../step.ts';

type Row = readonly [kind: StepKind, minutes: number, en: string, pl: string];

/** The session as practitioners run it: a shared idea of satisfaction, the evidence, then causes. */
const ROWS: readonly Row[] = [
  ['welcome', 15, 'What customer satisfaction is to us', 'Czym jest dla nas satysfakcja klienta'],
  ['evidence', 20, 'The evidence: what the survey says', 'Dowody: co mówi ankieta'],
  ['write', 12, 'Each for oneself: write causes down', 'Każdy sam: zapisz przyczyny'],
  ['reveal', 8, 'What we wrote', 'Co napisaliśmy'],
  ['group', 15, 'Bring together what belongs together', 'Łączymy to, co należy do siebie'],
  ['whys', 30, 'Ask why again', 'Pytamy „dlaczego?” jeszcze raz'],
  ['vote', 8, 'Which causes matter most', 'Które przyczyny są najważniejsze'],
  ['rate', 12, 'How important, how urgent', 'Jak ważne, jak pilne'],
  ['wrapup', 10, 'What happens next, and who sees to it', 'Co dalej i kto tego dopilnuje'],
];

/** The programme of a new workshop in the workshop's own language [WS1]. */
export function templateProgramme(language: ContentLanguage, newId: () => StepId): Programme {
  return ROWS.map(([kind, minutes, en, pl]) =>
    newStep(newId(), kind, { title: language === 'pl' ? pl : en, minutes }),
  );
}
