import type { Refusal } from '#platform';
import { aLedger, OFFICER } from '../testing/a-ledger.js';
import { ASSOCIATION, FIRST } from '../testing/statements.js';
import { CompleteTransfer } from './complete-transfer.command.js';
import { CompleteTransferHandler } from './complete-transfer.handler.js';
import type { CompleteTransferRequest } from './complete-transfer.request.js';

const { amender, closer } = aLedger();

/** What the completion of a transfer that nobody knows is refused for: its own contradictions come first. */
async function refusalOf(request: Partial<CompleteTransferRequest>): Promise<[string, (string | undefined)[]]> {
  const completion = { version: 1, ...request } as CompleteTransferRequest;
  const command = new CompleteTransfer(ASSOCIATION, OFFICER, FIRST, completion, null);
  const act = async () => new CompleteTransferHandler(amender, closer).execute(command);
  const { code, facts } = (await act().catch((error: unknown) => error)) as Refusal;
  return [code, facts.errors?.map((error) => error.pointer) ?? []];
}

describe('a completion', () => {
  it('as planned may take nothing away', async () => {
    const sent = { outcome: 'sent', occurredOn: '2026-06-10' } as const;
    expect(await refusalOf({ ...sent, period: null })).toEqual(['invalid-request', ['/period']]);
    expect(await refusalOf({ ...sent, means: undefined })).toEqual(['transfer-unknown', []]);
  });

  it('names its moment once, and may say that the other form of it is null', async () => {
    expect(await refusalOf({ outcome: 'sent', occurredOn: '2026-06-10', occurredAt: null })).toEqual([
      'transfer-unknown',
      [],
    ]);
    expect(await refusalOf({ outcome: 'sent', occurredAt: null })).toEqual(['invalid-request', ['/occurredOn']]);
  });
});
