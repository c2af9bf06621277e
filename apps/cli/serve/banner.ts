import { dayInJapan } from '#statute';
import type { Sample, SampleArrangement } from './samples.js';

/** The feed of the curl line: joint use, which asks no consent of the member who happens to be first. */
const FIRST_FEED = 'B01';

export interface BannerFacts {
  readonly url: string;
  readonly dataDir: string | null;
  readonly hasDevelopmentIssuer: boolean;
  readonly sample: Sample | undefined;
  /** `KIROKU_DATA_DIR` where it is set: the other commands must look in the same place. */
  readonly configuredDataDir: string | undefined;
}

/** The few lines that say where to look, how to get a token, and how to post a first transfer. */
export function banner({ url, dataDir, hasDevelopmentIssuer, sample, configuredDataDir }: BannerFacts): string {
  const lines = [
    `Kiroku 記録 answers at ${url}`,
    `  API, to read and try:  ${url}/docs`,
    `  Data:                  ${dataDir ?? 'the database at DATABASE_URL'}`,
  ];
  if (!hasDevelopmentIssuer || !sample) return `${lines.join('\n')}\n`;
  const configured = configuredDataDir ? `KIROKU_DATA_DIR=${configuredDataDir} ` : '';
  const { id } = sample.association;
  const arrangement = sample.arrangements.find((one) => one.id === FIRST_FEED)!;
  const member = sample.members[0]!.ref;
  const kiroku = `${configured}npx --no-install kiroku`;
  return `${[
    ...lines,
    `  A token:               ${kiroku} token --role officer --association ${id}`,
    `  A first transfer:      ${curlLine({ url, association: id, member, kiroku, arrangement })}`,
    `  Its line, as the member sees it (role member): curl -sS ${url}/v1/me/transfers -H "Authorization: Bearer $(${kiroku} token --role member --association ${id} --member ${member} | tail -n 1)"`,
  ].join('\n')}\n`;
}

interface FirstTransfer {
  readonly url: string;
  readonly association: string;
  readonly member: string;
  readonly kiroku: string;
  readonly arrangement: SampleArrangement;
}

function curlLine({ url, association, member, kiroku, arrangement }: FirstTransfer): string {
  const today = dayInJapan(new Date().toISOString());
  const transfer = {
    source: 'try-out',
    externalId: `first-${today}`,
    direction: 'OUT',
    arrangement: { id: arrangement.id },
    party: { id: arrangement.versions.at(-1)!.parties[0] },
    occurredOn: today,
    purpose: 'U06',
    means: 'ELECTRONIC',
    items: arrangement.versions
      .at(-1)!
      .items.slice(0, 2)
      .map((code) => ({ code })),
    members: [{ ref: member }],
  };
  const token = `$(${kiroku} token --role integrator --association ${association} | tail -n 1)`;
  return `curl -sS -X POST ${url}/v1/transfers -H "Authorization: Bearer ${token}" -H 'Content-Type: application/json' -d '${JSON.stringify(transfer)}'`;
}
