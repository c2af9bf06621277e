import { readFileSync } from 'node:fs';
import { aLedger, keptEvents, writeTransferEvents, type KeptEvent } from '../testing/a-ledger.js';
import { amendGrounds } from '../testing/sample-amendments.js';
import { breachSamples } from '../testing/breach-samples.js';
import { declareAndWithdraw, registerAll } from '../testing/sample-facts.js';
import {
  askingSamples,
  findingSamples,
  holdSamples,
  importSamples,
  transferSamples,
} from '../testing/transfer-samples.js';
import { ledgerEventTypes, versionOf } from './event-types.js';

/** Examples of a type in the version in which it is written now, in the order in which they are written here. */
function golden(type: string): KeptEvent[] {
  const file = new URL(`./golden/events-v${versionOf(type)}.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as KeptEvent[]).filter((one) => one.type === type);
}

let kept: KeptEvent[];

beforeAll(async () => {
  const ledger = aLedger();
  await registerAll(ledger);
  await amendGrounds(ledger);
  await declareAndWithdraw(ledger);
  await writeTransferEvents(ledger, askingSamples());
  await writeTransferEvents(ledger, [
    ...transferSamples(),
    ...holdSamples(),
    ...findingSamples(),
    ...breachSamples(),
    ...importSamples(),
  ]);
  kept = await keptEvents(ledger);
});

/** What is stored is kept for years: a shape that changes is a new version of the event, read by an upcast. */
describe('the stored shape of an event', () => {
  it('is written here for every event of this lib', () => {
    expect([...new Set(kept.map(({ type }) => type))].sort()).toEqual(Object.keys(ledgerEventTypes).sort());
  });

  it.each(Object.keys(ledgerEventTypes))('%s is as its golden file has it', (type) => {
    expect(golden(type).length).toBeGreaterThan(0);
    expect(kept.filter((one) => one.type === type)).toEqual(golden(type));
  });
});
