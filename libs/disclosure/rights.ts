import type { Rights, TableRights } from '#platform';

/** The views are made by the projector alone. */
const ROWS: TableRights = { ledger: 'SELECT', disclosure: 'SELECT', projector: 'SELECT INSERT UPDATE DELETE' };

export const DISCLOSURE_RIGHTS: Rights = {
  tables: {
    'disclosure.member_line': ROWS,
    'disclosure.transfer': ROWS,
    'disclosure.open_version': ROWS,
    'disclosure.look': ROWS,
    'disclosure.request': ROWS,
    'disclosure.courtesy_request': ROWS,
    'disclosure.document': ROWS,
    'disclosure.document_file': { ledger: 'SELECT INSERT UPDATE DELETE', disclosure: 'SELECT INSERT UPDATE' },
    'disclosure.bundle': { ledger: 'SELECT INSERT UPDATE' },
  },
  functions: {
    'disclosure.claim_bundle': ['ledger'],
    'disclosure.expire_bundles': ['ledger'],
    'disclosure.sweep_document_files': ['ledger'],
    'disclosure.document_by_code': ['ledger', 'disclosure'],
  },
};
