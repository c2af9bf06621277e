import { keyProviderSettings } from '#access';
import { eventStoreSettings } from '#event-store';
import {
  createHttpApp,
  JsonLogger,
  limitGarbage,
  limitTerms,
  metricsSettings,
  refuseOwner,
  serviceSettings,
} from '#platform';
import { DisclosureAppModule } from './disclosure-app.module.js';

const settings = serviceSettings(process.env);
await eventStoreSettings(process.env); // What is wrong is said here; Nest would tell the name of the error alone.
keyProviderSettings(process.env);
limitTerms(process.env);
metricsSettings(process.env);
await refuseOwner(settings.databaseUrl, 'disclosure');
const app = await createHttpApp(DisclosureAppModule.forRoot(settings), new JsonLogger());
limitGarbage();
app.enableShutdownHooks();
await app.listen(settings.port, settings.host);
