import { aSigningKey } from '../testing/a-log.js';
import { verifyDocument } from './verify-document.js';

const keys = [aSigningKey('example.com/log').key];
const verify = (text: string) => verifyDocument(new TextEncoder().encode(text), { keys });

describe('a document', () => {
  it('that is the answer of a refusal is called so, in its own words', async () => {
    const problem = {
      type: '/docs/problems#not-covered-yet',
      title: 'Not\u001b yet',
      status: 503,
      code: 'not-covered-yet',
    };
    const report = await verify(JSON.stringify(problem));
    expect(report).toMatchObject({ ok: 'cannot-check', failures: [{ what: 'error-answer' }] });
    expect(report.failures[0]!.found).toBe('503 not-covered-yet Not yet');
  });

  it.each(['{"format":"tea"}', '{"type":"/docs/problems#x"}', '{}', 'hello'])(
    'of another kind is not known: %s',
    async (text) =>
      expect(await verify(text)).toMatchObject({ ok: 'cannot-check', failures: [{ what: 'unknown-format' }] }),
  );
});
