/** A control asks for what cannot be: an unknown user, a code that is not shown, a wrong code. */
export class ControlError extends Error {
  /** The same in one word, for whoever says it in another language. */
  readonly why: string | undefined;

  constructor(message: string, why?: string) {
    super(message);
    this.why = why;
  }
}
