import { markdownText } from '#lib/base/markdown/markdown-text.ts';
import type { Translator } from '#lib/i18n/translator.ts';
import type { BriefProject } from '../brief.ts';
import { briefSections } from './brief-parts.ts';

/** The brief as Markdown; what people wrote cannot become markup. */
export function briefMarkdown(
  i18n: Pick<Translator, 't' | 'day' | 'date' | 'money' | 'number'>,
  project: BriefProject,
): string {
  const head = [`# #${project.number} ${markdownText(project.title)}`, markdownText(project.aim)];
  const parts = briefSections(i18n, project).map(({ title, lines }) =>
    [
      `## ${markdownText(title)}`,
      lines
        .map(({ label, text }) => `- ${label ? `**${markdownText(label)}:** ` : ''}${markdownText(text)}`)
        .join('\n'),
    ].join('\n\n'),
  );
  return `${[...head, ...parts].join('\n\n')}\n`;
}
