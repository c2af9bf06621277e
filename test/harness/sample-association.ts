import { readFileSync } from 'node:fs';
import type { Role } from '#access';

type SampleMember = Readonly<
  Record<'ref' | 'household' | 'symbol' | 'number' | 'branch' | 'name' | 'birthDate', string>
>;

interface SampleFile {
  readonly association: { readonly id: string; readonly insurerNumber: string };
  readonly parties: readonly object[];
  readonly members: readonly SampleMember[];
  readonly arrangements: readonly {
    id: string;
    title: object;
    versions: ({ controlTotals?: unknown; title?: object } & object)[];
  }[];
  readonly standing: readonly ({ readonly member: string } & object)[];
}

/** A sample association as it stands in `deploy/samples`. */
export function sampleFile(name: string): SampleFile {
  return JSON.parse(readFileSync(`deploy/samples/${name}.json`, 'utf8')) as SampleFile;
}

/** Registers an association with all its particulars over HTTP; `create` posts, and refuses what is no 201. */
export async function registerSample(
  sample: SampleFile,
  create: (path: string, role: Role, body: object) => Promise<void>,
): Promise<void> {
  await create('/v1/associations', 'operator', sample.association);
  for (const party of sample.parties) await create('/v1/parties', 'officer', party);
  const { insurerNumber } = sample.association;
  for (const member of sample.members) await create('/v1/members', 'officer', { insurerNumber, ...member });
  for (const { id, title, versions } of sample.arrangements) {
    for (const [index, { controlTotals: _none, title: printed = title, ...terms }] of versions.entries()) {
      await create(`/v1/arrangements/${id}/versions`, 'officer', { version: index + 1, title: printed, terms });
    }
  }
  for (const [index, { member, ...declaration }] of sample.standing.entries()) {
    const id = `0d9a3f44-7c1c-4c59-9a39-${String(index).padStart(12, '0')}`;
    await create(`/v1/members/${member}/standing`, 'officer', { id, ...declaration });
  }
}
