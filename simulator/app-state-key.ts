import { randomBytes } from 'node:crypto';
import type { Device } from './whatsapp-link.ts';

/** The message by which a phone hands a new device its app state key: a secret that the service pushes on. */
export function appStateKeyMessage(device: Device) {
  const chat = `${device.phone}@s.whatsapp.net`;
  const key = {
    keyData: { keyData: randomBytes(32).toString('base64'), timestamp: Date.now() },
    keyID: { keyID: randomBytes(6).toString('base64') },
  };
  return {
    Info: {
      Category: 'peer',
      Chat: chat,
      ID: randomBytes(10).toString('hex').toUpperCase(),
      IsFromMe: true,
      IsGroup: false,
      Sender: chat,
      Timestamp: new Date().toISOString(),
      Type: 'text',
    },
    Message: { protocolMessage: { appStateSyncKeyShare: { keys: [key] }, type: 6 } },
  };
}
