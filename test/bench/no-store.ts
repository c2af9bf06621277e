import { DEFAULT_AUDIENCE, DEVELOPMENT_ISSUER, remoteKeys } from '#access';
import { createHttpApp, JsonLogger } from '#platform';
import { ServeModule } from '../../apps/cli/serve/serve.module.js';
import { EndedAccounts } from '../../libs/access/ended-accounts/ended-accounts.js';
import { RecordTransferHandler } from '../../libs/ledger/record-transfer/record-transfer.handler.js';
import type { RecordingResult } from '../../libs/ledger/record-transfer/record-transfer.command.js';

// What the framework, the guard and the validation cost: the routes of the product, one of whose handlers answers at
// once with an answer that the product gave before.
const answer = JSON.parse(process.env['BENCH_ANSWER']!) as RecordingResult['answer'];
const tokens = {
  issuer: DEVELOPMENT_ISSUER,
  audience: DEFAULT_AUDIENCE,
  keys: remoteKeys(process.env['KIROKU_JWKS_URL']!),
};
const module = ServeModule.forContract({ tokens, keyDirectory: '', developmentIssuer: null });
const app = await createHttpApp(module, new JsonLogger('warn'));
// Without a store no association is registered, and nothing of an account ended.
app.get(EndedAccounts, { strict: false }).refuse = async () => {};
app.get(RecordTransferHandler, { strict: false }).execute = async () => ({ answer, isNew: true });
await app.listen(0, '127.0.0.1');
process.once('SIGTERM', () => void app.close());
process.stdout.write(`answers at ${await app.getUrl()}\n`);
