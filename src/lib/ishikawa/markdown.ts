import { escapedLine } from './outline.ts';
import { outlineLines } from './outline-node.ts';
import type { OutlineNode } from './outline-node.ts';

/** Writes a Markdown document: the head as its title, categories as headings, causes as nested lists. */
export function formatMarkdown(root: OutlineNode): string {
  let text = `# ${escapedLine(root.text)}\n`;
  for (const category of root.children) {
    text += `\n## ${escapedLine(category.text)}\n`;
    if (category.children.length > 0) text += '\n';
    for (const { depth, text: cause } of outlineLines(category.children)) {
      text += `${'  '.repeat(depth)}- ${escapedLine(cause)}\n`;
    }
  }
  return text;
}
