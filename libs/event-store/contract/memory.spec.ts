import { MemoryEventStore } from '../memory/memory-event-store.js';
import { eventStoreContract } from './event-store.contract.js';

eventStoreContract('the memory store', async (now) => {
  const store = new MemoryEventStore(now);
  return { store, close: () => store.close() };
});
