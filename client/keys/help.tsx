import { Modal, Switch } from '@mantine/core';
import type { CopyKey } from '../words/copy.ts';
import { useCopy } from '../words/language.tsx';
import { usePlaces, type PlaceName } from '../palette/places.ts';
import { setKeysEnabled, useKeysEnabled } from './keys.ts';
import classes from './help.module.css';

const commands: [string[], CopyKey][] = [
  [['Ctrl', 'K'], 'keysMore.palette'],
  [['/'], 'keys.search'],
  [['j', 'k'], 'keys.move'],
  [['Enter'], 'keys.open'],
  [['c'], 'keys.connect'],
  [['x'], 'keysMore.select'],
  [['n'], 'keys.next'],
  [['Esc'], 'keys.back'],
  [['?'], 'keys.help'],
];
/** Where the two keys go, by their places. */
const goKeys: Partial<Record<PlaceName, CopyKey>> = {
  sessions: 'keysMore.goSessions',
  audit: 'keysMore.goAudit',
  keys: 'keysMore.goKeys',
  system: 'keysMore.goSystem',
};

export default function KeysHelp({ demo, onClose }: { demo: boolean; onClose: () => void }) {
  const { t } = useCopy();
  const enabled = useKeysEnabled();
  const go = usePlaces().flatMap(({ name, keys }): [string[], CopyKey][] => {
    const words = goKeys[name];
    return words && keys ? [[keys.split(' '), words]] : [];
  });
  const phone: [string[], CopyKey][] = demo ? [[['p'], 'keys.phone']] : [];
  const shown = [...commands, ...go, ...phone];
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
