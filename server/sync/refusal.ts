import type { CloseCode } from '#lib/sync/close-codes.ts';

/** Something a client may not do: its connection is closed with this code and reason, nobody else's. */
export class ClientRefusal extends Error {
  readonly code: CloseCode;

  constructor(code: CloseCode, reason: string) {
    super(reason);
    this.name = 'Refusal';
    this.code = code;
  }
}
