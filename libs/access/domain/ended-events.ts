/** Why the tokens of an account were ended by its own: signed out, or lost to others. */
export const ENDING_CODES = ['SIGNED_OUT', 'LOST'] as const;
export type EndingCode = (typeof ENDING_CODES)[number];

/** Tokens of the account that were issued until now are of no more use. */
export interface AccountTokensEnded {
  readonly type: 'AccountTokensEnded';
  readonly data: { readonly account: string; readonly why: EndingCode };
  readonly sealed: null;
}

/** The account is of no more use here, whatever tokens it brings. */
export interface AccountClosed {
  readonly type: 'AccountClosed';
  readonly data: { readonly account: string };
  readonly sealed: { readonly reason: string };
}

/** It is of use again, with tokens that are issued from now on. */
export interface AccountReopened {
  readonly type: 'AccountReopened';
  readonly data: { readonly account: string };
  readonly sealed: { readonly reason: string };
}

export type EndedEvent = AccountTokensEnded | AccountClosed | AccountReopened;

/** Which accounts are closed, of an association. */
export const CLOSED_STREAM = 'accounts-closed';

/** Tokens that were ended on a day in Japan: of more than a few days ago nobody asks, for tokens end by themselves. */
export const endedStream = (day: string) => `tokens-ended-${day}`;
