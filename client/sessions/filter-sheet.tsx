import { Button, Divider, Drawer, NativeSelect, Stack } from '@mantine/core';
import { IconDownload, IconRefresh } from '@tabler/icons-react';
import { useReturnFocus } from '../actions/return-focus.ts';
import { isPhase, phases } from '../phase/phases.ts';
import { useBlocked } from '../truth/blocked.ts';
import { useCopy } from '../words/language.tsx';
import { ExportFailed } from './export-failed.tsx';
import { OwnerSelect, SortSelect, type FilterProps } from './filter-selects.tsx';
import type { Export } from './use-export.ts';
import classes from './filter-button.module.css';

const all = '*';

export interface SheetProps extends FilterProps {
  file: Export;
  /** Null: not for this person. */
  onSync: (() => void) | null;
  onClose: () => void;
}

/** The filters of a phone, each of which holds at once: the list behind follows; and what its head has no room for. */
export default function FilterSheet({ file, onSync, onClose, ...props }: SheetProps) {
  const { t } = useCopy();
  const blocked = useBlocked();
  useReturnFocus();
  const { filter, onChange } = props;
  return (
    <Drawer
      opened
      onClose={onClose}
      position="bottom"
      size="auto"
      padding="lg"
      title={t('list.filters')}
      closeButtonProps={{ 'aria-label': t('shell.close'), size: 44 }}
    >
      <Stack gap="sm">
        <NativeSelect
          className={classes.choice}
          aria-label={t('list.filter')}
          data={[
            { value: all, label: t('list.phaseAny') },
            ...phases.map((phase) => ({ value: phase, label: t(`phase.${phase}`) })),
          ]}
          value={filter.phase ?? all}
          onChange={({ currentTarget: { value } }) => onChange({ phase: isPhase(value) ? value : null })}
        />
        <OwnerSelect {...props} className={classes.choice} />
        <SortSelect {...props} className={classes.choice} />
        <Button mih={44} data-autofocus onClick={onClose}>
          {t('list.filtersDone')}
        </Button>
        <Button
          mih={44}
          variant="subtle"
          color="gray"
          c="var(--hg-text2)"
          onClick={() => onChange({ phase: null, owner: null, sort: 'needs' })}
        >
          {t('list.filtersClear')}
        </Button>
        <Divider color="var(--hg-line)" />
        <Button
          mih={44}
          leftSection={<IconDownload size={16} aria-hidden />}
          loading={file.busy}
          onClick={file.save}
        >
          {t('list.export')}
        </Button>
        <ExportFailed file={file} />
        {onSync && (
          <>
            <Button
              mih={44}
              leftSection={<IconRefresh size={16} aria-hidden />}
              disabled={blocked !== null}
              onClick={() => {
                onClose();
                onSync();
              }}
            >
              {t('button.sync')}
            </Button>
            {blocked !== null && <p className={classes.why}>{blocked}</p>}
          </>
        )}
      </Stack>
    </Drawer>
  );
}
