import type { Rights, TableRights } from '#platform';

/** Trees are grown by the projector alone. */
const ROWS: TableRights = { ledger: 'SELECT', disclosure: 'SELECT', projector: 'SELECT INSERT UPDATE DELETE' };

export const EVIDENCE_RIGHTS: Rights = {
  tables: {
    'evidence.tree': ROWS,
    'evidence.tile': ROWS,
    // Nobody takes back what was signed.
    'evidence.checkpoint_timestamp': { ledger: 'SELECT', disclosure: 'SELECT', projector: 'SELECT INSERT' },
    // Laid aside by the owner alone, when an operator accepts a loss.
    'evidence.lost_checkpoint': { ledger: 'SELECT', disclosure: 'SELECT', projector: 'SELECT' },
    'evidence.cosignature': { ledger: 'SELECT INSERT UPDATE', disclosure: 'SELECT INSERT UPDATE', projector: 'SELECT' },
    'evidence.checkpoint': { ledger: 'SELECT', disclosure: 'SELECT', projector: 'SELECT INSERT UPDATE' },
    'evidence.link': ROWS,
    'evidence.map_tile': ROWS,
    'evidence.map_commitment': ROWS,
  },
};
