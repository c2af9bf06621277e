import { createHttpApp, JsonLogger, serviceSettings } from '#platform';
import { DisclosureAppModule } from './disclosure-app.module.js';

const settings = serviceSettings(process.env);
const app = await createHttpApp(DisclosureAppModule.forRoot(settings), new JsonLogger());
app.enableShutdownHooks();
await app.listen(settings.port, settings.host);
