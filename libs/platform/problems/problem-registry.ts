import type { ProblemType } from './refusal.js';

const types = new Map<string, ProblemType>();

/** Adds a lib's table of problems. Two libs may not give one code two meanings. */
export function registerProblems(table: Readonly<Record<string, ProblemType>>): void {
  for (const [code, type] of Object.entries(table)) {
    const known = types.get(code);
    if (known && known !== type) throw new Error(`The problem ${code} is described twice.`);
    types.set(code, type);
  }
}

export function problemType(code: string): ProblemType | undefined {
  return types.get(code);
}

/** Every problem that the product can answer with, for the page that explains them. */
export function allProblems(): [string, ProblemType][] {
  return [...types].sort(([a], [b]) => (a < b ? -1 : 1));
}
