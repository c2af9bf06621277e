import { aLedger, OFFICER } from '../testing/a-ledger.js';
import { registerAll } from '../testing/sample-facts.js';
import { aRequest, ASSOCIATION, FIRST, MASKED_NUMBER, MY_NUMBER } from '../testing/statements.js';
import { RecordTransfer } from './record-transfer.command.js';

async function digestedOf(over: object): Promise<string> {
  const ledger = aLedger();
  await registerAll(ledger);
  const request = { ...aRequest(), source: 'kenpo-core', externalId: 'x-1', members: [{ ref: FIRST }], ...over };
  await ledger.recorder.execute(new RecordTransfer(ASSOCIATION, OFFICER, request, null));
  expect(ledger.digested).toHaveLength(1);
  return ledger.digested[0]!;
}

describe('the text whose digest tells a repetition from other content', () => {
  it('is this one for ever: a file that comes again after years must not seem changed', async () => {
    const details =
      '{"confirmation":null,"counterpartOperationId":null,"evidence":[],"file":null,"ground":{},"groupSize":null,' +
      '"household":null,"record":{"baseRecord":null,"madeOn":null,"method":null,"proxyBy":null,"seriesId":null},"upstream":null}';
    expect(await digestedOf({})).toBe(
      '[{"arrangement":{"id":"B04","version":null},"dataKind":"PERSONAL_DATA",' +
        `"details":${details},"direction":"OUT","items":["NAME","CHECKUP_ATTENDANCE"],"means":"ELECTRONIC",` +
        `"members":[{"consentId":null,"items":null,"partySubjectId":null,"ref":"${FIRST}"}],"occurredAt":null,` +
        '"occurredOn":"2026-06-10","party":{"id":"mihon-seizo"},"period":null,"phase":"done","purpose":"U08"},"refuse"]',
    );
  });

  it('is the same for every order in which a caller writes names', async () => {
    const one = { ground: { route: 'C1', masking: ['a'] } };
    const other = { ground: { masking: ['a'], route: 'C1' } };
    expect(await digestedOf(one)).toBe(await digestedOf(other));
  });

  it('is the same for a field left out and for its default', async () => {
    expect(await digestedOf({ phase: 'done', onBlocked: 'refuse', evidence: [], period: null })).toBe(
      await digestedOf({}),
    );
  });

  it('holds no individual number', async () => {
    const text = await digestedOf({ upstream: MY_NUMBER });
    expect(text).not.toContain(MY_NUMBER);
    expect(text).toContain(MASKED_NUMBER);
  });
});
