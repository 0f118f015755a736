import type { DemoScene } from './demo-scene.ts';
import { FIRST_ROUND_BY } from './shifts/run-rounds.ts';

/** A leave of the story; its days are offsets from today. */
interface StoryLeave {
  who: string;
  kind: 'holiday' | 'sick' | 'parental' | 'trip' | 'other';
  entered: number;
  from: number;
  until: number;
  /** Who signs meanwhile. */
  deputy?: string;
}

/**
 * A head is away with a deputy who signs, owner and deputy of a project are away together for some days, soon enough
 * for a hand-over list, and a mentor on tours of the first round.
 */
const LEAVES: readonly StoryLeave[] = [
  { who: 'service', kind: 'holiday', entered: -12, from: -2, until: 6, deputy: 'sales' },
  { who: 'finance', kind: 'holiday', entered: -9, from: 4, until: 16 },
  { who: 'brand', kind: 'trip', entered: -8, from: 14, until: 18 },
  { who: 'mentor2', kind: 'sick', entered: -1, from: -1, until: FIRST_ROUND_BY },
  { who: 'mentor', kind: 'holiday', entered: -6, from: 24, until: 33 },
  { who: 'employee', kind: 'holiday', entered: -60, from: -40, until: -30 },
  { who: 'employee', kind: 'trip', entered: -5, from: 20, until: 22 },
];

/** Enters the leaves of the story into its calendar. */
export function enterLeaves({ app, calendar, cast }: DemoScene): void {
  for (const { who, kind, entered, from, until, deputy } of LEAVES) {
    calendar.on(entered, '12:00', () =>
      app.leave.saveLeave(cast(who), {
        kind,
        startsOn: calendar.day(from),
        endsOn: calendar.day(until),
        ...(deputy && { deputyId: cast(deputy).id }),
      }),
    );
  }
}
