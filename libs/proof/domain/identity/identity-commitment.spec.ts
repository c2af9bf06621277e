import { toBase64 } from '../bytes.js';
import { identityCommitment, type IdentityOpening } from './identity-commitment.js';

const place = { association: 'kumiai-a', reference: '11111111-1111-4111-8111-111111111111' };
const opening: IdentityOpening = {
  salt: toBase64(new Uint8Array(32).fill(1)),
  identity: {
    insurerNumber: '06990014',
    symbol: '10',
    number: '123',
    branch: '01',
    name: '髙﨑 見本',
    kana: 'タカサキ ミホン',
    birthDate: '1980-04-01',
  },
};
const commitment = toBase64(identityCommitment(place, opening)!);

describe('a commitment to an identity', () => {
  it('is what others compute: SHA-256 of 0x06, the salt and the canonical JSON', () => {
    // Computed apart, by a few lines of another language.
    expect(commitment).toBe('bq+k/mGoWGRA9t+GcLVFXgEDq4HAXzdl2FEfcppIKSY=');
  });

  it('is another one for every other salt, place and identity', () => {
    const { identity, salt } = opening;
    const { symbol: _symbol, ...without } = identity;
    const others = [
      identityCommitment(place, { identity, salt: toBase64(new Uint8Array(32).fill(2)) }),
      identityCommitment({ ...place, association: 'kumiai-b' }, opening),
      identityCommitment({ ...place, reference: '22222222-2222-4222-8222-222222222222' }, opening),
      identityCommitment(place, { salt, identity: { ...identity, name: '高崎 見本' } }),
      identityCommitment(place, { salt, identity: { ...identity, number: '12', branch: '301' } }),
      identityCommitment(place, { salt, identity: without }),
      identityCommitment(place, { salt, identity: { ...without, symbol: '' } }),
    ].map((one) => toBase64(one!));
    expect(new Set([commitment, ...others]).size).toBe(1 + others.length);
  });

  it.each(['', 'AAAA', toBase64(new Uint8Array(31)), toBase64(new Uint8Array(33)), 'no base 64'])(
    'takes no salt of another length: %j',
    (salt) => {
      expect(identityCommitment(place, { ...opening, salt })).toBeNull();
    },
  );
});
