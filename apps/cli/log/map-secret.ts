import { NestFactory } from '@nestjs/core';
import { KEY_PROVIDER, type KeyProvider } from '#access';
import { EVENT_STORE, type EventStore } from '#event-store';
import { MapSecrets } from '#evidence';
import { databaseUrl, dataDirectory, keyDirectory } from '../surroundings.js';
import { LiveModule } from '../verify/live/live.module.js';

/** The secret of the map of a log, 32 bytes; null where there is no such log, for which no key is to be made. */
export async function mapSecret(association: string): Promise<Uint8Array | null> {
  const options = {
    url: databaseUrl(),
    keyDirectory: process.env['KIROKU_KEY_DIRECTORY'] ?? keyDirectory(dataDirectory()),
    checkpointDirectory: null,
  };
  const app = await NestFactory.createApplicationContext(LiveModule.forRoot(options), {
    logger: false,
    abortOnError: false,
  });
  try {
    if ((await app.get<EventStore>(EVENT_STORE).head(association)) === null) return null;
    return await new MapSecrets(app.get<KeyProvider>(KEY_PROVIDER)).secret(association);
  } finally {
    await app.close();
  }
}
