import type { ContentLanguage } from '#lib/ishikawa/templates.ts';
import type { StepId, StepKind, StepSettings, WorkshopStep } from '../step.ts';
import { newStep, type Programme } from './programme.ts';

/** What the product brings along, by how long it takes; the last one is held on two days [WS142]. */
export const BUILT_IN_PROGRAMMES = ['60', '90', '130', 'two-sessions'] as const;
export type BuiltInProgramme = (typeof BUILT_IN_PROGRAMMES)[number];

/** What a new workshop begins with unless somebody chooses. */
export const USUAL_PROGRAMME: BuiltInProgramme = '130';

/** A step as it is planned, before it belongs to a workshop. */
export interface StepPlan {
  kind: StepKind;
  title: string;
  instruction: string;
  minutes: number;
  settings: StepSettings;
}

const TITLES = {
  welcome: ['What customer satisfaction is to us', 'Czym jest dla nas satysfakcja klienta'],
  evidence: ['The evidence: what the survey says', 'Dowody: co mówi ankieta'],
  write: ['Each for oneself: write causes down', 'Każdy sam: zapisz przyczyny'],
  reveal: ['What we wrote', 'Co napisaliśmy'],
  group: ['Bring together what belongs together', 'Łączymy to, co należy do siebie'],
  whys: ['Ask why again', 'Pytamy „dlaczego?” jeszcze raz'],
  vote: ['Which causes matter most', 'Które przyczyny są najważniejsze'],
  rate: ['How important, how urgent', 'Jak ważne, jak pilne'],
  wrapup: ['What happens next, and who sees to it', 'Co dalej i kto tego dopilnuje'],
  homework: [
    'What we check until next time, and who does',
    'Co sprawdzimy do następnego razu i kto to zrobi',
  ],
  checked: ['What we have checked since', 'Co udało się sprawdzić'],
} as const satisfies Record<StepKind | 'homework' | 'checked', readonly [en: string, pl: string]>;

type Row = readonly [kind: StepKind, minutes: number, title?: keyof typeof TITLES];

/**
 * The session as practitioners run it: a shared idea of satisfaction, the evidence, then causes, at first without
 * a limit, and only then what matters. An hour leaves the ratings to the issue list; two sessions leave time
 * between them to check what the room believes, which one sitting never has.
 */
const ROWS: Readonly<Record<BuiltInProgramme, readonly Row[]>> = {
  '60': [
    ['welcome', 5],
    ['evidence', 10],
    ['write', 8],
    ['reveal', 5],
    ['group', 7],
    ['whys', 12],
    ['vote', 5],
    ['wrapup', 8],
  ],
  '90': [
    ['welcome', 8],
    ['evidence', 14],
    ['write', 10],
    ['reveal', 6],
    ['group', 10],
    ['whys', 20],
    ['vote', 6],
    ['rate', 8],
    ['wrapup', 8],
  ],
  '130': [
    ['welcome', 15],
    ['evidence', 20],
    ['write', 12],
    ['reveal', 8],
    ['group', 15],
    ['whys', 30],
    ['vote', 8],
    ['rate', 12],
    ['wrapup', 10],
  ],
  'two-sessions': [
    ['welcome', 15],
    ['evidence', 20],
    ['write', 12],
    ['reveal', 8],
    ['group', 15],
    ['whys', 10],
    ['wrapup', 10, 'homework'],
    ['evidence', 25, 'checked'],
    ['whys', 30],
    ['vote', 8],
    ['rate', 12],
    ['wrapup', 15],
  ],
};

/** A programme that the product brings along, in the workshop's own language [WS1] [WS142]. */
export function builtInPlan(which: BuiltInProgramme, language: ContentLanguage): StepPlan[] {
  return ROWS[which].map(([kind, minutes, title = kind]) => {
    const [en, pl] = TITLES[title];
    return { kind, title: language === 'pl' ? pl : en, instruction: '', minutes, settings: {} };
  });
}

/** The steps of a new workshop as they were planned. */
export function planProgramme(plans: readonly StepPlan[], newId: () => StepId): Programme {
  return plans.map(({ kind, ...plan }) => newStep(newId(), kind, plan));
}

/** What of a step is worth doing again: not when it was held, nor whether it was left out that day. */
export function planOf({ kind, title, instruction, minutes, settings }: WorkshopStep): StepPlan {
  return { kind, title, instruction, minutes, settings };
}
