import { Tooltip } from '@mantine/core';
import type { ReactElement } from 'react';

/** The whole moment beside its short words; within the page's main part, as what hangs there elsewhere. */
export default function SeenMoment({ whole, children }: { whole: string; children: ReactElement }) {
  return (
    <Tooltip opened label={whole}>
      {children}
    </Tooltip>
  );
}
