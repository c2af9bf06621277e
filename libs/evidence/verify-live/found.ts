import {
  reportOf,
  type About,
  type CheckCode,
  type Checked,
  type Failure,
  type NotPromisedCode,
  type VerificationReport,
} from '#proof';

/** The first ones tell enough: where a log was cut, everything behind it differs. */
const FAILURES_OF_A_KIND_MAX = 10;

/** What a verification finds as it goes along. */
export class Found {
  readonly #checked: Checked[] = [];
  readonly #failures: Failure[] = [];
  readonly #ofKind = new Map<string, number>();
  readonly #notPromised: NotPromisedCode[] = [];
  readonly #about: About[] = [];

  count(what: CheckCode, count = 1): void {
    this.#checked.push({ what, count });
  }

  fail(failure: Failure, ofKindMax = FAILURES_OF_A_KIND_MAX): void {
    const count = (this.#ofKind.get(failure.what) ?? 0) + 1;
    this.#ofKind.set(failure.what, count);
    if (count <= ofKindMax) this.#failures.push(failure);
  }

  tell(about: About): void {
    this.#about.push(about);
  }

  notPromise(code: NotPromisedCode): void {
    this.#notPromised.push(code);
  }

  report(): VerificationReport {
    return reportOf({
      checked: this.#checked,
      failures: this.#failures,
      notPromised: this.#notPromised,
      about: this.#about,
    });
  }
}
