import type { Rights, TableRights } from '#platform';

/** The registers are made by the projector alone. */
const ROWS: TableRights = { ledger: 'SELECT', disclosure: 'SELECT', projector: 'SELECT INSERT UPDATE DELETE' };

export const RECORDS_RIGHTS: Rights = {
  tables: {
    'records.statutory_record': ROWS,
    'records.transfer': ROWS,
    'records.open_version': ROWS,
    'records.series': ROWS,
    'records.record_link': ROWS,
    'records.hold': ROWS,
    'records.disposal': ROWS,
    'records.disposed': ROWS,
    'records.reconciliation_transfer': ROWS,
    'number_act.line': ROWS,
    'number_act.transfer': ROWS,
    'number_act.open_version': ROWS,
  },
};
