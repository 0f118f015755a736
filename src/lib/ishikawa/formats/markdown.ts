import { markdownText } from '#lib/base/markdown/markdown-text.ts';
import { outlineLines } from '../outline-node.ts';
import type { OutlineNode } from '../outline-node.ts';

/** Writes a Markdown document: the head as its title, categories as headings, causes as nested lists. */
export function formatMarkdown(root: OutlineNode): string {
  let text = `# ${lineOf(root.text)}\n`;
  for (const category of root.children) {
    text += `\n## ${lineOf(category.text)}\n`;
    if (category.children.length > 0) text += '\n';
    for (const { depth, text: cause } of outlineLines(category.children)) {
      text += `${'  '.repeat(depth)}- ${lineOf(cause)}\n`;
    }
  }
  return text;
}

/** A line without text is a backslash, which an outline reads back. */
function lineOf(text: string): string {
  return markdownText(text) || '\\';
}
