import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Everything by which a request comes in, as the build itself lists it: nothing of it is read off source text. */
export interface Doors {
  /** Ids of routes that have a page or answer calls. */
  routes: string[];
  /** `route?/name` of every form action. */
  actions: string[];
  /** `METHOD route` of every API call; `fallback` answers all methods. */
  calls: string[];
}

/** The part of SvelteKit's manifest that is read here; `kit` calls it SSRManifest. */
interface Manifest {
  _: {
    nodes: (() => Promise<{ server?: { actions?: Record<string, unknown> } }>)[];
    routes: {
      id: string;
      page: { leaf: number } | null;
      endpoint: (() => Promise<Record<string, unknown>>) | null;
    }[];
  };
}

const BUILD = join(import.meta.dirname, '..', '..', 'build');
const CALLS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'fallback'];

/** Loads the pages as the server runs them, and asks each module for what it exports. */
export async function builtDoors(): Promise<Doors> {
  const { nodes, routes } = (await loadManifest())._;
  const doors: Doors = { routes: [], actions: [], calls: [] };
  for (const { id, page, endpoint } of routes) {
    doors.routes.push(id);
    const node = page ? await nodes[page.leaf]?.() : undefined;
    for (const name of Object.keys(node?.server?.actions ?? {})) doors.actions.push(`${id}?/${name}`);
    const answers = endpoint ? await endpoint() : {};
    for (const name of CALLS) if (name in answers) doors.calls.push(`${name} ${id}`);
  }
  return { routes: doors.routes.sort(), actions: doors.actions.sort(), calls: doors.calls.sort() };
}

/** The manifest has a hash in its name: the handler that the server imports says which one it is. */
async function loadManifest(): Promise<Manifest> {
  const handler = readFileSync(join(BUILD, 'handler.js'), 'utf8');
  const name = /['"]\.\/(server\/chunks\/manifest[^'"]*)['"]/.exec(handler)?.[1];
  if (!name) throw new Error('build/handler.js imports no manifest.');
  const exported: Record<string, unknown> = await import(pathToFileURL(join(BUILD, name)).href);
  const manifest = Object.values(exported).find(isManifest);
  if (!manifest) throw new Error(`build/${name} exports no manifest.`);
  return manifest;
}

function isManifest(value: unknown): value is Manifest {
  return typeof value === 'object' && value !== null && '_' in value;
}
