/** How a code came to the member: by post to the registered address, or into the hand of somebody who was identified. */
export const HANDED_BY = ['post', 'counter'] as const;
export type HandedBy = (typeof HANDED_BY)[number];

/** The member was given a code for the first sign-in. What it was, nobody can tell from its keyed digest. */
export interface BindingCodeIssued {
  readonly type: 'BindingCodeIssued';
  readonly data: { readonly code: string; readonly handedBy: HandedBy; readonly until: string };
  readonly sealed: null;
}

/** Somebody had the code and not the birth date. */
export interface BindingCodeRefused {
  readonly type: 'BindingCodeRefused';
  readonly data: Readonly<Record<string, never>>;
  readonly sealed: null;
}

/** An account is the member's from now on, by the code that it brought. */
export interface AccountBound {
  readonly type: 'AccountBound';
  readonly data: { readonly account: string; readonly code: string };
  readonly sealed: null;
}

/** The account is no longer the member's. */
export interface AccountUnbound {
  readonly type: 'AccountUnbound';
  readonly data: { readonly account: string };
  readonly sealed: null;
}

/** A code that nobody brought counts no longer: it is not known any more for whom it was made. */
export interface BindingCodeVoided {
  readonly type: 'BindingCodeVoided';
  readonly data: { readonly code: string };
  readonly sealed: null;
}

export type BindingEvent = BindingCodeIssued | BindingCodeRefused | BindingCodeVoided | AccountBound | AccountUnbound;

/** What counts: the codes and accounts of a reference, one after the other. */
export const bindingsStream = (ref: string) => `bindings-${ref}`;
/** Whose code it is, how often it was brought without the birth date, and that somebody knew it. */
export const codeStream = (code: string) => `binding-code-${code}`;
/** Whose an account said to be: to be believed where the stream of that reference says so too. */
export const accountStream = (account: string) => `account-${account}`;
