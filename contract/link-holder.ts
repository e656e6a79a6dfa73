/** What whoever came with a pairing link is called where names are: their own is not known, only who made the link. */
export const linkHolder = (maker: string): string => `Pairing link (${maker})`;

/** Who made the link, of such a name; null: it is a person's own. */
export const linkMaker = (name: string): string | null => /^Pairing link \((.*)\)$/.exec(name)?.[1] ?? null;
