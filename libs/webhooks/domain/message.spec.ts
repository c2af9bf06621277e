import { messageBody, messageId } from './message.js';

const ID = '0d4f2f0e-0a7c-4b1e-9a53-5c0f2d1e7a01';

describe('a message', () => {
  it('says what, when and where, and nothing else', () => {
    const body = messageBody({
      association: 'mihon-seizo',
      type: 'transfer.recorded',
      about: ID,
      links: { self: `/v1/transfers/${ID}` },
      position: '0000000000000042',
      at: '2026-11-29T00:00:00.000Z',
    });
    expect(JSON.parse(body)).toEqual({
      type: 'transfer.recorded',
      timestamp: '2026-11-29T00:00:00.000Z',
      data: {
        id: ID,
        position: '0000000000000042',
        association: 'mihon-seizo',
        links: { self: `/v1/transfers/${ID}` },
      },
    });
  });

  it('has an id that no full stop parts, of its own for each webhook and event', () => {
    const ids = [messageId(ID, '1'), messageId(ID, '2'), messageId(ID.replace('0', '1'), '1')];
    expect(new Set(ids).size).toBe(3);
    expect(ids.join()).not.toContain('.');
    expect(messageId(ID, '1')).toBe(ids[0]);
  });
});
