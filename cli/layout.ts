import { readFile, writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import words from '#lib/i18n/en/ishikawa.json' with { type: 'json' };
import { Translator } from '#lib/i18n/translator.ts';
import { decodeFile } from '#lib/ishikawa/formats/decode-file.ts';
import { parseJson } from '#lib/ishikawa/formats/fishbone-json.ts';
import { fishboneOfOutline } from '#lib/ishikawa/formats/fishbone-of-outline.ts';
import { countCauses } from '#lib/ishikawa/fishbone.ts';
import type { Fishbone } from '#lib/ishikawa/fishbone.ts';
import type { FishboneLayout } from '#lib/ishikawa/layout/fishbone-layout.ts';
import { layoutFishbone, ROOM_ASPECT } from '#lib/ishikawa/layout/layout-fishbone.ts';
import { labelStyle } from '#lib/ishikawa/layout/layout-style.ts';
import { PAPER_ASPECT } from '#lib/ishikawa/picture/paper.ts';
import { parseMermaid, parseText } from '#lib/ishikawa/formats/mermaid.ts';
import { formatSvg } from '#lib/ishikawa/picture/svg.ts';
import type { Parsed, TextIssue } from '#lib/ishikawa/text-issue.ts';
import { interMeasure } from '#lib/ishikawa/layout/text-metrics.ts';
import { CommandError, reportFailure, UsageError } from './command-failure.ts';
import type { Output } from './output.ts';
import { readArguments } from './read-arguments.ts';

const USAGE = `usage: herringbone layout FILE [--svg OUT] [--json] [--aspect W:H]
  FILE  an outline (.md, .txt), Mermaid ishikawa (.mmd, .mermaid) or our own .json
  --aspect W:H  the shape of the surface to fill, from 1:4 to 4:1; A4 and A3 are landscape pages (default 32:15)
`;

/** More than this is no diagram, and reading it would only eat memory. */
export const MOST_BYTES = 200_000_000;

/** Whether a file of so many bytes is no diagram. */
export function isNoDiagram(bytes: number): boolean {
  return bytes > MOST_BYTES;
}

/**
 * `herringbone layout`: lays a fishbone out and writes the picture or its numbers. Resolves to the exit
 * code: 0 done, 1 bad input, 2 bad usage. See [IK60].
 */
export function layoutCommand(args: string[], io: Output): Promise<number> {
  return reportFailure(USAGE, io, async () => {
    const flags = parseFlags(args);
    const fishbone = await readFishbone(flags.file);
    const layout = layoutFishbone(fishbone, interMeasure(), { aspect: flags.aspect });
    if (flags.svg !== undefined) {
      const texts = { title: fishbone.head, description: summary(fishbone, layout) };
      await writeFile(flags.svg, formatSvg(layout, texts)).catch((error: NodeJS.ErrnoException) => {
        throw new CommandError(`${flags.svg}: cannot be written (${error.code ?? 'unknown error'})`);
      });
    }
    io.out(flags.isJson ? `${JSON.stringify(numbers(layout))}\n` : `${summary(fishbone, layout)}\n`);
  });
}

interface Flags {
  file: string;
  svg: string | undefined;
  isJson: boolean;
  aspect: number;
}

function parseFlags(args: string[]): Flags {
  const { values, positionals } = readArguments(args, {
    svg: { type: 'string' },
    json: { type: 'boolean', default: false },
    aspect: { type: 'string' },
  });
  const [file] = positionals;
  if (file === undefined) throw new UsageError('which file?');
  if (positionals.length > 1) throw new UsageError(`one file at a time, not ${positionals.length}`);
  if (values.svg === '') throw new UsageError('--svg needs the name of a file');
  return { file, svg: values.svg, isJson: values.json, aspect: parseAspect(values.aspect) };
}

/** A surface narrower or wider than this is no page and no screen. */
export const WIDEST_ASPECT = 4;

function parseAspect(text: string | undefined): number {
  if (text === undefined) return ROOM_ASPECT;
  if (/^a[34]$/i.test(text)) return PAPER_ASPECT;
  const [, width = '', height = ''] = /^(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  const aspect = Number(width) / Number(height);
  if (width !== '' && aspect >= 1 / WIDEST_ASPECT && aspect <= WIDEST_ASPECT) return aspect;
  throw new UsageError(
    `--aspect takes a width and a height such as 16:9 (from 1:4 to 4:1), A4 or A3, not "${text}"`,
  );
}

async function readFishbone(path: string): Promise<Fishbone> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    const { code = 'unreadable' } = error;
    throw new CommandError(`${path}: ${code === 'ENOENT' ? 'no such file' : `cannot be read (${code})`}`);
  });
  if (isNoDiagram(bytes.length))
    throw new CommandError(`${path}: larger than ${MOST_BYTES / 1e6} MB, which no fishbone needs`);
  const parsed = parseFile(path, decodeFile(bytes).text);
  if (!parsed.ok)
    throw new CommandError(parsed.issues.map((issue) => `${path}${sentence(issue)}`).join('\n'));
  return parsed.value;
}

function parseFile(name: string, text: string): Parsed<Fishbone> {
  const extension = extname(name).toLowerCase();
  if (extension === '.json') return parseJson(text);
  const isNamedMermaid = extension === '.mmd' || extension === '.mermaid';
  const outline = isNamedMermaid ? parseMermaid(text) : parseText(text);
  return outline.ok ? { ok: true, value: fishboneOfOutline(outline.value) } : outline;
}

function sentence({ line, message, values }: TextIssue): string {
  const text = new Translator('en', words).text(message, values);
  return line === null ? `: ${text}` : `:${line}: ${text}`;
}

function summary(fishbone: Fishbone, layout: FishboneLayout): string {
  return `${countCauses(fishbone)} causes on ${fishbone.bones.length} bones, ${layout.width} x ${layout.height} pixels`;
}

/** The numbers of docs/fishbone.md: whole text boxes and straight strokes, to a hundredth of a pixel. */
function numbers({ width, height, labels, segments }: FishboneLayout): unknown {
  const round = (value: number): number => Math.round(value * 100) / 100;
  return {
    width,
    height,
    labels: labels.map(({ id, text, kind, depth, ...box }) => ({
      id,
      text,
      kind,
      fontSize: labelStyle({ kind, depth }).size,
      x: round(box.x),
      y: round(box.y),
      width: round(box.width),
      height: round(box.height),
    })),
    segments: segments.map(({ x1, y1, x2, y2 }) => ({
      x1: round(x1),
      y1: round(y1),
      x2: round(x2),
      y2: round(y2),
    })),
  };
}
