/** The list's address with the filter it was last shown by: whoever comes back from a session finds it as it was. */
let search = '';

export function rememberSearch(params: URLSearchParams): void {
  search = params.toString();
}

export const listAddress = () => (search === '' ? '/sessions' : `/sessions?${search}`);
