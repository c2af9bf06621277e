import type { ActingCaller } from '#access';

/** Who sent a file, as it is sealed with the job: its lines are recorded by nobody else, and no wider. */
export function packCaller({ role, subject, arrangements }: ActingCaller): Buffer {
  return Buffer.from(JSON.stringify({ role, subject, ...(arrangements && { arrangements: [...arrangements] }) }));
}

export function unpackCaller(packed: Uint8Array): ActingCaller {
  const { arrangements, ...caller } = JSON.parse(Buffer.from(packed).toString()) as Omit<
    ActingCaller,
    'arrangements'
  > & {
    readonly arrangements?: readonly string[];
  };
  return { ...caller, ...(arrangements && { arrangements: new Set(arrangements) }) };
}
