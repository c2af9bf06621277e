/** What a caller may ask for at once, and in how many seconds all of it is back: it comes back evenly. */
export interface BudgetTerms {
  readonly most: number;
  readonly seconds: number;
}

/** What is left to a caller, and in how many seconds the budget is whole. `waitSeconds` is 0 where the asking went through. */
export interface Spent {
  readonly left: number;
  readonly wholeSeconds: number;
  readonly waitSeconds: number;
  /** The first refusal after something went through: to be told once, not with every further one. */
  readonly isFirstRefusal: boolean;
}

/** Callers remembered; those whose budget is whole again are forgotten before that. */
const CALLERS_MAX = 10_000;

interface Account {
  left: number;
  at: number;
  isRefused: boolean;
}

/** A budget for each caller that fills again with time. It is that of one process: of two behind one address each has its own. */
export class CallerBudget {
  readonly #accounts = new Map<string, Account>();
  readonly #perSecond: number;

  constructor(readonly terms: BudgetTerms) {
    this.#perSecond = terms.most / terms.seconds;
  }

  /** Takes `cost` from the caller's budget, or nothing where it is not there. */
  spend(caller: string, cost: number, now: Date): Spent {
    const at = now.getTime();
    const left = this.#leftOf(caller, at);
    const wanted = Math.min(cost, this.terms.most);
    if (left < wanted) {
      const account = this.#accounts.get(caller)!;
      const isFirstRefusal = !account.isRefused;
      account.isRefused = true;
      return { ...this.#told(left), waitSeconds: Math.ceil((wanted - left) / this.#perSecond), isFirstRefusal };
    }
    if (this.#accounts.size >= CALLERS_MAX) this.#forgetSome(at);
    this.#accounts.delete(caller);
    this.#accounts.set(caller, { left: left - wanted, at, isRefused: false });
    return { ...this.#told(left - wanted), waitSeconds: 0, isFirstRefusal: false };
  }

  /** Puts back what was spent, where it turned out to be nothing that counts. */
  giveBack(caller: string, cost: number, now: Date): void {
    const account = this.#accounts.get(caller);
    if (!account) return;
    const at = now.getTime();
    account.left = Math.min(this.terms.most, this.#leftOf(caller, at) + Math.min(cost, this.terms.most));
    account.at = at;
  }

  #told(left: number): Pick<Spent, 'left' | 'wholeSeconds'> {
    return { left: Math.floor(left), wholeSeconds: Math.ceil((this.terms.most - left) / this.#perSecond) };
  }

  #leftOf(caller: string, at: number): number {
    const account = this.#accounts.get(caller);
    if (account === undefined) return this.terms.most;
    const back = (Math.max(0, at - account.at) / 1_000) * this.#perSecond;
    return Math.min(this.terms.most, account.left + back);
  }

  // Whoever asked longest ago comes first in the map; where nobody is whole again, that one goes.
  #forgetSome(at: number): void {
    for (const caller of this.#accounts.keys()) {
      if (this.#leftOf(caller, at) < this.terms.most && this.#accounts.size < CALLERS_MAX) return;
      this.#accounts.delete(caller);
    }
  }
}
