import { walkCauses, type Bone, type CauseNode, type Fishbone } from '#lib/ishikawa/fishbone.ts';

/** After this long without a change, while the room works, a bone is stuck. */
export const STUCK_AFTER_MS = 6 * 60_000;

/** Where a bone last changed, as one page has seen it. */
export interface BoneTrace {
  /** What stood on it, to notice a change. */
  content: string;
  changedAtMs: number;
}

/** What a facilitator may want to look at on one bone [WS101]. */
export interface BoneHealth {
  id: string;
  name: string;
  causes: number;
  /** Levels below the bone; 1 when nobody asked why yet. */
  depth: number;
  /** Causes on the bone behind which nobody has asked why. */
  open: readonly { id: string; text: string }[];
  /** For how long nothing has changed on it, in milliseconds, as far as this page has seen. */
  stillMs: number;
  /** Nothing changed on it for a while, though something did elsewhere. */
  isStuck: boolean;
}

/** What changed since the last look, or as it stands at the first one: the traces for the next. */
export function traceBones(
  before: ReadonlyMap<string, BoneTrace> | undefined,
  fishbone: Pick<Fishbone, 'bones'>,
  nowMs: number,
): Map<string, BoneTrace> {
  const traces = new Map<string, BoneTrace>();
  for (const bone of fishbone.bones) {
    const content = contentOf(bone);
    const seen = before?.get(bone.id);
    traces.set(bone.id, seen?.content === content ? seen : { content, changedAtMs: nowMs });
  }
  return traces;
}

/** How the bones do, those first that need a look: empty, stuck, shallow [WS101]. */
export function examineBones(
  fishbone: Pick<Fishbone, 'bones'>,
  traces: ReadonlyMap<string, BoneTrace> | undefined,
  nowMs: number,
): BoneHealth[] {
  const newest = Math.max(...[...(traces?.values() ?? [])].map(({ changedAtMs }) => changedAtMs));
  return fishbone.bones
    .map((bone) => {
      const visits = [...walkCauses({ bones: [bone] })];
      const changedAtMs = traces?.get(bone.id)?.changedAtMs ?? nowMs;
      return {
        id: bone.id,
        name: bone.name,
        causes: visits.length,
        depth: Math.max(0, ...visits.map(({ depth }) => depth)),
        open: bone.children.filter(isOpen).map(({ id, text }) => ({ id, text })),
        stillMs: Math.max(0, nowMs - changedAtMs),
        isStuck: nowMs - changedAtMs >= STUCK_AFTER_MS && changedAtMs < newest,
      };
    })
    .sort((left, right) => urgency(right) - urgency(left));
}

function urgency({ causes, depth, isStuck }: Pick<BoneHealth, 'causes' | 'depth' | 'isStuck'>): number {
  return Number(causes === 0) * 4 + Number(isStuck) * 2 + Number(depth === 1);
}

function isOpen({ text, children }: CauseNode): boolean {
  return text.trim() !== '' && children.length === 0;
}

function contentOf(bone: Bone): string {
  return [...walkCauses({ bones: [bone] })].map(({ node }) => `${node.id}:${node.text}`).join('\n');
}
