import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A CPU profile as V8 writes it, as far as it is read here. Times are microseconds. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

export interface FunctionTime {
  readonly name: string;
  readonly place: string;
  readonly milliseconds: number;
  /** Of the time in which the process was not idle. */
  readonly share: number;
}

const IDLE = '(idle)';

/** Functions by the time spent in themselves, not in what they call; the longest first. */
export function selfTimes(profile: CpuProfile): FunctionTime[] {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node.callFrame]));
  const microseconds = new Map<string, number>();
  profile.samples.forEach((id, index) => {
    const { functionName, url, lineNumber } = nodes.get(id)!;
    const key = `${functionName || '(anonymous)'}\u0000${placeOf(url, lineNumber)}`;
    microseconds.set(key, (microseconds.get(key) ?? 0) + (profile.timeDeltas[index] ?? 0));
  });
  const busy = [...microseconds].filter(([key]) => !key.startsWith(IDLE));
  const total = busy.reduce((sum, [, time]) => sum + time, 0);
  return busy
    .map(([key, time]) => {
      const [name, place] = key.split('\u0000') as [string, string];
      return { name, place, milliseconds: time / 1_000, share: time / total };
    })
    .sort((a, b) => b.milliseconds - a.milliseconds);
}

/**
 * Time by the package or room that asked for it: what the runtime itself does is counted for its nearest caller with a
 * file. Shares are of the time in which the process was not idle.
 */
export function timesByOwner(profile: CpuProfile): FunctionTime[] {
  const parents = new Map(profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const nodes = new Map(profile.nodes.map((node) => [node.id, node.callFrame]));
  const ownerOf = (id: number): string => {
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const { url } = nodes.get(at)!;
      if (url !== '' && !url.startsWith('node:')) return roomOf(placeOf(url, 0));
    }
    return nodes.get(id)!.functionName === IDLE ? IDLE : 'node';
  };
  const milliseconds = new Map<string, number>();
  profile.samples.forEach((id, index) => {
    const owner = ownerOf(id);
    milliseconds.set(owner, (milliseconds.get(owner) ?? 0) + (profile.timeDeltas[index] ?? 0) / 1_000);
  });
  milliseconds.delete(IDLE);
  const total = [...milliseconds.values()].reduce((sum, time) => sum + time, 0);
  return [...milliseconds]
    .map(([name, time]) => ({ name, place: '', milliseconds: time, share: time / total }))
    .sort((a, b) => b.milliseconds - a.milliseconds);
}

/** The longest functions of every profile in a folder, as text. */
export async function describeProfiles(directory: string, functions: number): Promise<string> {
  const files = (await readdir(directory)).filter((file) => file.endsWith('.cpuprofile')).sort();
  const parts = await Promise.all(
    files.map(async (file) => {
      const profile = JSON.parse(await readFile(join(directory, file), 'utf8')) as CpuProfile;
      const times = selfTimes(profile);
      const busy = times.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
      return [
        `${file}: ${(busy / 1_000).toFixed(1)} s busy`,
        'by function, in itself',
        ...times.slice(0, functions).map(lineOf),
        'by package or room, with what the runtime did for it',
        ...timesByOwner(profile).slice(0, functions).map(lineOf),
      ].join('\n');
    }),
  );
  return `${parts.join('\n\n')}\n`;
}

function lineOf({ name, place, milliseconds, share }: FunctionTime): string {
  return `${(share * 100).toFixed(1).padStart(5)} %  ${milliseconds.toFixed(0).padStart(7)} ms  ${name}  ${place}`.trimEnd();
}

function roomOf(place: string): string {
  const [first, second, third] = place.split('/') as [string, string?, string?];
  if (first === 'libs' || first === 'apps') return `${first}/${second}/${third ?? ''}`;
  return first.startsWith('@') ? `${first}/${second}` : first;
}

/** The part of an address that says where to look: from the project's folders, or from the package on. */
function placeOf(url: string, lineNumber: number): string {
  if (url === '') return '';
  const path = url.replace(/^.*\/node_modules\//, '').replace(/^.*\/dist\/(?=apps|libs|test)/, '');
  return `${path}:${lineNumber + 1}`;
}
