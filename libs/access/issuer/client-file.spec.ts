import { ClientFileError, clientOf } from './client-file.js';
import { newKey } from './signing-key.js';

const CLIENT = { id: 'core', association: 'mihon-seizo', arrangements: ['*'], scopes: ['transfers:write'] };
const read = (over: object, key: object) =>
  clientOf(JSON.stringify({ ...CLIENT, key, ...over }), '/keys/core.json', 'core');

describe('the file of a client', () => {
  it('is read as it stands', async () => {
    const key = await newKey();
    expect(read({}, key)).toEqual({ ...CLIENT, key });
  });

  it.each<[string, object, string]>([
    ['another id', { id: 'other' }, '"other"'],
    ['no association', { association: undefined }, 'association'],
    ['no list of arrangements', { arrangements: '*' }, 'arrangements'],
    ['no scopes', { scopes: [] }, 'scopes'],
    ['a scope that is none', { scopes: ['transfers:wriet'] }, 'transfers:wriet. There are: '],
    ['a scope of officers', { scopes: ['records:write'] }, 'records:write'],
    ['a public key', { key: { kty: 'OKP', crv: 'Ed25519', x: 'x', kid: 'k' } }, 'key'],
    ['a key of another kind', { key: { kty: 'EC', crv: 'P-256', x: 'x', d: 'd', kid: 'k' } }, 'Ed25519'],
  ])('says where and what is wrong with %s, and what to do', async (_what, over, told) => {
    const key = await newKey();
    expect(() => read(over, key)).toThrow(ClientFileError);
    expect(() => read(over, key)).toThrow(told);
    expect(() => read(over, key)).toThrow(/^\/keys\/core\.json .* Mend the file/);
    // Never what is in the key.
    expect(() => read(over, key)).not.toThrow(key.d);
  });

  it.each(['', '{', '[]', 'null', '"x"'])('is none: %j', (text) => {
    expect(() => clientOf(text, '/keys/core.json', 'core')).toThrow('is no JSON object');
  });
});
