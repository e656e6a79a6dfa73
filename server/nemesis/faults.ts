/** What goes wrong around the gateway: each fault begins, lasts a while, and ends. */
import type { SimulatorControl } from '../../simulator/control.ts';
import type { Chance } from './chance.ts';

export interface Fault {
  name: string;
  begin(): unknown;
  end?(): unknown;
}

/** All faults that may hit; sessions are chosen by chance. */
export function faultsOf(control: SimulatorControl, ids: readonly string[], chance: Chance): Fault[] {
  const some = () => chance.pick(ids);
  const online = (act: (id: string) => unknown) => () => {
    const id = some();
    if (control.truthOf(id).whatsapp.online) act(id);
  };
  return [
    { name: 'down', begin: () => control.down({ mode: 'reset' }), end: () => control.up() },
    { name: 'slow', begin: () => control.faults({ slowMs: 400 }), end: () => control.faults({ slowMs: 0 }) },
    { name: 'hang', begin: () => control.faults({ hang: true }), end: () => control.faults({ hang: false }) },
    {
      name: 'error500',
      begin: () => control.faults({ error500: true }),
      end: () => control.faults({ error500: false }),
    },
    {
      name: 'garbage',
      begin: () => control.faults({ garbage: true }),
      end: () => control.faults({ garbage: false }),
    },
    {
      name: 'webhooks lost',
      begin: () => control.webhookFaults({ lose: 'half' }),
      end: () => control.webhookFaults({ lose: 'none' }),
    },
    {
      name: 'webhooks late, doubled, shuffled',
      begin: () => control.webhookFaults({ delayMs: 1_500, double: true, shuffleMs: 800 }),
      end: () => control.webhookFaults({ delayMs: 0, double: false, shuffleMs: 0 }),
    },
    { name: 'drop', begin: online((id) => control.drop(id)) },
    { name: 'offline', begin: online((id) => control.goOffline(id, { forMs: 3_000 })) },
    { name: 'unlink', begin: online((id) => control.unlink(id)) },
    { name: 'opened elsewhere', begin: online((id) => control.openElsewhere(id)) },
    { name: 'ban', begin: online((id) => control.ban(id, { minutes: 1 })) },
    { name: 'scan', begin: () => scanIfShown(control, some()) },
  ];
}

/** A phone scans what is valid just now, if anything is. */
function scanIfShown(control: SimulatorControl, id: string): void {
  if (control.truthOf(id).qr) control.scan(id, {});
}
