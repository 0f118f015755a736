/**
 * Which local changes the server has stored. A change is represented by a token of the caller's.
 * Nothing else decides what the status says, so it is exact: a change leaves only on an
 * acknowledgement, and comes back into the waiting ones when its connection breaks.
 */
export class WriteLedger<Token> {
  /** Changes that this connection has not carried yet. */
  #unsent: Token[] = [];
  /** Frames on their way, oldest first, each with the changes it carries. */
  #sent: { write: number; tokens: Token[] }[] = [];
  /** Frames that this connection carried: the server counts the same way. */
  #writes = 0;
  #waiting = 0;

  /** Changes that are not stored, as far as is known here. */
  get waiting(): number {
    return this.#waiting;
  }

  /** The changes that are not stored. */
  get tokens(): Token[] {
    return [...this.#sent.flatMap(({ tokens }) => tokens), ...this.#unsent];
  }

  /** A change was made (or found on disk, still unsent). */
  add(token: Token): void {
    this.#unsent.push(token);
    this.#waiting++;
  }

  /** A frame goes out that carries every change so far. */
  sendAll(): void {
    this.#sent.push({ write: ++this.#writes, tokens: this.#unsent });
    this.#unsent = [];
  }

  /** The server stored the first `count` frames: returns the changes that are safe now. */
  store(count: number): Token[] {
    const safe: Token[] = [];
    while (this.#sent[0] && this.#sent[0].write <= count) safe.push(...(this.#sent.shift()?.tokens ?? []));
    this.#waiting -= safe.length;
    return safe;
  }

  /** The connection is gone, and with it whatever it carried. */
  disconnect(): void {
    this.#unsent = [...this.#sent.flatMap(({ tokens }) => tokens), ...this.#unsent];
    this.#sent = [];
    this.#writes = 0;
  }
}
