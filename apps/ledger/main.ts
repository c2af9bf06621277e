import { keyProviderSettings } from '#access';
import { eventStoreSettings } from '#event-store';
import { freshnessSettings } from '#evidence';
import {
  createHttpApp,
  JsonLogger,
  limitGarbage,
  limitTerms,
  metricsSettings,
  refuseOwner,
  serviceSettings,
} from '#platform';
import { LedgerAppModule } from './ledger-app.module.js';

const settings = serviceSettings(process.env);
await eventStoreSettings(process.env); // What is wrong is said here; Nest would tell the name of the error alone.
keyProviderSettings(process.env);
limitTerms(process.env);
metricsSettings(process.env);
freshnessSettings(process.env);
await refuseOwner(settings.databaseUrl, 'ledger');
const app = await createHttpApp(LedgerAppModule.forRoot(settings), new JsonLogger());
limitGarbage();
app.enableShutdownHooks();
await app.listen(settings.port, settings.host);
