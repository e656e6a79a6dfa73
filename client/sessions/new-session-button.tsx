import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link, useNavigate } from 'react-router';
import { useCopy } from '../words/language.tsx';
import classes from './sessions-page.module.css';

/** The way to a new session; on a phone a round button without words. `sun`: nothing on this page is more urgent. */
export function NewSessionButton({ blocked, sun }: { blocked: boolean; sun: boolean }) {
  const { t } = useCopy();
  const navigate = useNavigate();
  const words = t('button.newSession');
  return (
    <Button
      className={classes.add}
      classNames={{ section: classes.addIcon, label: classes.addWords }}
      component={Link}
      to="/sessions/new"
      variant={sun && !blocked ? 'primary' : 'default'}
      data-disabled={blocked || undefined}
      aria-disabled={blocked || undefined}
      title={blocked ? t('unknown.noActions') : undefined}
      leftSection={<IconPlus size={16} aria-hidden />}
      onClick={(event) => {
        event.preventDefault();
        if (!blocked) void navigate('/sessions/new');
      }}
    >
      <span>{words}</span>
    </Button>
  );
}
