import { ActionIcon, CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { IconDownload, IconSearch } from '@tabler/icons-react';
import { useMemo, useState, type RefObject } from 'react';
import type { SessionState } from '../../contract/session.ts';
import { useKeysEnabled } from '../keys/keys.ts';
import { useCopy } from '../words/language.tsx';
import { sorts, type Filter, type Sort } from './order.ts';
import classes from './toolbar.module.css';

interface Props {
  sessions: readonly SessionState[];
  filter: Filter;
  search: RefObject<HTMLInputElement | null>;
  onChange: (change: Partial<Filter>) => void;
  onLeave: () => void;
  /** Saves what the list shows now. */
  onExport: () => void;
}

/** Owners that there are, by name; the sessions of nobody are one of them. */
function useOwners(sessions: readonly SessionState[], nobody: string) {
  return useMemo(() => {
    const owners = new Map<string, string>();
    for (const each of sessions) owners.set(each.ownerId ?? '', each.ownerName ?? nobody);
    return [...owners]
      .map(([value, label]) => ({ value, label }))
      .sort((a, b) => a.label.localeCompare(b.label));
  }, [sessions, nobody]);
}

const anyone = '*';

/** The address follows a moment later than a quick typist: while they type, the field has what they typed. */
function useTyped(q: string, onChange: (change: Partial<Filter>) => void) {
  const [typed, setTyped] = useState<string | null>(null);
  return {
    value: typed ?? q,
    type(text: string) {
      setTyped(text);
      onChange({ q: text });
    },
    leave: () => setTyped(null),
    clear() {
      setTyped(null);
      onChange({ q: '' });
    },
  };
}

export function Toolbar({ sessions, filter, search, onChange, onLeave, onExport }: Props) {
  const { t, language } = useCopy();
  const keys = useKeysEnabled();
  const owners = useOwners(sessions, t('list.nobody'));
  const typed = useTyped(filter.q, onChange);
  const count = sessions.length.toLocaleString(language);
  return (
    <search className={classes.bar}>
      <TextInput
        ref={search}
        className={classes.search}
        aria-label={t('list.search')}
        placeholder={t('list.search')}
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={
          filter.q ? (
            <CloseButton
              size="sm"
              aria-label={t('list.clearSearch')}
              onClick={() => {
                typed.clear();
                search.current?.focus();
              }}
            />
          ) : keys ? (
            <kbd className={classes.slash} aria-hidden>
              /
            </kbd>
          ) : null
        }
        value={typed.value}
        onChange={(event) => typed.type(event.currentTarget.value)}
        onBlur={typed.leave}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          if (typed.value) typed.clear();
          else event.currentTarget.blur();
        }}
        onKeyUp={(event) => event.key === 'Enter' && onLeave()}
        autoComplete="off"
        spellCheck={false}
        data-count={count}
      />
      {owners.length > 1 && (
        <NativeSelect
          className={classes.select}
          aria-label={t('list.owner')}
          data={[
            { value: anyone, label: t('list.ownerAnyone') },
            ...owners.map((each) => ({ ...each, label: t('list.ownerIs', { name: each.label }) })),
          ]}
          value={filter.owner ?? anyone}
          onChange={({ currentTarget: { value } }) => onChange({ owner: value === anyone ? null : value })}
        />
      )}
      <NativeSelect
        className={classes.select}
        aria-label={t('list.sort')}
        data={sorts.map((sort) => ({ value: sort, label: t(`list.sorts.${sort}`) }))}
        value={filter.sort}
        onChange={({ currentTarget: { value } }) => onChange({ sort: value as Sort })}
      />
      <ActionIcon
        size={36}
        className={classes.export}
        aria-label={t('list.export')}
        title={t('list.export')}
        onClick={onExport}
      >
        <IconDownload size={16} aria-hidden />
      </ActionIcon>
      {keys && (
        <p className={classes.hints} aria-hidden>
          <kbd>j</kbd> <kbd>k</kbd> {t('keys.moveShort')} <kbd>Enter</kbd> {t('keys.openShort')} <kbd>x</kbd>{' '}
          {t('keys.selectShort')} <kbd>c</kbd> {t('keys.connectShort')} <kbd>?</kbd> {t('keys.helpShort')}
        </p>
      )}
    </search>
  );
}
