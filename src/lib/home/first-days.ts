import type { HomeSetup } from './home.ts';

export const SETUP_STEPS = ['organisation', 'departments', 'people', 'signers', 'mail', 'backup'] as const;
export type SetupStepName = (typeof SETUP_STEPS)[number];

export interface SetupStep {
  name: SetupStepName;
  isDone: boolean;
  /** The one to do now: the first that is not done. */
  isNext: boolean;
}

/** What an organisation needs before others come, in the order in which one sets it up [HM4]. */
export function setupSteps(setup: HomeSetup): SetupStep[] {
  const done: Record<SetupStepName, boolean> = {
    // There is no Home before the organisation is set up.
    organisation: true,
    departments: setup.departments > 0,
    people: setup.people.active > 1,
    signers: setup.signers.every(({ names }) => names.length > 0),
    mail: setup.hasMail,
    backup: setup.backup === null || setup.backup.day !== null,
  };
  const steps = SETUP_STEPS.filter((name) => name !== 'backup' || setup.backup !== null);
  const next = steps.find((name) => !done[name]);
  return steps.map((name) => ({ name, isDone: done[name], isNext: name === next }));
}
