import { globSync, readFileSync } from 'node:fs';

/**
 * Where a pool is asked without saying for which association, and why. Row-level security shows such a statement no row
 * of any association: these call functions that cross associations by nature, or ask what belongs to none.
 */
const ASKED_ACROSS: Readonly<Record<string, string>> = {
  'libs/access/ended-accounts/ended-operators.ts': 'operators act for no association, and their rows are of none',
  'libs/ledger/import-transfers/import-lease.ts': 'takes whichever import waits longest, and sweeps: two functions',
  'libs/ledger/reexamine-transfers/late-lines.ts': 'asks whose turn it is: a function',
  'libs/disclosure/make-bundle/bundle-lease.ts':
    'takes whichever bundle waits longest, and ends what is over: two functions',
  'libs/disclosure/check-document/documents-by-code.ts':
    'whoever holds a document knows its code and no association: a function',
  'libs/disclosure/issue-documents/document-sweeper.ts': 'sweeps the files of all associations: a function',
  'libs/disclosure/keep-requests/voluntary-extras.ts': 'hands it on together with the association',
  'libs/disclosure/member-transfers/member-transfers.query.ts': 'hands it on together with the association',
  'libs/evidence/checkpoints/signed-rows.ts': 'the keeper of checkpoints writes by the role of the projector',
  'libs/evidence/freshness/evidence-watch.ts': 'how old the evidence of each log is, by the role of the projector',
  'libs/evidence/restore-guard/accept-loss.ts': 'what an operator does by the owner of the database',
  'libs/evidence/verify-live/verify-live.ts': 'verifies the logs of all associations, by the owner of the database',
  'libs/webhooks/deliver/delivery-metrics.ts': 'counts what waits, by the role of the projector',
  'libs/webhooks/deliver/delivery-queue.ts': 'sends for all associations, by the role of the projector',
  'libs/event-store/event-store.module.ts': 'hands it to the start, which asks whether there is any event',
  'libs/event-store/refuse-other-store.ts': 'whether there is any event: a function',
  'libs/event-store/postgres/heads.ts': 'where all logs end: a function',
  'libs/event-store/postgres/batch-writer.ts': 'a batch may span associations, and goes through the append alone',
  'libs/event-store/postgres/partitions-ahead.ts': 'partitions are of all logs: a function',
  'libs/event-store/kurrentdb/claims.ts': 'a batch of claims may span associations: a policy of its own',
  'libs/event-store/kurrentdb/numbered-events.ts': 'waits for events of all associations: a policy of its own',
  'libs/event-store/kurrentdb/sequencer.ts': 'numbers events of all associations: a policy of its own',
  'libs/event-store/kurrentdb/log-reader.ts': 'the row of the sequencer, which is of no association',
  'libs/event-store/kurrentdb/kurrentdb-event-store.ts': 'hands it to the two below and to the sequencer',
  'libs/event-store/kurrentdb/retention.ts': 'the row of the sequencer, which is of no association',
};
/** The projector keeps its books over all associations, and writes rows by a role that row-level security lets pass. */
const PROJECTOR = 'libs/event-store/projector/';

const FILES = 'libs/{access,disclosure,event-store,evidence,ledger,readers,records,webhooks}/**/*.ts';
const NOT_PRODUCT = /spec\.ts$|\/(migrations|testing|contract)\//;
/** How it is said for which association. */
const LAWFUL =
  /\b(ofAssociation|inTransactionOf|inSnapshotOf)\(\s*this\.pool,|\b(readOfAssociation|selectShownLines|selectRecords)\(\s*(this\.)?dataSource,/g;
/** A pool, or TypeORM's data source, that is asked as it is, or handed on to whoever asks. */
const ASKED =
  /\bpool\.(query|connect)\b|\bthis\.pool,|\binTransaction\(|\bdataSource\.(query|manager|transaction)\b|\bthis\.dataSource,/;

function asksAcross(text: string): boolean {
  return ASKED.test(text.replaceAll(LAWFUL, ''));
}

it.each([
  'await this.pool.query(`SELECT 1`)',
  'await holdingsOf(this.pool, association, indexes)',
  'await inTransaction(this.pool, async (client) => {})',
  'const client = await this.pool.connect()',
  'await this.dataSource.query(`SELECT 1`)',
])('would see: %s', (planted) => {
  expect(asksAcross(planted)).toBe(true);
});

it.each([
  'await ofAssociation(this.pool, association).query(`SELECT 1`)',
  'return inTransactionOf(\n  this.pool, association, async (client) => {})',
  'await readOfAssociation(this.dataSource, association, read)',
])('lets pass: %s', (lawful) => {
  expect(asksAcross(lawful)).toBe(false);
});

it('asks the database for one association everywhere save where it is written why not', () => {
  const asking = globSync(FILES)
    .filter((file) => !NOT_PRODUCT.test(file) && !file.startsWith(PROJECTOR))
    .filter((file) => asksAcross(readFileSync(file, 'utf8')));
  expect(asking.sort()).toEqual(Object.keys(ASKED_ACROSS).sort());
});
