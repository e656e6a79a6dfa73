import { Modal, Switch } from '@mantine/core';
import type { CopyKey } from '../words/copy.ts';
import { useCopy } from '../words/language.tsx';
import { setKeysEnabled, useKeysEnabled } from './keys.ts';
import classes from './help.module.css';

const commands: [string[], CopyKey][] = [
  [['/'], 'keys.search'],
  [['j', 'k'], 'keys.move'],
  [['Enter'], 'keys.open'],
  [['c'], 'keys.connect'],
  [['n'], 'keys.next'],
  [['Esc'], 'keys.back'],
  [['?'], 'keys.help'],
];

export default function KeysHelp({ demo, onClose }: { demo: boolean; onClose: () => void }) {
  const { t } = useCopy();
  const enabled = useKeysEnabled();
  const shown = demo ? [...commands, [['p'], 'keys.phone'] as [string[], CopyKey]] : commands;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('keys.title')}
      centered
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <dl className={classes.list}>
        {shown.map(([keys, key]) => (
          <div key={key} className={classes.row}>
            <dt>
              {keys.map((each) => (
                <kbd key={each}>{each}</kbd>
              ))}
            </dt>
            <dd>{t(key)}</dd>
          </div>
        ))}
      </dl>
      <Switch
        mt="lg"
        color="var(--hg-text)"
        label={t('keys.enabled')}
        checked={enabled}
        onChange={(event) => setKeysEnabled(event.currentTarget.checked)}
      />
    </Modal>
  );
}
