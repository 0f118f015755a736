import type { PressedActions } from '../press.ts';
import { ofRoute } from '../room.ts';
import type { World } from '../world.ts';

/** A series of the whole organisation, with one value. */
async function makeSeries(world: World): Promise<string> {
  const { seriesId } = await world.app.areas.addSeries(world.maker.actor, {
    ...{ name: world.fresh('Series'), unit: '%', direction: 'up', target: '80' },
  });
  const day = world.app.today();
  await world.app.areas.enterPoint(world.maker.actor, { seriesId, day, value: '71' });
  return seriesId;
}

/** An issue, by its id and its number. */
async function makeIssue(world: World): Promise<{ issueId: string; issue: string }> {
  const issueId = await world.app.issues.addIssue(world.maker.actor, { title: world.fresh('Issue') });
  const { number } = await world.app.issues.getIssue(world.maker.actor, issueId);
  return { issueId, issue: String(number) };
}

const seriesWords = (world: World) => ({
  name: world.fresh('Series'),
  unit: 'min',
  direction: 'down',
  target: '',
});

const managing = { needs: 'area.manage', place: 'anybody' } as const;

export const AREAS: PressedActions = {
  ...ofRoute('/(app)/survey/areas', {
    addArea: { ...managing, make: async (world) => ({ fields: { name: world.fresh('Area') } }) },
    addSeries: { ...managing, make: async (world) => ({ fields: seriesWords(world) }) },
  }),
  ...ofRoute('/(app)/survey/areas/[areaId]', {
    change: {
      ...managing,
      make: async (world) => {
        const { areaId } = await world.app.areas.addArea(world.maker.actor, { name: world.fresh('Area') });
        return { ids: { areaId }, fields: { name: world.fresh('Area'), version: '1' } };
      },
    },
    addSeries: {
      ...managing,
      make: async (world) => {
        const { areaId } = await world.app.areas.addArea(world.maker.actor, { name: world.fresh('Area') });
        return { ids: { areaId }, fields: { areaId, ...seriesWords(world) } };
      },
    },
  }),
  ...ofRoute('/(app)/survey/areas/series/[seriesId]', {
    change: {
      ...managing,
      make: async (world) => ({
        ids: { seriesId: await makeSeries(world) },
        fields: { ...seriesWords(world), version: '1' },
      }),
    },
    enter: {
      ...managing,
      make: async (world) => ({
        ids: { seriesId: await makeSeries(world) },
        fields: { day: '2026-01-02', value: '72,5' },
      }),
    },
    remove: {
      ...managing,
      make: async (world) => ({
        ids: { seriesId: await makeSeries(world) },
        fields: { day: world.app.today() },
      }),
    },
    makeIssue: {
      ...managing,
      make: async (world) => ({
        ids: { seriesId: await makeSeries(world) },
        fields: { title: world.fresh('Issue') },
      }),
    },
    link: {
      ...managing,
      make: async (world) => ({
        ids: { seriesId: await makeSeries(world) },
        fields: { issue: (await makeIssue(world)).issue },
      }),
    },
    unlink: {
      ...managing,
      make: async (world) => {
        const seriesId = await makeSeries(world);
        const { issue, issueId } = await makeIssue(world);
        await world.app.areas.linkSeries(world.maker.actor, { seriesId, issue });
        return { ids: { seriesId }, fields: { issueId } };
      },
    },
  }),
  ...ofRoute('/(app)/survey/areas/import', {
    preview: {
      ...managing,
      isReading: true,
      isSecret: true,
      make: async (world) => ({ fields: { file: await tableOf(world) } }),
    },
    import: {
      ...managing,
      isSecret: true,
      make: async (world) => {
        const file = await tableOf(world);
        const bytes = new Uint8Array(await file.arrayBuffer());
        const { fingerprint } = await world.app.areas.previewSeriesImport(world.maker.actor, { file: bytes });
        return { fields: { file, seen: fingerprint } };
      },
    },
  }),
};

/** A table with a value of a series that there is. */
async function tableOf(world: World): Promise<File> {
  const seriesId = await makeSeries(world);
  const { series } = await world.app.areas.getSeriesView(world.maker.actor, seriesId);
  return new File([`Date;Series;Value\n2026-01-03;${series.name};5\n`], 'values.csv');
}
