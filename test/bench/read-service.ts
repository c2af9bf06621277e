import { LookLog } from '#access';
import { createHttpApp, JsonLogger, limitGarbage, serviceSettings } from '#platform';
import { LedgerAppModule } from '../../apps/ledger/ledger-app.module.js';

// The ledger's own service, whose reads are measured; with `BENCH_LOOKS=off` the same without the log of looks.
const settings = serviceSettings(process.env);
const app = await createHttpApp(LedgerAppModule.forRoot(settings), new JsonLogger('warn'));
if (process.env['BENCH_LOOKS'] === 'off') app.get(LookLog, { strict: false }).write = async () => {};
limitGarbage();
await app.listen(settings.port, settings.host);
process.once('SIGTERM', () => void app.close());
process.stdout.write(`answers at ${await app.getUrl()}\n`);
