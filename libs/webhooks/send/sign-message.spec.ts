import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { freshSecret, signedHeaders } from './sign-message.js';

const BODY = '{"type":"transfer.recorded"}';

describe('a signed message', () => {
  // The vector of the reference libraries of Standard Webhooks.
  it('is signed as the specification has it', () => {
    const headers = signedHeaders({
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      body: '{"test": 2432232314}',
      at: new Date(1_614_265_330_000),
      secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    });
    expect(headers).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('is what anybody makes of id, time and body with the secret', () => {
    const secret = freshSecret();
    const { 'webhook-timestamp': time, 'webhook-signature': signature } = signedHeaders({
      id: 'msg_1',
      body: BODY,
      at: new Date(),
      secrets: [secret],
    });
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    expect(signature).toBe(`v1,${createHmac('sha256', key).update(`msg_1.${time}.${BODY}`).digest('base64')}`);
  });

  it('is taken by the receiver’s library, by the secret of now and by the one of before', () => {
    const [now, before, other] = [freshSecret(), freshSecret(), freshSecret()];
    const headers = signedHeaders({ id: 'msg_1', body: BODY, at: new Date(), secrets: [now, before] });
    expect(headers['webhook-signature']!.split(' ')).toHaveLength(2);
    for (const secret of [now, before]) expect(new Webhook(secret).verify(BODY, headers)).toEqual(JSON.parse(BODY));
    expect(() => new Webhook(other).verify(BODY, headers)).toThrow('No matching signature');
  });

  it.each([
    ['body', `${BODY} `, {}],
    ['id', BODY, { 'webhook-id': 'msg_2' }],
    ['time', BODY, { 'webhook-timestamp': String(Math.floor(Date.now() / 1_000) - 1) }],
    ['old time', BODY, { 'webhook-timestamp': '1614265330' }],
  ])('is refused by it with another %s', (_, body, over) => {
    const secret = freshSecret();
    const headers = { ...signedHeaders({ id: 'msg_1', body: BODY, at: new Date(), secrets: [secret] }), ...over };
    expect(() => new Webhook(secret).verify(body, headers)).toThrow();
  });
});

it('a secret is 32 random bytes', () => {
  const [one, other] = [freshSecret(), freshSecret()];
  expect(one).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(other).not.toBe(one);
});
