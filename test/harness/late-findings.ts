import type { KirokuInProcess } from './kiroku-in-process.js';

const EXAMINED_MILLISECONDS_MAX = 60_000;
const ASK_AGAIN_MILLISECONDS = 50;

/** Findings by a query that names `atLeast`, once everything up to there was examined. */
export async function findingsExamined<Finding extends { readonly code: string }>(
  kiroku: KirokuInProcess,
  token: string,
  query: string,
): Promise<readonly Finding[]> {
  const deadline = Date.now() + EXAMINED_MILLISECONDS_MAX;
  for (;;) {
    const { status, body } = await kiroku.get<{ examining: number; findings: Finding[] }>(
      `/v1/findings?limit=200&${query}`,
      token,
    );
    if (status === 200 && body.examining === 0) return body.findings;
    if (Date.now() > deadline) throw new Error(`Nothing was examined within a minute: ${status}.`);
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MILLISECONDS));
  }
}
