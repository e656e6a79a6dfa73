import { ActionIcon } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useCopy } from '../words/language.tsx';
import { useCopied } from './use-copied.ts';

/** Copies what stands beside it. @param name of it */
export function CopyIcon({ name, text }: { name: string; text: string }) {
  const { t } = useCopy();
  const { copied, failed, said, copy } = useCopied();
  return (
    <>
      {failed && <span>{t('copying.failed')}</span>}
      <ActionIcon
        variant="subtle"
        size="sm"
        aria-label={said ? t(said) : t('session.copy', { name })}
        onClick={() => copy(text)}
      >
        {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
      </ActionIcon>
    </>
  );
}
