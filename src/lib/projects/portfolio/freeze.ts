import type { Season } from '#lib/base/calendar/working-days.ts';
import { isProjectOver, type ProjectState } from '../project.ts';

/** The season in which nothing goes live and into which the last day of an open project falls [PR102]; null where none. */
export function freezeAtEnd(
  project: { state: ProjectState; endsOn: string },
  seasons: readonly Season[],
): Season | null {
  if (isProjectOver(project.state)) return null;
  const { endsOn } = project;
  return (
    seasons.find((one) => one.kind === 'freeze' && one.startsOn <= endsOn && endsOn <= one.endsOn) ?? null
  );
}
