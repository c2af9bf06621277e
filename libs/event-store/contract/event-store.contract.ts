import type { EventStore } from '../port/event-store.port.js';
import { concurrencyContract } from './concurrency.contract.js';
import { expectationContract } from './expectation.contract.js';
import { orderContract } from './order.contract.js';
import { readingContract } from './reading.contract.js';
import { refusalContract } from './refusal.contract.js';
import { storedBytesContract } from './stored-bytes.contract.js';
import type { Subject } from './subject.js';

/** Makes the store under test with the clock that it is to use. */
export type OpenStore = (now: () => Date) => Promise<{ store: EventStore; close(): Promise<void> }>;

/** What every adapter of the port promises. A store that cannot be opened fails each case: none is skipped. */
export function eventStoreContract(name: string, open: OpenStore): void {
  describe(`${name} keeps the contract of the event store`, () => {
    let now = new Date('2026-11-22T00:00:00.000Z');
    let opened: Awaited<ReturnType<OpenStore>>;
    beforeAll(async () => {
      opened = await open(() => now);
    });
    afterAll(async () => {
      await opened?.close();
    });
    const subject: Subject = {
      store: () => opened.store,
      setClock: (instant) => {
        now = new Date(instant);
      },
    };
    expectationContract(subject);
    refusalContract(subject);
    orderContract(subject);
    concurrencyContract(subject);
    storedBytesContract(subject);
    readingContract(subject);
  });
}
