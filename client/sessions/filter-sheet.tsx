import { Button, Drawer, NativeSelect, Stack } from '@mantine/core';
import { useReturnFocus } from '../actions/return-focus.ts';
import { isPhase, phases } from '../phase/phases.ts';
import { useCopy } from '../words/language.tsx';
import { OwnerSelect, SortSelect, type FilterProps } from './filter-selects.tsx';
import classes from './filter-button.module.css';

const all = '*';

/** The filters of a phone, each of which holds at once: the list behind follows. */
export default function FilterSheet({ onClose, ...props }: FilterProps & { onClose: () => void }) {
  const { t } = useCopy();
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
      </Stack>
    </Drawer>
  );
}
