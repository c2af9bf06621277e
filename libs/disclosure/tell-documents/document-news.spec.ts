import type { StoredEvent } from '#event-store';
import { DocumentNews } from './document-news.js';

const MEMBER = '11111111-1111-4111-8111-111111111111';
const DOCUMENT = '0d4f2f0e-0a7c-4b1e-9a53-5c0f2d1e7a01';
const news = new DocumentNews();
const issued = (kind: string) => {
  const data = { documentId: DOCUMENT, kind, of: 'a-request', sha256: 'digest' };
  return { envelope: { type: 'DocumentIssued', subject: MEMBER, data } } as unknown as StoredEvent;
};

it.each(['RECORDS_DISCLOSURE', 'DECISION_NOTICE', 'EXTENSION_NOTICE'])(
  'tells by its id alone that a document was issued, and where its place is read: %s',
  async (kind) => {
    const told = {
      type: 'document.issued',
      id: DOCUMENT,
      links: { self: `/v1/documents/${DOCUMENT}` },
      arrangement: null,
    };
    expect([news.mayTell(issued(kind)), await news.newsOf(issued(kind))]).toEqual([true, told]);
  },
);

it.each(['REGISTER', 'RETENTION_CERTIFICATE', 'DISPOSAL_CERTIFICATE'])('tells nothing of a %s', async (kind) => {
  expect(await news.newsOf(issued(kind))).toBeNull();
});
