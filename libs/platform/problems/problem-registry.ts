import type { ProblemType } from './refusal.js';

const types = new Map<string, ProblemType>();
const lineCodes = new Map<string, LineCode>();

/** Why a line of a file was left out, where no answer to a request says so. */
export type LineCode = Pick<ProblemType, 'ja' | 'en'>;

/** Adds a lib's table of problems. Two libs may not give one code two meanings. */
export function registerProblems(table: Readonly<Record<string, ProblemType>>): void {
  for (const [code, type] of Object.entries(table)) {
    const known = types.get(code);
    if (known && known !== type) throw new Error(`The problem ${code} is described twice.`);
    types.set(code, type);
  }
}

/** Adds what may be said of lines of files: explained beside the problems, with which they share their names. */
export function registerLineCodes(table: Readonly<Record<string, LineCode>>): void {
  for (const [code, meaning] of Object.entries(table)) {
    if (types.has(code)) throw new Error(`The code ${code} is a problem already.`);
    lineCodes.set(code, meaning);
  }
}

export function allLineCodes(): [string, LineCode][] {
  return [...lineCodes].sort(([a], [b]) => (a < b ? -1 : 1));
}

export function problemType(code: string): ProblemType | undefined {
  return types.get(code);
}

/** Every problem that the product can answer with, for the page that explains them. */
export function allProblems(): [string, ProblemType][] {
  return [...types].sort(([a], [b]) => (a < b ? -1 : 1));
}
