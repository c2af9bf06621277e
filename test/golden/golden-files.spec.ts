import { ServeModule } from '../../apps/cli/serve/serve.module.js';
import { DisclosureAppModule } from '../../apps/disclosure/disclosure-app.module.js';
import { LedgerAppModule } from '../../apps/ledger/ledger-app.module.js';
import { ProjectorAppModule } from '../../apps/projector/projector-app.module.js';
import type { StoredEvent } from '../../libs/event-store/port/event-store.port.js';
import { currentView } from '../../libs/event-store/upcasting/current-view.js';
import { registeredEventTypes } from '../../libs/event-store/upcasting/event-types.js';
import { goldenEvents, withoutExample } from './golden-files.js';

/** Loading a service registers the event types of its libs. */
const SERVICES = [ServeModule, LedgerAppModule, DisclosureAppModule, ProjectorAppModule];

describe('the golden files', () => {
  const golden = goldenEvents();
  const types = registeredEventTypes();

  it('have an example of every version of every event type that the services know', () => {
    expect(SERVICES).not.toContain(undefined);
    expect([...types.keys()]).toEqual(expect.arrayContaining(['MemberRegistered', 'TransferSealed']));
    expect(withoutExample(types, golden)).toEqual([]);
  });

  it('are seen to lack a new type, and an older version', () => {
    const planted = new Map([...types, ['NobodyHeardOf', { version: 1 }], ['TransferSealed', { version: 2 }]]);
    expect(withoutExample(planted, golden)).toEqual(['TransferSealed, version 2', 'NobodyHeardOf, version 1']);
    const kept = golden.filter(({ type }) => type !== 'MemberRegistered');
    expect(withoutExample(types, kept)).toEqual(['MemberRegistered, version 1', 'MemberRegistered, version 2']);
  });

  it.each(golden.map((one) => [one.type, one] as const))('keep %s in a form that can be read', (_, one) => {
    const event = { envelope: { ...one, association: 'a' }, position: '1' } as unknown as StoredEvent;
    expect(currentView(event).envelope.schemaVersion).toBe(types.get(one.type)!.version);
  });
});
