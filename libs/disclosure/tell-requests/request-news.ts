import { Injectable } from '@nestjs/common';
import type { StoredEvent } from '#event-store';
import type { RequestEvent } from '../domain/requests/request-events.js';

/** What of a disclosure request may be told to systems outside: that it is. Whose it is, is read with a token alone. */
export interface ToldRequest {
  readonly type: string;
  readonly id: string;
  readonly links: Readonly<Record<string, string>>;
  readonly arrangement: null;
}

const TOLD: Partial<Record<RequestEvent['type'], string>> = {
  RequestReceived: 'request.received',
  RequestExtended: 'request.extended',
  RequestDecided: 'request.decided',
  RequestDelivered: 'request.delivered',
  RequestWithdrawn: 'request.withdrawn',
  RequestClosed: 'request.closed',
};
/** The request's own address names the member. */
const QUEUE = '/v1/disclosure-requests';

/** Tells of disclosure requests, to systems of the association's officers: no arrangement is theirs. */
@Injectable()
export class RequestNews {
  readonly isForIntegrators = false;
  readonly types = {
    'request.received': { ja: '開示等の請求を受け付けた', en: 'A disclosure request came in' },
    'request.extended': { ja: '開示等の請求の期限が延長された', en: 'More time was taken for a disclosure request' },
    'request.decided': { ja: '開示等の請求が決定された', en: 'A disclosure request was decided' },
    'request.delivered': {
      ja: '開示等の請求の回答が届けられた',
      en: 'The answer to a disclosure request was delivered',
    },
    'request.withdrawn': { ja: '開示等の請求が取り下げられた', en: 'A disclosure request was withdrawn' },
    'request.closed': { ja: '開示等の請求が終了した', en: 'A disclosure request was closed' },
  } as const;

  mayTell({ envelope }: StoredEvent): boolean {
    return envelope.type in TOLD;
  }

  async newsOf({ envelope }: StoredEvent): Promise<ToldRequest | null> {
    const { requestId } = envelope.data as RequestEvent['data'];
    const type = TOLD[envelope.type as RequestEvent['type']];
    return type === undefined ? null : { type, id: requestId, links: { queue: QUEUE }, arrangement: null };
  }
}
