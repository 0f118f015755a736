import { dayAt } from '#lib/base/time-zone.ts';
import type { DeputyKnows } from '#lib/projects/cover/cover.ts';
import type { Context } from '../../context.ts';
import { listHeldMeetings } from '../../workshop/held-commands.ts';
import type { ProjectRow } from '../store.ts';
import { listDeputyTimes, listReads, listReportTimes } from './cover-store.ts';

/** Since when the deputy of each of these projects is up to date, in a fixed number of queries [PR71]. */
export async function readKnowledge(
  { db, settings }: Context,
  projects: readonly Pick<ProjectRow, 'id' | 'deputyId' | 'startsOn'>[],
): Promise<ReadonlyMap<string, DeputyKnows>> {
  const only = projects.length === 1 ? projects[0]?.id : undefined;
  const reads = await listReads(db, only);
  const reports = await listReportTimes(db, only);
  const met = await listHeldMeetings(db, 'project', only);
  const since = await listDeputyTimes(db, only);
  const dayOf = (ms: number | undefined): string | null =>
    ms === undefined ? null : dayAt(ms, settings.timeZone);
  return new Map(
    projects.map(({ id, deputyId, startsOn }) => {
      const key = `${id} ${deputyId}`;
      const namedOn = dayOf(since.get(key)) ?? startsOn;
      return [
        id,
        {
          readOn: dayOf(reads.get(key)),
          metOn: dayOf(met.get(key)),
          reportedOn: dayOf(reports.get(key)),
          // Nobody has to know a project before it begins.
          sinceOn: namedOn > startsOn ? namedOn : startsOn,
        },
      ];
    }),
  );
}
