import { linkMaker } from '../../contract/link-holder.ts';
import type { Speech } from '../words/language.tsx';

/** A name as the gateway has it; whoever came with a pairing link has none, and is called so in the person's language. */
export function shownName(name: string, { t }: Pick<Speech, 't'>): string {
  const maker = linkMaker(name);
  return maker === null ? name : t('pairing.linkHolder', { name: maker });
}
