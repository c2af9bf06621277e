import { readFileSync } from 'node:fs';
import { aVersion } from '../testing/statements.js';
import { cadenceOf } from './cadence.js';
import type { ArrangementVersionAnnounced } from './registration-events.js';
import { withCadence, withChain } from './upcasts.js';

const [kept] = (
  JSON.parse(readFileSync(new URL('./golden/events-v1.json', import.meta.url), 'utf8')) as {
    type: string;
    data: Parameters<typeof withCadence>[0];
  }[]
).filter(({ type }) => type === 'ArrangementVersionAnnounced');

describe('an announcement of version 1', () => {
  it('says its cadence as later ones do, and all else as it did', () => {
    const { cadence, ...rest } = withCadence(kept!.data);
    expect(cadence).toEqual({ every: 'month', graceDays: 10, times: 1 });
    const { cadence: _unit, ...before } = kept!.data;
    expect(rest).toEqual(before);
  });

  it('may have none', () => {
    expect(withCadence({ ...kept!.data, cadence: null }).cadence).toBeNull();
  });

  it('has the fields of one that is announced now and states no more', () => {
    const now: ArrangementVersionAnnounced['data'] = aVersion().data;
    expect(Object.keys(withCadence(kept!.data)).sort()).toEqual(Object.keys(now).sort());
  });
});

describe('the cadence of an arrangement', () => {
  it('has days of grace of its own where it states them, none among them', () => {
    expect(cadenceOf('month', { graceDays: 0, times: 2 })).toEqual({ every: 'month', graceDays: 0, times: 2 });
    expect(cadenceOf('event')).toEqual({ every: 'event', graceDays: 0, times: 1 });
  });
});

describe('an asking of version 1', () => {
  it('is not shown to the member, for it did not say whether it may be', () => {
    const asked = { direction: 'OUT', purpose: 'U08', phase: 'done', ruleset: 'jp-appi-2022-04', asOf: null } as const;
    expect(withChain(asked)).toEqual({ ...asked, chain: 'restricted' });
  });
});
