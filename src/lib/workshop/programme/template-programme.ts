import type { ContentLanguage } from '#lib/ishikawa/templates.ts';
import type { MeetingKind } from '../meeting-kind.ts';
import type { StepId, StepKind, StepSettings, WorkshopStep } from '../step.ts';
import { newStep, type Programme } from './programme.ts';

/** What the product brings along for a workshop, by how long it takes; the last one is held on two days [WS142]. */
export const BUILT_IN_PROGRAMMES = ['60', '90', '130', 'two-sessions'] as const;

/** What it brings along for each kind of meeting [MT2]; a meeting begins with the first, a workshop with its usual one. */
export const PROGRAMMES_OF = {
  workshop: BUILT_IN_PROGRAMMES,
  status: ['status-30', 'status-60'],
  retrospective: ['retro-60', 'retro-90'],
  client: ['client-60'],
} as const satisfies Readonly<Record<MeetingKind, readonly string[]>>;
export type BuiltInProgramme = (typeof PROGRAMMES_OF)[MeetingKind][number];

/** What a new workshop begins with unless somebody chooses. */
export const USUAL_PROGRAMME: BuiltInProgramme = '130';

/** What a new meeting of a kind begins with unless somebody chooses. */
export function usualProgramme(kind: MeetingKind): BuiltInProgramme {
  return kind === 'workshop' ? USUAL_PROGRAMME : PROGRAMMES_OF[kind][0];
}

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
  agenda: ['Late, open and to be decided', 'Co się spóźnia, co jest otwarte, co do decyzji'],
  since: ['What became of what we agreed', 'Co z tego, co ustaliliśmy'],
  agreed: ['What we agreed, and who sees to it', 'Co ustaliliśmy i kto tego dopilnuje'],
  between: ['What is open between us', 'Co jest między nami otwarte'],
  lookBack: ['Each for oneself: look back', 'Każdy sam: spójrz wstecz'],
  lookedBack: ['What we wrote, without names', 'Co napisaliśmy, bez nazwisk'],
  alike: ['What means the same', 'Co znaczy to samo'],
  first: ['What we take up first', 'Czym zajmiemy się najpierw'],
  tries: ['What we try, and who sees to it', 'Czego spróbujemy i kto tego dopilnuje'],
} as const satisfies Record<StepKind, readonly [en: string, pl: string]> &
  Record<string, readonly [en: string, pl: string]>;

/** What people are to do where the standing instruction of the step speaks of causes. */
const INSTRUCTIONS: Partial<Record<keyof typeof TITLES, readonly [en: string, pl: string]>> = {
  since: [
    'Go through what was promised last time: kept, late, or no longer needed?',
    'Przejdźcie przez to, co ostatnio obiecano: zrobione, spóźnione czy już niepotrzebne?',
  ],
  agreed: [
    'Read the decisions and commitments aloud. Each has one owner and one day.',
    'Przeczytajcie na głos decyzje i zobowiązania. Każde ma jedną osobę i jeden dzień.',
  ],
  lookBack: [
    'Write down what helped, what hindered, what surprised you and what we should try. Nobody ever learns who wrote what.',
    'Zapisz, co pomogło, co przeszkadzało, co zaskoczyło i czego warto spróbować. Nikt nigdy nie dowie się, kto co napisał.',
  ],
  lookedBack: [
    'Read what the room wrote. The order is by chance and says nothing about who wrote it.',
    'Przeczytajcie, co napisaliście. Kolejność jest losowa i nie zdradza, kto co napisał.',
  ],
  alike: [
    'Say what belongs together; whoever leads the meeting merges it.',
    'Powiedzcie, co znaczy to samo; scala prowadzący.',
  ],
  first: [
    'Place your dots on what we should take up first.',
    'Połóż kropki na tym, czym powinniśmy zająć się najpierw.',
  ],
  tries: [
    'Choose one or two things to try, each with an owner and a day.',
    'Wybierzcie jedną lub dwie rzeczy do spróbowania, każdą z osobą i dniem.',
  ],
};

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
  'status-30': [
    ['agenda', 25],
    ['wrapup', 5, 'agreed'],
  ],
  'status-60': [
    ['agenda', 10, 'since'],
    ['agenda', 40],
    ['wrapup', 10, 'agreed'],
  ],
  'retro-60': [
    ['agenda', 8, 'since'],
    ['write', 10, 'lookBack'],
    ['reveal', 8, 'lookedBack'],
    ['group', 12, 'alike'],
    ['vote', 5, 'first'],
    ['wrapup', 17, 'tries'],
  ],
  'retro-90': [
    ['agenda', 10, 'since'],
    ['write', 15, 'lookBack'],
    ['reveal', 12, 'lookedBack'],
    ['group', 18, 'alike'],
    ['vote', 8, 'first'],
    ['wrapup', 27, 'tries'],
  ],
  'client-60': [
    ['agenda', 10, 'since'],
    ['agenda', 35, 'between'],
    ['wrapup', 15, 'agreed'],
  ],
};

/** A programme that the product brings along, in the workshop's own language [WS1] [WS142] [MT2]. */
export function builtInPlan(which: BuiltInProgramme, language: ContentLanguage): StepPlan[] {
  return ROWS[which].map(([kind, minutes, title = kind]) => {
    const at = language === 'pl' ? 1 : 0;
    return {
      kind,
      title: TITLES[title][at],
      instruction: INSTRUCTIONS[title]?.[at] ?? '',
      minutes,
      settings: {},
    };
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
