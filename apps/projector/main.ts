import { checkedSettings } from '#access';
import { freshnessSettings, timestampSettings } from '#evidence';
import { createHttpApp, JsonLogger, limitGarbage } from '#platform';
import { webhookSettings } from '#webhooks';
import { ProjectorAppModule } from './projector-app.module.js';

freshnessSettings(process.env);
timestampSettings(process.env);
webhookSettings(process.env);
const settings = await checkedSettings(process.env, 'projector');
const app = await createHttpApp(ProjectorAppModule.forRoot(settings), new JsonLogger());
limitGarbage();
app.enableShutdownHooks();
await app.listen(settings.port, settings.host);
