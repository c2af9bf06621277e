import { checkedSettings } from '#access';
import { createHttpApp, JsonLogger, limitGarbage } from '#platform';
import { DisclosureAppModule } from './disclosure-app.module.js';

const settings = await checkedSettings(process.env, 'disclosure');
const app = await createHttpApp(DisclosureAppModule.forRoot(settings), new JsonLogger());
limitGarbage();
app.enableShutdownHooks();
await app.listen(settings.port, settings.host);
