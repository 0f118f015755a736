/**
 * A cast says why the compiler is wrong: by a comment on a line of the cast, or right above it. `as const` and
 * `satisfies` claim nothing.
 * @type {import('eslint').Rule.RuleModule}
 */
export const castHasReason = {
  meta: {
    type: 'problem',
    messages: {
      reason: 'A cast claims what the compiler cannot see: say why it holds in a comment, or parse.',
    },
  },
  create({ sourceCode, report }) {
    const commentLines = new Set(
      sourceCode
        .getAllComments()
        .filter(({ value }) => !value.trim().startsWith('eslint-'))
        .flatMap(({ loc }) => range(loc.start.line, loc.end.line)),
    );
    return {
      TSAsExpression(node) {
        if (sourceCode.getText(node.typeAnnotation) === 'const') return;
        const isExplained = range(node.loc.start.line - 1, node.loc.end.line).some((line) =>
          commentLines.has(line),
        );
        if (!isExplained) report({ node, messageId: 'reason' });
      },
    };
  },
};

function range(first, last) {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
