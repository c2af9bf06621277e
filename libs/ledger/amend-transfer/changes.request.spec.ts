import { validationPipe, type Refusal } from '#platform';
import { CorrectTransferRequest } from '../correct-transfer/correct-transfer.request.js';

const shaped = (changes: object): Promise<unknown> =>
  validationPipe().transform(
    { version: 1, reason: 'a wrong word', ...changes },
    {
      type: 'body',
      metatype: CorrectTransferRequest,
    },
  );

describe('changes of a transfer', () => {
  it('may leave out every field but the version and the reason', async () => {
    await expect(shaped({})).resolves.toMatchObject({ version: 1 });
  });

  it.each(['party', 'items', 'purpose', 'means', 'dataKind', 'evidence', 'version', 'reason'])(
    'may not take away the %s, which every transfer has',
    async (field) => {
      const refusal = (await shaped({ [field]: null }).catch((error: unknown) => error)) as Refusal;
      expect([refusal.code, refusal.facts.errors?.map((error) => error.pointer)]).toEqual([
        'invalid-request',
        [`/${field}`],
      ]);
    },
  );

  it.each(['arrangement', 'period', 'ground', 'record', 'confirmation', 'file', 'upstream', 'household'])(
    'may take away the %s',
    async (field) => {
      await expect(shaped({ [field]: null })).resolves.toMatchObject({ [field]: null });
    },
  );

  it.each(['members', 'direction', 'source', 'externalId', 'phase'])('may not touch the %s', async (field) => {
    await expect(shaped({ [field]: 'x' })).rejects.toMatchObject({ code: 'invalid-request' });
  });
});
