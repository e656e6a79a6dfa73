/** A cookie beside the login's own, which no script can read: it says only that there is one, so that a page asks. */
export const loginMark = 'heliograph_login';
