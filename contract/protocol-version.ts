/**
 * Moves with each change of the wire's schemas that breaks clients; sent in the handshake and in the documents. Alone
 * in its file, so that the sdk in a browser does not carry the schemas with it.
 */
export const protocolVersion = 1;
