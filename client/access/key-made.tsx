import { Button } from '@mantine/core';
import { IconCircleCheckFilled, IconCopy } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { NewApiKey } from '../../contract/keys.ts';
import { useAnnouncer } from '../announce/announcer.tsx';
import { useCopied } from '../copying/use-copied.ts';
import { useCopy } from '../words/language.tsx';
import classes from './access.module.css';

/** The only time that the key itself is on a page: it is in no list, and gone with this component. */
export function KeyMade({ made, onDone }: { made: NewApiKey; onDone: () => void }) {
  const { t } = useCopy();
  const { said, copy } = useCopied();
  const { say } = useAnnouncer();
  const copyButton = useRef<HTMLButtonElement>(null);
  const words = t('apiKeys.made', { name: made.name });
  // A live region that is mounted with its words in it may stay unread.
  useEffect(() => say(words), [say, words]);
  useEffect(() => copyButton.current?.focus(), []);
  return (
    <section className={classes.made} aria-label={made.name} data-key-made>
      <IconCircleCheckFilled size={20} aria-hidden />
      <div className={classes.madeWords}>
        <p>{words}</p>
        <code className="mono">{made.key}</code>
      </div>
      <Button
        ref={copyButton}
        leftSection={<IconCopy size={16} aria-hidden />}
        onClick={() => copy(made.key)}
      >
        {t(said ?? 'apiKeys.copy')}
      </Button>
      <Button variant="subtle" color="gray" c="var(--hg-text2)" onClick={onDone}>
        {t('apiKeys.haveIt')}
      </Button>
    </section>
  );
}
