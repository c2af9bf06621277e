/** A title that a person reads, in both languages. */
export interface ProblemType {
  readonly status: number;
  readonly ja: string;
  readonly en: string;
}

export interface FieldError {
  /** RFC 6901 JSON pointer into what was sent: `/members/3/ref`; `?period` style names are query parameters. */
  readonly pointer: string;
  readonly detail: string;
}

/** What a refusal may carry besides its code: harmless facts only, never a value that a person typed. */
export interface RefusalFacts {
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  /** What WWW-Authenticate says behind the scheme: RFC 6750 3.1. It is no part of the problem's body. */
  readonly challenge?: string;
  readonly [fact: string]: unknown;
}

/**
 * A refusal that the caller can act on. Each lib has a table of its codes; the domain throws, the edge translates.
 * Anything else that is thrown is a fault of the program.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly code: string,
    readonly facts: RefusalFacts = {},
  ) {
    super(code);
  }
}
