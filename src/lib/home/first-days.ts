import type { HomeSetup } from './home.ts';

export const SETUP_STEPS = [
  'organisation',
  'departments',
  'people',
  'calendar',
  'signers',
  'mail',
  'backup',
] as const;
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
    // Its name is there from set-up on; in which zone its hours are somebody has to say.
    organisation: setup.organisation.isZoneChosen,
    departments: setup.departments > 0,
    people: setup.people.active > 1,
    calendar: setup.week.isChosen,
    signers: setup.reportingLine !== null && canSign(setup),
    mail: setup.hasMail && setup.mailTestedOn !== null,
    backup: setup.backup === null || setup.backup.day !== null,
  };
  const steps = SETUP_STEPS.filter((name) => name !== 'backup' || setup.backup !== null);
  const next = steps.find((name) => !done[name]);
  return steps.map((name) => ({ name, isDone: done[name], isNext: name === next }));
}

/** Whether both parts have somebody who signs; the organisation's substitute can be one of the two. */
function canSign({ signers, substituteName }: HomeSetup): boolean {
  const lacking = signers.filter(({ names }) => names.length === 0);
  return lacking.length === 0 || (lacking.length === 1 && substituteName !== null);
}
