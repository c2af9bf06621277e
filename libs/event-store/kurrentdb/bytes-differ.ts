import { EventStoreError } from '../port/event-store.port.js';

/** KurrentDB answers, and what it gives is not what was hashed; to whoever reads that is one way of not being there. */
export class BytesDiffer extends EventStoreError {
  constructor(position: string) {
    super('unavailable', `KurrentDB does not give the event at position ${position} as it was when it was numbered.`);
  }
}
