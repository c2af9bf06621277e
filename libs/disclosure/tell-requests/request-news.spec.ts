import type { StoredEvent } from '#event-store';
import { requestEventTypes } from '../domain/requests/request-events.js';
import { RequestNews } from './request-news.js';

const MEMBER = '11111111-1111-4111-8111-111111111111';
const REQUEST = '0d4f2f0e-0a7c-4b1e-9a53-5c0f2d1e7a01';
const news = new RequestNews();
const event = (type: string) =>
  ({
    envelope: { type, subject: MEMBER, stream: `requests-${MEMBER}`, data: { requestId: REQUEST } },
  }) as unknown as StoredEvent;

it('tells what became of a request by its id, and nothing of whose it is', async () => {
  const told = Object.keys(requestEventTypes).filter((type) => news.mayTell(event(type)));
  const types: string[] = [];
  for (const type of told) {
    const one = await news.newsOf(event(type));
    expect(one).toMatchObject({ id: REQUEST, arrangement: null, links: { queue: '/v1/disclosure-requests' } });
    expect(JSON.stringify(one)).not.toContain(MEMBER);
    types.push(one!.type);
  }
  expect(types.sort()).toEqual(Object.keys(news.types).sort());
});

it('tells nothing of how somebody was identified, or of anything else', () => {
  expect(
    ['RequestIdentityShown', 'RequestTargetAsked', 'MemberRegistered'].some((type) => news.mayTell(event(type))),
  ).toBe(false);
});
