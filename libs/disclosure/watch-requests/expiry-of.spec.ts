import { expiryOf } from './expiry-of.js';

const bearer = (payload: object) => `Bearer h.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.s`;

it('a token says when it is over', () => expect(expiryOf(bearer({ exp: 1_764_374_400 }))).toBe(1_764_374_400_000));

it.each([undefined, '', 'Bearer x', 'Bearer a.!.c', bearer({}), bearer({ exp: 'soon' })])(
  'one that does not say is over: %p',
  (authorization) => expect(expiryOf(authorization)).toBe(0),
);
