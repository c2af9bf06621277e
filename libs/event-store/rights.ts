import type { Rights, Service, TableRights } from '#platform';

const ALL: readonly Service[] = ['ledger', 'disclosure', 'projector'];
const READ: TableRights = { ledger: 'SELECT', disclosure: 'SELECT', projector: 'SELECT' };
const PROJECTORS = 'SELECT INSERT UPDATE DELETE';

/**
 * Events come in by the append alone, and nobody changes or deletes one. In the projector's process late knowledge is
 * examined, which finds what it then appends.
 */
export const EVENT_STORE_RIGHTS: Rights = {
  tables: {
    'event_store.event': READ,
    'event_store.stream_head': READ,
    'event_store.log_head': READ,
    // Ids are asked by the append alone.
    'event_store.event_identity': {},
    // Whichever service leads numbers the events of all associations, and a batch of claims may span them. The rows tell
    // that there are events; KurrentDB itself, which has no rows to keep apart, holds what they say.
    'event_store.kurrentdb_event': {
      ledger: 'SELECT INSERT',
      disclosure: 'SELECT INSERT',
      projector: 'SELECT INSERT',
      across: ALL,
    },
    'event_store.kurrentdb_claim': {
      ledger: PROJECTORS,
      disclosure: PROJECTORS,
      projector: PROJECTORS,
      across: ALL,
    },
    'event_store.kurrentdb_sequencer': {
      ledger: 'SELECT UPDATE',
      disclosure: 'SELECT UPDATE',
      projector: 'SELECT UPDATE',
    },
    'projection.checkpoint': { ledger: 'SELECT', disclosure: 'SELECT', projector: PROJECTORS },
    'projection.projection': { projector: PROJECTORS },
    'projection.lease': { projector: PROJECTORS },
    'projection.pause': { projector: PROJECTORS },
    'projection.failure': { projector: PROJECTORS },
    'projection.rebuild': { projector: PROJECTORS },
  },
  functions: {
    'event_store.append': ALL,
    'event_store.hold': ALL,
    'event_store.make_partitions': ALL,
    'event_store.heads': ALL,
    'event_store.has_events': ALL,
    'event_store.move_heads': ALL,
    'projection.make_beside': ['projector'],
    'projection.put_beside_in_place': ['projector'],
    'projection.move_rows_from_beside': ['projector'],
  },
};
