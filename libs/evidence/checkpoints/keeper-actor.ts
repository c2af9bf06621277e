/** Nobody asked for it: the ledger signs by itself. */
export const KEEPER = { role: 'system', id: 'checkpoints' } as const;
