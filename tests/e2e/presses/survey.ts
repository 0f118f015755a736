import { createHash } from 'node:crypto';
import { EMPTY_VIEW } from '#lib/survey/wave/view.ts';
import type { Permission } from '#lib/people/permissions.ts';
import { pinTestInsight } from '../../test-insight.ts';
import { uploadWave } from '../../upload-wave.ts';
import type { Fields, PressedAction, PressedActions } from './press.ts';
import { ofRoute } from './room.ts';
import type { World } from './world.ts';

const FIGURE = {
  question: { column: 'Waiting', label: 'Waiting', kind: 'mean', segment: null, weight: null },
  value: 3,
  interval: [2, 4],
  n: 40,
};

/** A wave of two answers, and whose it is: the whole trade of the analysts is shared among them. */
function onWave(
  needs: Permission,
  fill: (world: World, waveId: string) => Fields | Promise<Fields>,
): PressedAction {
  return {
    needs,
    place: 'anybody',
    async make(world) {
      const waveId = await uploadWave(world.app, world.maker.actor, {
        channel: ['a', 'b'],
        waiting: ['1', '2'],
        waveName: world.fresh('Wave'),
      });
      // Until then nothing of it can be published.
      await world.app.jobs.settled();
      return { ids: { waveId }, fields: await fill(world, waveId) };
    },
  };
}

const pin = onWave('insight.pin', (world) => ({
  figure: JSON.stringify(FIGURE),
  title: world.fresh(),
  note: '',
}));

export const SURVEY: PressedActions = {
  ...ofRoute('/(app)/survey/[waveId]', {
    pin,
    saveView: onWave('survey.viewRows', (world) => ({
      name: world.fresh(),
      view: JSON.stringify(EMPTY_VIEW),
    })),
    renameView: onWave('survey.viewRows', async (world, waveId) => ({
      id: await saveView(world, waveId),
      version: '1',
      name: world.fresh(),
    })),
    removeView: onWave('survey.viewRows', async (world, waveId) => ({ id: await saveView(world, waveId) })),
  }),
  ...ofRoute('/(app)/survey/[waveId]/source', {
    undo: onWave('survey.import', () => ({ version: '1' })),
    remove: onWave('survey.import', () => ({ version: '1' })),
  }),
  '/(app)/survey/[waveId]/published?/publish': onWave('survey.publish', () => ({
    segments: ['Channel'],
    figureThreshold: '5',
  })),
  '/(app)/survey/[waveId]/questions?/confirm': onWave('survey.import', () => ({ 'column:Waiting': 'Wait' })),
  '/(app)/survey/[waveId]/report?/export': onWave('survey.viewRows', () => ({ what: 'responses-csv' })),
  ...ofRoute('/(app)/survey/[waveId]/crosstab', { pin }),
  ...ofRoute('/(app)/survey/[waveId]/comments', {
    pin,
    export: onWave('survey.viewRows', () => ({ what: 'comments-csv' })),
    addTag: onWave('comment.tag', (world) => ({ name: world.fresh('Tag'), phrases: '' })),
    changeTag: onWave('comment.tag', async (world, waveId) => ({
      tagId: await addTag(world, waveId),
      version: '1',
      name: world.fresh('Tag'),
      phrases: 'slow',
    })),
    removeTag: onWave('comment.tag', async (world, waveId) => ({ tagId: await addTag(world, waveId) })),
    mark: {
      needs: 'comment.tag',
      place: 'anybody',
      async make(world) {
        const waveId = await importComments(world);
        const mark = `${await addTag(world, waveId)} true`;
        return { ids: { waveId }, fields: { column: 'Says', row: '0', mark } };
      },
    },
  }),
  '/(app)/survey/insights/[id]?/change': {
    needs: 'insight.pin',
    place: 'anybody',
    make: async (world) => ({
      ids: { id: await pinTestInsight(world.app, world.maker.actor) },
      fields: { version: '1', title: world.fresh(), note: 'Newer' },
    }),
  },
};

function saveView({ app, maker }: World, waveId: string): Promise<string> {
  return app.survey.saveView(maker.actor, { waveId, name: crypto.randomUUID(), view: EMPTY_VIEW });
}

function addTag({ app, maker }: World, waveId: string): Promise<string> {
  return app.survey.addTag(maker.actor, { waveId, name: crypto.randomUUID(), phrases: '' });
}

/** A wave with a column of comments, of which nobody reads the file. */
async function importComments(world: World): Promise<string> {
  const { survey } = world.app;
  const { actor } = world.maker;
  const bytes = new Uint8Array([1, 2, 3]);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { blobId } = await survey.startUpload(actor, { byteSize: bytes.length, sha256 });
  await survey.uploadChunk(actor, { blobId, position: 0, bytes });
  return survey.importWave(actor, {
    surveyName: 'Comments',
    waveName: world.fresh('Comments'),
    fieldedOn: '2026-01-01',
    fileName: 'comments.csv',
    blobId,
    rows: { read: 1, imported: 1, rejected: 0, excluded: 0 },
    columns: [{ name: 'Says', label: 'Says', role: 'comment', naCodes: [] }],
    figures: [],
  });
}
