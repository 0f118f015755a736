import type * as Y from 'yjs';

/**
 * The things that a transaction changed: the entries of maps at the root of a document, such as causes and
 * ideas, by their keys. What lies at the root beside them is one thing.
 */
export function changedSubjects(transaction: Y.Transaction): string[] {
  const subjects = new Set<string>();
  for (const [type, keys] of transaction.changed) {
    const entry = entryOf(type);
    if (entry !== undefined) subjects.add(entry);
    else for (const key of keys) subjects.add(key ?? '');
  }
  return [...subjects];
}

/** The key at the root under which a type lies; undefined for a root itself. */
function entryOf(type: Y.AbstractType<Y.YEvent<never>> | { _item: Y.Item | null }): string | undefined {
  let entry: string | undefined;
  for (let item = type._item; item;) {
    entry = item.parentSub ?? '';
    const { parent } = item;
    item = typeof parent === 'object' && parent !== null && '_item' in parent ? parent._item : null;
  }
  return entry;
}
