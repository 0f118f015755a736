import { createHash } from 'node:crypto';
import type { Permission } from '#lib/people/permissions.ts';
import { PASSWORD } from '../harness.ts';
import { sayWithFile } from './discussion.ts';
import type { Place, Standpoint, Visitor } from './press.ts';
import { openRoom } from './room.ts';
import { newRound } from './shifts/rounds.ts';
import { emailOf, SYSTEM, type World } from './world.ts';

/** A valid call on something that was made for it. */
interface MadeCall {
  ids?: Record<string, string>;
  /** What follows the path. */
  query?: string;
  body?: string | Uint8Array<ArrayBuffer> | URLSearchParams;
  /** Who calls, where it is not the visitor's own. */
  cookie?: string;
}

/** All that the walk knows of one API call. */
export interface KnownCall {
  needs: Permission | null;
  place: Place;
  /** The status of its success; 200 unless it says another. */
  status?: 303;
  /** Whether it writes something when it is done; a call that only reads never does. */
  writes?: 'always' | 'at times';
  make(world: World, by: Visitor, standpoint: Standpoint): Promise<MadeCall>;
}

const BYTES = new Uint8Array([1, 2, 3]);

/** Reads without anything that has to be made. */
const nothing = async (): Promise<MadeCall> => ({});

/** Every call of the product that is no form action, by method and route. */
export const ALL_CALLS: Readonly<Record<string, KnownCall>> = {
  'POST /language': {
    needs: null,
    place: 'anybody',
    status: 303,
    make: async () => ({ body: new URLSearchParams({ locale: 'pl', next: '/' }) }),
  },
  'POST /sign-out': {
    needs: null,
    place: 'anybody',
    status: 303,
    // In a session of its own: the visitor's is needed later.
    async make({ app }, { name, cookie }) {
      if (name === 'nobody' || name === 'guest') return { cookie };
      const visit = { headers: new Headers(), isHttps: false, address: '127.0.0.1' };
      const [own = ''] = await app.access.signIn({ email: emailOf(name), password: PASSWORD }, visit);
      return { cookie: own.split(';')[0] ?? '' };
    },
  },
  // Tries from time to time whether anything can be written.
  'GET /healthz': { needs: null, place: 'anybody', writes: 'at times', make: nothing },
  'GET /clock': { needs: null, place: 'anybody', make: nothing },
  'GET /logo': {
    needs: null,
    place: 'anybody',
    async make({ app }) {
      const picture = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]);
      await app.organisation.setLogo(SYSTEM, new File([picture], 'logo.png'));
      return {};
    },
  },
  // Notes the day on which it was read.
  'GET /feeds/[token].ics': {
    needs: null,
    place: 'anybody',
    writes: 'always',
    async make({ app, maker }) {
      const { path } = await app.feeds.makeFeed(maker.actor, { scope: 'own', parts: ['shift'] });
      return { ids: { token: path.replace(/^.*\/|\.ics$/g, '') } };
    },
  },
  'GET /join/standing': { needs: null, place: 'anybody', make: nothing },
  'GET /api/search': { needs: 'search.ask', place: 'anybody', make: async () => ({ query: '?q=walk' }) },
  'GET /(app)/shifts/known': {
    needs: 'article.view',
    place: 'anybody',
    make: async () => ({ query: '?text=walk' }),
  },
  'GET /(app)/shifts/[id]/report/file': {
    needs: 'shift.view',
    place: 'anybody',
    make: async (world) => ({ ids: { id: (await newRound(world)).id } }),
  },
  'GET /(app)/shifts/[id]/findings/tracker/file': {
    needs: 'shift.manage',
    place: 'anybody',
    make: async (world) => ({ ids: { id: (await newRound(world)).id } }),
  },
  'GET /(app)/issues/similar': {
    needs: 'issue.view',
    place: 'anybody',
    make: async () => ({ query: '?title=Customers wait' }),
  },
  'GET /(app)/issues/rows': {
    needs: 'issue.view',
    place: 'anybody',
    make: async () => ({ query: '?offset=0' }),
  },
  'GET /(app)/commitments/[id]': {
    needs: 'commitment.make',
    place: 'anybody',
    status: 303,
    async make(world) {
      const { app, maker } = world;
      const subjectId = await app.issues.addIssue(maker.actor, { title: world.fresh(), description: '' });
      const on = { kind: 'issue', subjectId, text: world.fresh(), ownerId: '' };
      return { ids: { id: (await app.commitments.makeCommitment(maker.actor, on)).commitmentId } };
    },
  },
  'GET /(app)/issues/file': {
    needs: 'issue.view',
    place: 'anybody',
    make: async () => ({ query: '?as=xlsx' }),
  },
  'GET /(app)/projects/file': {
    needs: 'project.view',
    place: 'anybody',
    make: async () => ({ query: '?as=csv' }),
  },
  'GET /(app)/people/rows': {
    needs: 'people.view',
    place: 'anybody',
    make: async () => ({ query: '?offset=0' }),
  },
  'GET /(app)/survey/[waveId]/file': {
    needs: 'survey.viewRows',
    place: 'anybody',
    writes: 'always', // who opened it stands in the audit log
    make: async (world) => ({ ids: { waveId: (await world.published()).waveId } }),
  },
  'GET /(app)/people/audit/file': {
    needs: 'audit.view',
    place: 'anybody',
    writes: 'always', // that it was taken out stands in it
    make: nothing,
  },
  'GET /(room)/workshop/[id]/board/files/[evidenceId]': {
    needs: 'workshop.takePart',
    place: 'is in it',
    async make(world, by, standpoint) {
      const { id, maker, causeId, cookie } = await openRoom(world, by, standpoint);
      const file = new File(['seen'], 'seen.txt');
      await world.app.workshop.attachFile(maker, { workshopId: id, causeId, text: '', file });
      const { evidence } = await world.app.workshop.getMinutes(maker, id);
      const evidenceId = evidence[causeId]?.[0]?.id ?? '';
      return { ids: { id, evidenceId }, ...(cookie !== undefined && { cookie }) };
    },
  },
  'GET /(app)/home/questions/files/[fileId]': {
    needs: 'discussion.write',
    place: 'anybody',
    make: async (world) => ({ ids: { fileId: await sayWithFile(world) } }),
  },
  'GET /(app)/workshop/[id]/calendar': {
    needs: 'workshop.list',
    place: 'is in it',
    async make(world, by, standpoint) {
      const { id, cookie } = await openRoom(world, by, standpoint);
      const at = { startsOn: '2099-01-05', startsAt: '09:00', minutes: 60, timeZone: 'UTC' };
      await world.app.workshop.saveSession(SYSTEM, { workshopId: id, ...at });
      return { ids: { id }, ...(cookie !== undefined && { cookie }) };
    },
  },
  'GET /(app)/workshop/[id]/replay/frames': {
    needs: 'workshop.list',
    place: 'is in it',
    async make(world, by, standpoint) {
      const { id, cookie } = await openRoom(world, by, standpoint);
      return { ids: { id }, ...(cookie !== undefined && { cookie }) };
    },
  },
  'POST /api/survey/uploads': {
    needs: 'survey.import',
    place: 'anybody',
    writes: 'always',
    async make(world) {
      const sha256 = createHash('sha256').update(String(world.count())).digest('hex');
      return { body: JSON.stringify({ byteSize: 3, sha256 }) };
    },
  },
  'PUT /api/survey/uploads/[blobId]/[position]': {
    needs: 'survey.import',
    place: 'uploads it',
    writes: 'always',
    make: async (world, by, standpoint) => ({
      ids: { blobId: await startUpload(world, by, standpoint), position: '0' },
      body: BYTES,
    }),
  },
  'POST /api/survey/waves': {
    needs: 'survey.import',
    place: 'uploads it',
    writes: 'always',
    async make(world, by, standpoint) {
      const blobId = await startUpload(world, by, standpoint);
      const { actor } = uploader(world, by, standpoint);
      await world.app.survey.uploadChunk(actor, { blobId, position: 0, bytes: BYTES });
      const rows = { read: 1, imported: 1, rejected: 0, excluded: 0 };
      const wave = {
        surveyName: 'Called',
        waveName: world.fresh('Wave'),
        fieldedOn: '2026-01-01',
        fileName: 'called.csv',
        blobId,
        rows,
        columns: [{ name: 'a', label: 'a', role: 'nps', naCodes: [] }],
        figures: [],
      };
      return { body: JSON.stringify(wave) };
    },
  },
};

/** Whose upload it is: the visitor's, where they can have one. */
function uploader(world: World, by: Visitor, standpoint: Standpoint): Visitor {
  const isOwn = standpoint === 'uploads it' && by.name === 'analyst';
  return isOwn ? by : world.maker;
}

/** Opens an upload of three bytes, once a person: it is found again by their digest until it is imported. */
async function startUpload(world: World, by: Visitor, standpoint: Standpoint): Promise<string> {
  const { actor } = uploader(world, by, standpoint);
  const sha256 = createHash('sha256').update(BYTES).digest('hex');
  const { blobId } = await world.app.survey.startUpload(actor, { byteSize: BYTES.length, sha256 });
  return blobId;
}
