import { Button } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { useCallback, useEffect, useState } from 'react';
import type { PairingLink } from '../../contract/links.ts';
import { useAnnouncer } from '../announce/announcer.tsx';
import { useApi } from '../api/api.tsx';
import { failureWords } from '../api/failure-words.ts';
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

const none: ReadonlySet<string> = new Set();

/** The session's open links, if there are any, and how to take them back. */
export function OpenLinks({ id, phase }: Props) {
  const speech = useCopy();
  const { t, language } = speech;
  const { alert } = useAnnouncer();
  const api = useApi();
  const may = useMay();
  const { changes } = useMakeLink();
  const [links, setLinks] = useState<readonly PairingLink[]>([]);
  const [asked, setAsked] = useState<ReadonlySet<string>>(none);
  const [failure, setFailure] = useState<{ id: string; words: string } | null>(null);
  const wanted = may.act && may.seeCodes;
  const read = useCallback(
    // What cannot be read is not shown, or as it was; the page of all links says why.
    () => openLinks(api, id).then(setLinks, () => undefined),
    [api, id],
  );
  useEffect(() => {
    if (wanted) void read();
  }, [wanted, read, changes, phase]);
  const at = useNow(links.length > 0);
  const open = links.filter((link) => Date.parse(link.expiresAt) > at);
  if (open.length === 0) return null;
  const revoke = async (link: PairingLink) => {
    setAsked((were) => new Set(were).add(link.id));
    setFailure(null);
    try {
      await revokeLink(api, id, link.id);
      setLinks((had) => had.filter((each) => each.id !== link.id));
    } catch (error) {
      const words = failureWords(error, speech);
      setFailure({ id: link.id, words });
      alert(words);
    }
    await read();
    setAsked((were) => new Set([...were].filter((each) => each !== link.id)));
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
            {failure?.id === link.id && <span className={classes.why}>{failure.words}</span>}
          </span>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            c="var(--hg-danger)"
            loading={asked.has(link.id)}
            onClick={() => void revoke(link)}
          >
            {t('links.revoke')}
          </Button>
        </p>
      ))}
    </section>
  );
}
