import { markdownText } from '#lib/base/markdown/markdown-text.ts';
import { markdownTable } from '#lib/base/table-file/markdown-table.ts';
import type { ReportBlock, ReportItem, ReportPart } from './report-block.ts';

/** A report as a Markdown file [SH91]; links lead to `origin`. */
export function roundReportMarkdown(
  { title, state, parts }: { title: string; state: string; parts: readonly ReportPart[] },
  origin: string,
): string {
  const lines = [
    `# ${markdownText(title)}`,
    markdownText(state),
    ...parts.flatMap((part) => [
      `## ${markdownText(part.title)}`,
      ...part.blocks.map((block) => blockMarkdown(block, origin)),
    ]),
  ];
  return `${lines.join('\n\n')}\n`;
}

function blockMarkdown(block: ReportBlock, origin: string): string {
  switch (block.kind) {
    case 'text':
      return markdownText(block.text);
    case 'heading':
      return `### ${markdownText(block.text)}`;
    case 'markdown':
      // Headings that somebody wrote stand below those of the report.
      return block.text.replaceAll(/^(#{1,3}) /gm, '###$1 ');
    case 'facts':
      return block.facts
        .map(({ label, value }) => `- **${markdownText(label)}**${markdownText(`: ${value}`)}`)
        .join('\n');
    case 'table':
      return markdownTable(block.columns, block.rows);
    case 'list':
      return block.items
        .map(
          ({ text, href, note, ticket }) =>
            `- [${markdownText(text)}](${origin}${href})${markdownText(`: ${note}`)}${ticketMarkdown(ticket)}`,
        )
        .join('\n');
  }
}

function ticketMarkdown(ticket: ReportItem['ticket']): string {
  if (!ticket) return '';
  const key = markdownText(ticket.key);
  return ticket.href === null ? ` · ${key}` : ` · [${key}](${ticket.href})`;
}
