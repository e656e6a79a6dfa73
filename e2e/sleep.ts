/** A machine that sleeps: the wall's clock goes on, the page's own stands still, and nothing reaches it. */
import type { Page, WebSocketRoute } from '@playwright/test';

export interface Sleeper {
  /** It has slept this long and runs again, but no message has arrived yet. */
  sleep(ms: number): Promise<void>;
  /** The network is back: what was sent meanwhile arrives. */
  hear(): void;
}

type Message = Parameters<WebSocketRoute['send']>[0];
type Wall = typeof globalThis & { sleptMs?: number };

/** To be called before the page is opened. */
export async function sleeperOn(page: Page): Promise<Sleeper> {
  let deaf = false;
  let held: (() => void)[] = [];
  await page.addInitScript(() => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + ((globalThis as Wall).sleptMs ?? 0);
  });
  await page.routeWebSocket(/\/socket\.io\//, (socket) => {
    const pass = (message: Message) => socket.send(message);
    socket.connectToServer().onMessage((message) => {
      if (deaf) held.push(() => pass(message));
      else pass(message);
    });
  });
  return {
    async sleep(ms) {
      deaf = true;
      await page.evaluate((slept) => {
        const wall = globalThis as Wall;
        wall.sleptMs = (wall.sleptMs ?? 0) + slept;
      }, ms);
    },
    hear() {
      deaf = false;
      held.forEach((each) => each());
      held = [];
    },
  };
}
