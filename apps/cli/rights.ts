import { ACCESS_RIGHTS } from '#access';
import { DISCLOSURE_RIGHTS } from '#disclosure';
import { EVENT_STORE_RIGHTS } from '#event-store';
import { EVIDENCE_RIGHTS } from '#evidence';
import { LEDGER_RIGHTS } from '#ledger';
import type { Rights } from '#platform';
import { RECORDS_RIGHTS } from '#records';
import { WEBHOOKS_RIGHTS } from '#webhooks';

/** What services may do with the database, and nothing else. */
export const RIGHTS: readonly Rights[] = [
  EVENT_STORE_RIGHTS,
  ACCESS_RIGHTS,
  LEDGER_RIGHTS,
  EVIDENCE_RIGHTS,
  RECORDS_RIGHTS,
  DISCLOSURE_RIGHTS,
  WEBHOOKS_RIGHTS,
];
