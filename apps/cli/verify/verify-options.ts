import type { ReportLanguage, StampFailure } from '#proof';
import type { Said } from '../said.js';

/** What a verifier is asked, by either of its programs. */
export interface VerifyOptions {
  /** A file, or the address of a log. */
  readonly target: string;
  /** Verifier keys `name+hash+key`, or files that have one a line. */
  readonly key: readonly string[];
  /** File with the bytes of an entry. */
  readonly entry?: string | undefined;
  /** Leaf hash, base64 or 64 hexadecimal digits. */
  readonly leaf?: string | undefined;
  /** File with an older proof of completeness, which this one has to go on from. */
  readonly older?: string | undefined;
  /** File with the proof that came beside an issued document. */
  readonly proof?: string | undefined;
  /** How old a checkpoint, or the head of a proof of completeness, may be, in seconds. */
  readonly maxAge?: string | undefined;
  /** How old the newest timestamp of a running log may be, in seconds. */
  readonly stampMaxAge?: string | undefined;
  /** Lets the entries of a running log be read. */
  readonly token?: string | undefined;
  /** The same where nobody gave it for this: used where it may be, and otherwise left alone. */
  readonly surroundingToken?: string | undefined;
  /** Looks at the signatures under timestamps, where the program can. */
  readonly stampFailure?: (() => Promise<StampFailure>) | undefined;
  /** Why they are read: members are shown that. */
  readonly because?: string | undefined;
  readonly json: boolean;
  readonly lang: ReportLanguage;
}

/** What is wrong with how the verifier was asked. */
export class VerifyUsageError extends Error {
  override readonly name = 'VerifyUsageError';
  constructor(readonly said: Exclude<Said, string>) {
    super(said.en);
  }
}
