import { newId } from '#lib/base/ids.ts';
import type { Drafts } from './drafts.ts';

/**
 * One text of a form that is no `ActionForm`, kept on the device while it is typed and put back when
 * the form is opened again; emptied, as after a success, it is forgotten [FM5]. For people with an
 * account: the words of a guest stay on nobody's device.
 */
export class KeptText {
  readonly #drafts: Drafts;
  readonly #key: string | undefined;
  #value = $state('');

  constructor(drafts: Drafts, key: string | undefined) {
    this.#drafts = drafts;
    this.#key = key;
    void this.#putBack().catch(() => undefined); // the device keeps nothing; the field begins empty
  }

  get value(): string {
    return this.#value;
  }

  set value(typed: string) {
    this.#value = typed;
    if (!this.#key) return;
    const done =
      typed === ''
        ? this.#drafts.remove(this.#key)
        : this.#drafts.keep({ key: this.#key, fields: { text: [typed] }, requestKey: newId() });
    done.catch(() => undefined); // as above
  }

  async #putBack(): Promise<void> {
    const draft = this.#key ? await this.#drafts.find(this.#key) : undefined;
    const [text = ''] = draft?.fields.text ?? [];
    if (this.#value === '') this.#value = text;
  }
}
