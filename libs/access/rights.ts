import type { Rights, TableRights } from '#platform';

/** Who is whom is changed by the ledger alone; the others look up whom they meet. */
const DIRECTORY: TableRights = {
  ledger: 'SELECT INSERT UPDATE DELETE',
  disclosure: 'SELECT',
  projector: 'SELECT',
};

export const ACCESS_RIGHTS: Rights = {
  tables: {
    // Everybody opens and seals, and so makes the key of a year that has none; a key is destroyed by the ledger alone.
    'access.data_key': { ledger: 'SELECT INSERT UPDATE', disclosure: 'SELECT INSERT', projector: 'SELECT INSERT' },
    'access.member': DIRECTORY,
    'access.member_index': DIRECTORY,
    'access.member_search': DIRECTORY,
    // What ended stays ended: nothing of it is ever changed. An operator ends the own tokens by a route of /v1/me.
    'access.operator_ending': { ledger: 'SELECT INSERT', disclosure: 'SELECT INSERT' },
    // By it erasures are found; it is made by the projector alone.
    'access.erasure': { ledger: 'SELECT', projector: 'SELECT INSERT UPDATE DELETE' },
  },
};
