import { asId } from '#lib/base/ids.ts';
import * as v from 'valibot';
import { CATEGORY_HUES } from '../cause.ts';
import type { Bone, CauseNode, Fishbone } from '../fishbone.ts';
import { walkCauses, wholeNote } from '../fishbone.ts';
import { lineOfJsonError } from './json-syntax.ts';
import { refused } from '../text-issue.ts';
import type { Parsed, TextIssue } from '../text-issue.ts';

const FORMAT = 'herringbone-fishbone';
const VERSION = 1;

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(100));

/** Causes are a flat list in reading order: depth is unlimited, and a reader can stream it. */
const fileSchema = v.object({
  format: v.literal(FORMAT),
  version: v.literal(VERSION),
  head: v.string(),
  headSide: v.optional(v.picklist(['left', 'right']), 'right'),
  categories: v.array(
    v.object({
      id,
      name: v.string(),
      question: v.optional(v.string(), ''),
      hue: v.optional(v.picklist(CATEGORY_HUES), 1),
    }),
  ),
  causes: v.array(
    v.object({
      id,
      parent: id,
      text: v.string(),
      author: v.optional(v.nullable(v.string()), null),
      note: v.optional(v.string(), ''),
      tags: v.optional(v.array(v.string()), []),
      twinOf: v.optional(v.nullable(id), null),
    }),
  ),
});

/** Writes our own format, which keeps everything; names of authors only when asked for. */
export function formatJson(fishbone: Fishbone, options: { authors?: boolean } = {}): string {
  const causes = [...walkCauses(fishbone)].map(({ node, parent, bone }) => ({
    id: node.id,
    parent: parent?.id ?? bone.id,
    text: node.text,
    author: options.authors === true ? node.authorId : null,
    note: wholeNote(node),
    tags: node.tags,
    twinOf: node.twinOf,
  }));
  const categories = fishbone.bones.map(({ id: boneId, name, question, hue }) => ({
    id: boneId,
    name,
    question,
    hue,
  }));
  const { head, headSide } = fishbone;
  return `${JSON.stringify({ format: FORMAT, version: VERSION, head, headSide, categories, causes }, null, 2)}\n`;
}

/** Reads our own format. */
export function parseJson(text: string): Parsed<Fishbone> {
  const source = text.replace(/^\uFEFF/, '');
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    // The engine's message is replaced by the line and what to do.
    return refused(lineOfJsonError(source), 'formats.fault.notJson');
  }
  const version = typeof value === 'object' && value !== null && 'version' in value ? value.version : null;
  if (typeof version === 'number' && version > VERSION) {
    return refused(null, 'formats.fault.newerVersion', { version, known: VERSION });
  }
  const checked = v.safeParse(fileSchema, value);
  if (!checked.success) {
    const issues = checked.issues.slice(0, 20).map((issue): TextIssue => {
      const path = v.getDotPath(issue) ?? '';
      return {
        line: null,
        message: 'formats.fault.badField',
        values: { path, expected: issue.expected ?? '', received: issue.received },
      };
    });
    return { ok: false, issues };
  }
  return assemble(checked.output);
}

interface GrowingCause extends CauseNode {
  children: GrowingCause[];
}

function assemble(file: v.InferOutput<typeof fileSchema>): Parsed<Fishbone> {
  const issues: TextIssue[] = [];
  const places = new Map<string, GrowingCause[]>();
  const claim = (claimed: string): GrowingCause[] => {
    if (places.has(claimed))
      issues.push({ line: null, message: 'formats.fault.idTwice', values: { id: claimed } });
    const children: GrowingCause[] = [];
    places.set(claimed, children);
    return children;
  };
  const bones = file.categories.map((category): Bone => ({
    ...category,
    id: asId(category.id),
    children: claim(category.id),
  }));
  for (const cause of file.causes) {
    // A parent that stands later would allow a ring; reading order rules it out.
    const siblings = places.get(cause.parent);
    if (!siblings) {
      issues.push({
        line: null,
        message: 'formats.fault.unknownParent',
        values: { id: cause.id, parent: cause.parent },
      });
    }
    siblings?.push({
      id: asId(cause.id),
      text: cause.text,
      authorId: cause.author,
      note: cause.note,
      tags: cause.tags,
      twinOf: cause.twinOf === null ? null : asId(cause.twinOf),
      children: claim(cause.id),
    });
  }
  if (issues.length > 0) return { ok: false, issues: issues.slice(0, 20) };
  return { ok: true, value: { head: file.head, headSide: file.headSide, bones } };
}
