import { shownJson, VERDICT_EXIT, wordsOf, type VerificationReport } from '#proof';
import { verifyTarget } from './verify-target.js';
import { VerifyUsageError, type VerifyOptions } from './verify-options.js';

export interface Output {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

type Told = Pick<VerifyOptions, 'json' | 'lang'>;

/** Verifies, tells what came of it, and answers what the program ends with. */
export function runVerify(options: VerifyOptions, output: Output): Promise<number> {
  return reportInWords(() => verifyTarget(options), options, output);
}

export async function reportInWords(
  verify: () => Promise<VerificationReport>,
  { json, lang }: Told,
  { out, error: tell }: Output,
): Promise<number> {
  try {
    const report = await verify();
    out(json ? `${shownJson(report)}\n` : `${wordsOf(report, lang).join('\n')}\n`);
    return VERDICT_EXIT[report.ok];
  } catch (error) {
    // Whatever it is, nothing was shown to be broken by it.
    tell(`${error instanceof VerifyUsageError ? error.said[lang] : faultOf(error)}\n`);
    return VERDICT_EXIT['cannot-check'];
  }
}

function faultOf(error: unknown): string {
  return `a fault of the verifier: ${error instanceof Error ? error.stack : String(error)}`;
}
