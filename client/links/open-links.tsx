import { Button } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { useCallback, useEffect, useState } from 'react';
import type { PairingLink } from '../../contract/links.ts';
import { useApi } from '../api/api.tsx';
import { useMay } from '../auth/auth.tsx';
import { longSpan } from '../time/words.ts';
import { useNow } from '../truth/truth.ts';
import { useCopy } from '../words/language.tsx';
import { useMakeLink } from './make-link.tsx';
import { openLinks, revokeLink } from './pairing-links.ts';
import classes from './links.module.css';

interface Props {
  id: string;
  /** Links end when the session gets online: read again when this changes. */
  phase: string;
}

/** The session's open links, if there are any, and how to take them back. */
export function OpenLinks({ id, phase }: Props) {
  const { t, language } = useCopy();
  const api = useApi();
  const may = useMay();
  const { changes, changed } = useMakeLink();
  const [links, setLinks] = useState<readonly PairingLink[]>([]);
  const [gone, setGone] = useState<string | null>(null);
  const wanted = may.act && may.seeCodes;
  const read = useCallback(() => {
    // What cannot be read is not shown; the page of all links says why.
    openLinks(api, id).then(setLinks, () => setLinks([]));
  }, [api, id]);
  useEffect(() => {
    if (wanted) read();
  }, [wanted, read, changes, phase]);
  const at = useNow(links.length > 0);
  const open = links.filter((link) => link.id !== gone && Date.parse(link.expiresAt) > at);
  if (open.length === 0) return null;
  const revoke = (link: PairingLink) => {
    setGone(link.id);
    revokeLink(api, id, link.id)
      .catch(() => setGone(null))
      .finally(changed);
  };
  return (
    <section className={classes.open} aria-label={t('links.title')}>
      {open.map((link) => (
        <p key={link.id} className={classes.line}>
          <IconLink size={16} aria-hidden />
          <span>
            {t('links.openLine', {
              name: link.createdBy.name,
              span: longSpan(Math.ceil((Date.parse(link.expiresAt) - at) / 60_000) * 60_000, language),
            })}
          </span>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            c="var(--hg-danger)"
            onClick={() => revoke(link)}
          >
            {t('links.revoke')}
          </Button>
        </p>
      ))}
    </section>
  );
}
