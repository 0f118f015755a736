import * as Y from 'yjs';

/**
 * Whether an update does nothing but change letters of texts that stood in a document: nothing is made, set,
 * moved or removed besides [SY40]. Bytes alone do not say to which text a letter belongs, so a copy of the
 * document takes each update first. An update that is refused leaves the copy spoilt: begin another one.
 */
export class TextCheck {
  readonly #doc: Y.Doc;
  /** What stood when this began: texts that come later are not written by who may only finish. */
  readonly #stood: ReadonlyMap<number, number>;

  /** `doc` belongs to the check from now on; without `stood` all that is in it stood. */
  constructor(doc: Y.Doc, stood = Y.decodeStateVector(Y.encodeStateVector(doc))) {
    this.#doc = doc;
    this.#stood = stood;
  }

  /** What stood, for another copy of the same document. */
  get stood(): Map<number, number> {
    return new Map(this.#stood);
  }

  /** Takes what somebody wrote who may write anything. */
  follow(update: Uint8Array): void {
    Y.applyUpdate(this.#doc, update);
  }

  /** Takes an update and says whether it only changed letters. */
  allows(update: Uint8Array): boolean {
    let isAllowed = true;
    const look = (transaction: Y.Transaction): void => {
      isAllowed &&= this.#changesLettersAlone(transaction); // an update may lead to several
    };
    this.#doc.on('afterTransaction', look);
    try {
      Y.applyUpdate(this.#doc, update);
    } finally {
      this.#doc.off('afterTransaction', look);
    }
    return isAllowed;
  }

  #changesLettersAlone(transaction: Y.Transaction): boolean {
    for (const type of transaction.changed.keys()) if (!this.#isStandingText(type)) return false;
    for (const [client, to] of transaction.afterState) {
      const from = transaction.beforeState.get(client) ?? 0;
      if (from < to && !this.#areLetters(client, from)) return false;
    }
    return true;
  }

  /** A text of its own: what lies at the root of a document has no place in it, and is not for finishing. */
  #isStandingText(type: object): boolean {
    const item = type instanceof Y.Text ? type._item : null;
    return item !== null && item.id.clock < (this.#stood.get(item.id.client) ?? 0);
  }

  #areLetters(client: number, from: number): boolean {
    const structs = this.#doc.store.clients.get(client) ?? [];
    return structs
      .slice(Y.findIndexSS(structs, from))
      .every(
        (struct) =>
          struct instanceof Y.GC ||
          (struct instanceof Y.Item &&
            (struct.content instanceof Y.ContentString || struct.content instanceof Y.ContentDeleted)),
      );
  }

  destroy(): void {
    this.#doc.destroy();
  }
}
