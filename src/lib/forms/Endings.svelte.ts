interface Question {
  verb: string;
  follows: string;
}

/** Asks before something ends that is not sent by a form of its own [FM13]; one question at a time. */
export class Endings {
  #question = $state.raw<Question | null>(null);
  #answer: ((isConfirmed: boolean) => void) | undefined;

  /** What is asked at present. */
  get question(): Question | null {
    return this.#question;
  }

  /** Resolves to whether it shall end. Another question takes the place of one that was not answered. */
  ask(question: Question): Promise<boolean> {
    this.answer(false);
    this.#question = question;
    return new Promise((resolve) => (this.#answer = resolve));
  }

  answer(isConfirmed: boolean): void {
    const answer = this.#answer;
    this.#answer = undefined;
    this.#question = null;
    answer?.(isConfirmed);
  }
}
