import type { Rights, TableRights } from '#platform';

const ROWS: TableRights = { ledger: 'SELECT', projector: 'SELECT INSERT UPDATE DELETE' };
const IMPORTS: TableRights = { ledger: 'SELECT INSERT UPDATE DELETE' };

export const LEDGER_RIGHTS: Rights = {
  tables: {
    // What is published is found by it.
    'ledger.ground': { ...ROWS, disclosure: 'SELECT' },
    'ledger.judged_line': ROWS,
    'ledger.standing_mark': ROWS,
    'ledger.merged_member': ROWS,
    'ledger.finding': ROWS,
    'ledger.watched_transfer': ROWS,
    'ledger.import_job': IMPORTS,
    'ledger.import_chunk': IMPORTS,
    'ledger.import_outcome': IMPORTS,
    'ledger.import_rejected': IMPORTS,
  },
  functions: {
    'ledger.claim_import': ['ledger'],
    'ledger.sweep_imports': ['ledger'],
    'ledger.late_members': ['ledger', 'projector'],
  },
};
