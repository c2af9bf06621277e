import { readFileSync } from 'node:fs';
import { aLedger, keptEvents, writeTransferEvents } from '../testing/a-ledger.js';
import { declareAndWithdraw, registerAll } from '../testing/sample-facts.js';
import { findingSamples, holdSamples, importSamples, transferSamples } from '../testing/transfer-samples.js';
import { ledgerEventTypes } from './event-types.js';
import { SCHEMA_VERSION } from './registration-events.js';

interface Kept {
  readonly type: string;
  readonly data: unknown;
  readonly sealed: unknown;
}

const golden = JSON.parse(readFileSync(new URL('./golden/events-v1.json', import.meta.url), 'utf8')) as Kept[];
let kept: Kept[];

beforeAll(async () => {
  const ledger = aLedger();
  await registerAll(ledger);
  await declareAndWithdraw(ledger);
  await writeTransferEvents(ledger, [...transferSamples(), ...holdSamples(), ...findingSamples(), ...importSamples()]);
  kept = await keptEvents(ledger);
});

/** What is stored is kept for years: a shape that changes is a new version of the event, read by an upcast. */
describe('the stored shape of version 1', () => {
  it('is the version that is written', () => {
    expect(SCHEMA_VERSION).toBe(1);
  });

  it('covers every event of this lib', () => {
    expect(golden.map(({ type }) => type)).toEqual(kept.map(({ type }) => type));
    expect(Object.keys(ledgerEventTypes).sort()).toEqual([...new Set(golden.map(({ type }) => type))].sort());
  });

  it.each(golden.map(({ type }, index) => [index, type]))('%i, %s, is as it was', (index) => {
    expect(kept[Number(index)]).toEqual(golden[Number(index)]);
  });
});
