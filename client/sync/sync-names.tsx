import { useId, type ReactNode } from 'react';
import type { SyncChange, SyncPreview } from '../../contract/sync.ts';
import type { CopyKey } from '../words/copy.ts';
import { useCopy } from '../words/language.tsx';
import { Folded } from './folded.tsx';
import classes from './sync-dialog.module.css';

/** Which sessions a sync adds and changes, and which it leaves, by name; long lists are folded. */
export function SyncNames({ preview }: { preview: SyncPreview }) {
  const { t } = useCopy();
  const { created, updated, missing, leftOut } = preview;
  if (created.length + updated.length + missing.length + leftOut.length === 0) return null;
  return (
    <div className={classes.names} tabIndex={0} role="group" aria-label={t('sync.names')}>
      <Part title="sync.add" hint="sync.addHint" items={created}>
        {({ loggedIn, connected }) => (
          <Aside>{t(`sync.new.${loggedIn ? 'online' : connected ? 'connected' : 'offline'}`)}</Aside>
        )}
      </Part>
      <Part title="sync.change" items={updated}>
        {({ owner, changes }) => (
          <>
            {owner && <Aside>{t('sync.ownerIs', { name: owner.name })}</Aside>}
            <ul className={classes.changes}>
              {changes.map((change) => (
                <li key={change.field}>
                  <Change change={change} />
                </li>
              ))}
            </ul>
          </>
        )}
      </Part>
      <Part title="sync.gone" hint="sync.goneHint" items={missing}>
        {({ owner }) => owner && <Aside>{t('sync.ownerIs', { name: owner.name })}</Aside>}
      </Part>
      <Part title="sync.out" items={leftOut}>
        {({ why }) => <Aside>{t(`sync.why.${why}`)}</Aside>}
      </Part>
    </div>
  );
}

interface PartProps<Item> {
  title: CopyKey;
  hint?: CopyKey;
  items: readonly Item[];
  /** What stands after the name. */
  children: (item: Item) => ReactNode;
}

function Part<Item extends { id: string; name: string }>({ title, hint, items, children }: PartProps<Item>) {
  const { t } = useCopy();
  const id = useId();
  if (items.length === 0) return null;
  return (
    <section aria-labelledby={id} data-part={title}>
      <h3 id={id}>{t(title)}</h3>
      {hint && <p className={classes.hint}>{t(hint)}</p>}
      <Folded items={items}>
        {(item) => (
          <li key={item.id} data-session={item.id}>
            <span className={classes.name}>{item.name}</span>
            {children(item)}
          </li>
        )}
      </Folded>
    </section>
  );
}

const Aside = ({ children }: { children: string }) => <span className={classes.aside}> · {children}</span>;

/** Where both sides read the same, it is the hidden part that differs. */
function Change({ change: { field, before, after } }: { change: SyncChange }) {
  const { t, language } = useCopy();
  const name = t(`sync.field.${field}`);
  const word = (value: SyncChange['before']) => {
    if (value === '') return t('sync.empty');
    if (typeof value === 'boolean') return t(value ? 'sync.on' : 'sync.off');
    return typeof value === 'number' ? value.toLocaleString(language) : value;
  };
  return before === after
    ? t('sync.becomesSecret', { field: name })
    : t('sync.becomes', { field: name, before: word(before), after: word(after) });
}
