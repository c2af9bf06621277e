import { checkedSettings } from '#access';
import { freshnessSettings } from '#evidence';
import { createHttpApp, JsonLogger, limitGarbage } from '#platform';
import { webhookSettings } from '#webhooks';
import { LedgerAppModule } from './ledger-app.module.js';

freshnessSettings(process.env);
webhookSettings(process.env);
const settings = await checkedSettings(process.env, 'ledger');
const app = await createHttpApp(LedgerAppModule.forRoot(settings), new JsonLogger());
limitGarbage();
app.enableShutdownHooks();
await app.listen(settings.port, settings.host);
