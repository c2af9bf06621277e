import { createHttpApp, JsonLogger, serviceSettings } from '#platform';
import { LedgerAppModule } from './ledger-app.module.js';

const settings = serviceSettings(process.env);
const app = await createHttpApp(LedgerAppModule.forRoot(settings), new JsonLogger());
app.enableShutdownHooks();
await app.listen(settings.port, settings.host);
