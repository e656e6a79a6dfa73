import { ActionIcon, CloseButton, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconDownload, IconSearch } from '@tabler/icons-react';
import { useState, type RefObject } from 'react';
import type { SessionState } from '../../contract/session.ts';
import { useKeysEnabled } from '../keys/keys.ts';
import { useCopy } from '../words/language.tsx';
import { ExportFailed } from './export-failed.tsx';
import { FilterButton } from './filter-button.tsx';
import { OwnerSelect, SortSelect } from './filter-selects.tsx';
import type { Filter } from './order.ts';
import { useExport } from './use-export.ts';
import classes from './toolbar.module.css';

interface Props {
  sessions: readonly SessionState[];
  filter: Filter;
  search: RefObject<HTMLInputElement | null>;
  onChange: (change: Partial<Filter>) => void;
  onLeave: () => void;
  /** What the list shows now, in its order. */
  shown: () => readonly SessionState[];
  /** How many that is. */
  found: number;
  /** Null: not for this person. */
  onSync: (() => void) | null;
}

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

export function Toolbar({ sessions, filter, search, onChange, onLeave, shown, found, onSync }: Props) {
  const { t, n, language } = useCopy();
  const phone = useMediaQuery('(max-width: 47.99em)', window.matchMedia('(max-width: 47.99em)').matches);
  const keys = useKeysEnabled();
  const typed = useTyped(filter.q, onChange);
  const file = useExport(shown);
  const filtered = filter.phase !== null || filter.owner !== null || filter.q !== '';
  return (
    <search className={classes.bar}>
      <TextInput
        ref={search}
        className={classes.search}
        aria-label={t('list.search')}
        placeholder={phone ? n('list.searchCount', sessions.length) : t('list.search')}
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
      />
      <OwnerSelect className={classes.select} sessions={sessions} filter={filter} onChange={onChange} />
      <SortSelect className={classes.select} filter={filter} onChange={onChange} />
      <FilterButton {...{ sessions, filter, onChange, file, onSync }} />
      <ActionIcon
        size={36}
        className={classes.export}
        aria-label={t('list.export')}
        title={t('list.export')}
        loading={file.busy}
        onClick={file.save}
      >
        <IconDownload size={16} aria-hidden />
      </ActionIcon>
      {filtered && (
        <p className={classes.found}>
          {t('list.found', {
            count: found.toLocaleString(language),
            total: sessions.length.toLocaleString(language),
          })}
        </p>
      )}
      {keys && !filtered && (
        <p className={classes.hints} aria-hidden>
          <kbd>j</kbd> <kbd>k</kbd> {t('keys.moveShort')} <kbd>Enter</kbd> {t('keys.openShort')} <kbd>x</kbd>{' '}
          {t('keys.selectShort')} <kbd>c</kbd> {t('keys.connectShort')} <kbd>?</kbd> {t('keys.helpShort')}
        </p>
      )}
      {!phone && <ExportFailed file={file} />}
    </search>
  );
}
