/** There is no such pairing link, or no longer. */
export class LinkEnded extends Error {
  override readonly name = 'LinkEnded';
  readonly reason = 'link_ended';
  constructor() {
    super('This link was used, was revoked, or is at its end. Ask for another one.');
  }
}
