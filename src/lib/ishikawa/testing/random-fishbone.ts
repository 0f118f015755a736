import { asId } from '#lib/base/ids.ts';
import { pick } from '#lib/base/random.ts';
import type { RandomSource } from '#lib/base/random.ts';
import { hueOfIndex } from '../cause.ts';
import type { Bone, CauseNode, Fishbone } from '../fishbone.ts';
import { templateCategories } from '../templates.ts';

/** What a made-up fishbone is like. For tests and benchmarks. */
export interface RandomFishboneShape {
  causes: number;
  bones: number;
  /** 1: causes sit on bones only. */
  maxDepth: number;
  /** Words in the longest text, and in the shortest: 1 unless given. */
  maxWords: number;
  minWords?: number;
  /** Share of the causes that hang on a bone, else any place is as likely; and of these, on the first bone. */
  onBones?: number;
  onFirstBone?: number;
}

const WORDS =
  'brak niewystarczające przeszkolenie konsultantów infolinii długi czas oczekiwania na odpowiedź w systemie ' +
  'zgłoszeń reklamacji klient nie wie gdzie szukać informacji o statusie zamówienia konstantynopolitańczykowianeczka ' +
  'procedura niejasna i zmieniana co tydzień źle opisana łącze zrywa się regulamin RODO e-mail SLA za mało osób po 18:00';

function growing(id: string, text: string): CauseNode & { children: CauseNode[] } {
  return { id: asId(id), text, authorId: null, note: '', tags: [], twinOf: null, children: [] };
}

/** A fishbone with Polish words, some of them very long, grown cause by cause at random places. */
export function randomFishbone(shape: RandomFishboneShape, random: RandomSource): Fishbone {
  const words = WORDS.split(' ');
  const { minWords = 1, onBones = 0, onFirstBone = 0 } = shape;
  const text = (): string =>
    Array.from(
      { length: minWords + Math.floor(random() * (shape.maxWords - minWords + 1)) },
      () => pick(random, words) ?? '',
    ).join(' ');
  const names = [...templateCategories('5m', 'pl'), ...templateCategories('8p', 'pl')];
  const bones: (Bone & { children: CauseNode[] })[] = Array.from({ length: shape.bones }, (_, i) => ({
    id: asId(`bone${i}`),
    name: names[i]?.name ?? text(),
    question: names[i]?.question ?? '',
    hue: hueOfIndex(i),
    children: [],
  }));
  const open: { children: CauseNode[]; depth: number }[] = bones.map((bone) => ({
    children: bone.children,
    depth: 0,
  }));
  for (let i = 0; i < shape.causes; i++) {
    const isOnBone = onBones > 0 && random() < onBones;
    const parent =
      isOnBone && random() < onFirstBone
        ? open[0]
        : pick(random, isOnBone ? open.slice(0, bones.length) : open);
    if (!parent) break;
    const node = growing(`cause${i}`, text());
    parent.children.push(node);
    if (parent.depth + 1 < shape.maxDepth) open.push({ children: node.children, depth: parent.depth + 1 });
  }
  return { head: text(), headSide: random() < 0.5 ? 'left' : 'right', bones };
}
