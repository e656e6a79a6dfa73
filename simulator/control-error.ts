/** A control asks for what cannot be: an unknown user, a code that is not shown, a wrong code. */
export class ControlError extends Error {}
