import type { Rights, TableRights } from '#platform';

/** Made from the log by the projector alone. */
const ROWS: TableRights = { projector: 'SELECT INSERT UPDATE DELETE' };
/** The projector's process sends; the ledger asks for tests and replays, and lists. */
const SENDING: TableRights = { ledger: 'SELECT INSERT UPDATE', projector: 'SELECT INSERT UPDATE DELETE' };

export const WEBHOOKS_RIGHTS: Rights = {
  tables: {
    'webhooks.webhook': ROWS,
    'webhooks.message': ROWS,
    'webhooks.seen_account': { ledger: 'SELECT INSERT UPDATE', projector: 'SELECT' },
    'webhooks.endpoint': ROWS,
    'webhooks.delivery': SENDING,
    'webhooks.attempt': { ledger: 'SELECT', projector: 'SELECT INSERT DELETE' },
  },
};
