/** What goes wrong around the gateway: each fault begins, lasts a while, and ends. */
import type { Line } from '../../db/testing-line.ts';
import type { SimulatorControl } from '../../simulator/control.ts';
import type { Chance } from './chance.ts';

export interface Fault {
  name: string;
  /** While it lasts the service cannot be asked, or not in time: what is shown is old, and says so. */
  blinds?: boolean;
  /** While it lasts nothing can be committed. */
  withoutDatabase?: boolean;
  /** WhatsApp is out of reach for some or all: a connect under way may fail by it. */
  cutsOff?: boolean;
  begin(): unknown;
  end?(): unknown;
}

/** All faults that may hit; sessions are chosen by chance. */
export function faultsOf(
  {
    control,
    line,
    restartGateway,
  }: {
    control: SimulatorControl;
    /** Of the gateway to its database; left out: nothing happens to it. */
    line?: Line;
    restartGateway: () => Promise<void>;
  },
  ids: readonly string[],
  chance: Chance,
): Fault[] {
  const some = () => chance.pick(ids);
  const online = (act: (id: string) => unknown) => () => {
    const id = some();
    if (control.truthOf(id).whatsapp.online) act(id);
  };
  const service = (name: string, faults: Parameters<SimulatorControl['faults']>[0], none: typeof faults) => ({
    name,
    blinds: true,
    begin: () => control.faults(faults),
    end: () => control.faults(none),
  });
  const webhooks = (
    name: string,
    faults: Parameters<SimulatorControl['webhookFaults']>[0],
    none: typeof faults,
  ) => ({ name, begin: () => control.webhookFaults(faults), end: () => control.webhookFaults(none) });
  const database = (name: string, begin: () => void, end: () => void) => ({
    name,
    blinds: true,
    withoutDatabase: true,
    begin,
    end,
  });
  const ofDatabase = ({ cut, silence, mend }: Line) => [
    database('database away', cut, mend),
    database('database silent', silence, mend),
    database('database restarts', () => (cut(), mend()), mend),
  ];
  return [
    ...(line ? ofDatabase(line) : []),
    { name: 'down', blinds: true, begin: () => control.down(), end: () => control.up() },
    { name: 'restart', blinds: true, begin: () => control.restart() },
    { name: 'killed', blinds: true, begin: () => control.down({ kill: true }), end: () => control.up() },
    service('slow', { slowMs: 400 }, { slowMs: 0 }),
    service('hang', { hang: true }, { hang: false }),
    service('error500', { error500: true }, { error500: false }),
    service('garbage', { garbage: true }, { garbage: false }),
    service('hiccups', { sqliteHiccups: 0.2 }, { sqliteHiccups: 0 }),
    webhooks('webhooks lost', { lose: 'half' }, { lose: 'none' }),
    webhooks(
      'webhooks late, doubled, shuffled',
      { delayMs: 1_500, double: true, shuffleMs: 800 },
      { delayMs: 0, double: false, shuffleMs: 0 },
    ),
    {
      name: 'outage',
      cutsOff: true,
      begin: () => control.outage(true, { cut: true }),
      end: () => control.outage(false),
    },
    { name: 'drop', begin: online((id) => control.drop(id)) },
    { name: 'offline', cutsOff: true, begin: online((id) => control.goOffline(id, { forMs: 3_000 })) },
    { name: 'stream error', begin: online((id) => control.streamError(id, '503')) },
    { name: 'unlink', begin: online((id) => control.unlink(id)) },
    { name: 'opened elsewhere', begin: online((id) => control.openElsewhere(id)) },
    { name: 'ban', begin: online((id) => control.ban(id, { minutes: 0.2 })) },
    { name: 'scan', begin: () => scanAll(control, ids) },
    { name: 'gateway restarts', blinds: true, begin: restartGateway },
  ];
}

/** A phone for each code that is valid just now. */
function scanAll(control: SimulatorControl, ids: readonly string[]): void {
  for (const id of ids) if (control.truthOf(id).qr) control.scan(id);
}
