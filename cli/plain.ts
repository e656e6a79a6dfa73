/** What comes from outside must not move the cursor or colour the screen. */
export const plain = (text: string) => text.replace(/\p{Cc}/gu, ' ');
