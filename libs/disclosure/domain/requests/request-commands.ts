import type {
  Day,
  RequestAsker,
  RequestChannel,
  RequestFormat,
  RequestKind,
  RequestMethod,
  RequestOutcome,
  RequestRole,
} from '#statute';
import type { Withheld } from './disclosed-content.js';
import type { RequestPeriod } from './request-events.js';

export interface ReceiveRequest {
  readonly do: 'receive';
  readonly requestId: string;
  readonly kind: RequestKind;
  readonly asker: RequestAsker;
  readonly channel: RequestChannel;
  readonly method: RequestMethod;
  readonly format?: RequestFormat;
  readonly grounds: readonly string[];
  readonly about?: readonly string[];
  readonly receivedAt: string;
  readonly arrivedOn: Day;
  readonly text: string | null;
  readonly contact: string | null;
  readonly representative: string | null;
  readonly period?: RequestPeriod;
}

export interface ShowIdentity {
  readonly do: 'show-identity';
  readonly role: RequestRole;
  readonly method: string;
  readonly channel: RequestChannel;
  readonly copy: 'NONE' | 'MASKED';
  readonly shownOn: Day;
  readonly note: string | null;
}

export interface DecideRequest {
  readonly do: 'decide';
  readonly outcome: RequestOutcome;
  readonly reason: string | null;
  readonly alternative: string | null;
  readonly method: RequestMethod;
  /** Left out: as it was asked for, or the first that is offered. */
  readonly format?: RequestFormat;
  readonly agreed: boolean;
  readonly withheld: readonly Withheld[];
  readonly corrections: readonly string[];
  /** Codes of what was corrected of the registration. */
  readonly registrations: readonly string[];
  readonly text: string | null;
}

/** What somebody wants done about a request. */
export type RequestCommand =
  | ReceiveRequest
  | ShowIdentity
  | DecideRequest
  | { readonly do: 'ask-identity'; readonly text: string | null }
  | {
      readonly do: 'show-evidence';
      readonly papers: readonly string[];
      readonly shownOn: Day;
      readonly note: string | null;
    }
  | { readonly do: 'ask-target'; readonly text: string }
  | {
      readonly do: 'answer-target';
      readonly answeredOn: Day;
      readonly narrowed: boolean;
      readonly text: string;
      readonly period?: RequestPeriod;
    }
  | {
      readonly do: 'ask-institution';
      readonly inquiryId: string;
      readonly askedOn: Day;
      readonly institution: string;
      readonly text: string | null;
    }
  | {
      readonly do: 'answer-inquiry';
      readonly inquiryId: string;
      readonly answeredOn: Day;
      readonly answer: string;
      readonly text: string | null;
    }
  | { readonly do: 'approve-decision'; readonly text: string | null }
  | {
      readonly do: 'extend';
      readonly dueOn: Day;
      readonly noticedOn: Day;
      readonly channel: RequestChannel;
      readonly text: string;
    }
  | {
      readonly do: 'deliver';
      readonly deliveredOn: Day;
      readonly channel: RequestChannel;
      readonly atOwnRisk: boolean;
      readonly note: string | null;
    }
  | {
      readonly do: 'settle-use';
      readonly arrangement: string;
      readonly settlement: string;
      readonly settledOn: Day;
      readonly text: string;
    }
  | { readonly do: 'close'; readonly text: string | null }
  | { readonly do: 'withdraw'; readonly withdrawnOn: Day; readonly text: string | null }
  | { readonly do: 'mark-duplicate'; readonly of: string; readonly text: string };
