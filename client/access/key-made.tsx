import { Button, CopyButton } from '@mantine/core';
import { IconCircleCheckFilled, IconCopy } from '@tabler/icons-react';
import type { NewApiKey } from '../../contract/keys.ts';
import { useCopy } from '../words/language.tsx';
import classes from './access.module.css';

/** The only time that the key itself is on a page: it is in no list, and gone with this component. */
export function KeyMade({ made, onDone }: { made: NewApiKey; onDone: () => void }) {
  const { t } = useCopy();
  return (
    <section className={classes.made} aria-label={made.name} data-key-made>
      <IconCircleCheckFilled size={20} aria-hidden />
      <div className={classes.madeWords}>
        <p role="status">{t('apiKeys.made', { name: made.name })}</p>
        <code className="mono">{made.key}</code>
      </div>
      <CopyButton value={made.key}>
        {({ copied, copy }) => (
          <Button leftSection={<IconCopy size={16} aria-hidden />} onClick={copy}>
            {t(copied ? 'button.copied' : 'apiKeys.copy')}
          </Button>
        )}
      </CopyButton>
      <Button variant="subtle" color="gray" c="var(--hg-text2)" onClick={onDone}>
        {t('apiKeys.haveIt')}
      </Button>
    </section>
  );
}
