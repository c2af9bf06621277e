import { readFileSync } from 'node:fs';
import { median } from './statistics.js';

const SAMPLE_MILLISECONDS = 250;
/** Samples without which a third says nothing: 3 s of work. */
const SAMPLES_MIN = 12;
const KIBIBYTES_PER_MEGABYTE = 1_000_000 / 1_024;

export interface MemoryFigures {
  readonly maxMegabytes: number;
  /** By which share the last third's median is above the middle third's; null where the work was too short to say. */
  readonly growth: number | null;
}

/** Resident memory of a process, sampled until asked to stop. */
export function watchMemory(pid: number): () => MemoryFigures {
  const samples: number[] = [];
  const take = () => samples.push(residentMegabytes(pid));
  take();
  const timer = setInterval(take, SAMPLE_MILLISECONDS);
  return () => {
    clearInterval(timer);
    return describeMemory(samples);
  };
}

export function describeMemory(samples: readonly number[]): MemoryFigures {
  const third = Math.floor(samples.length / 3);
  const growth =
    samples.length < SAMPLES_MIN ? null : median(samples.slice(-third)) / median(samples.slice(third, 2 * third)) - 1;
  return { maxMegabytes: Math.max(...samples), growth };
}

function residentMegabytes(pid: number): number {
  const found = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  if (!found) throw new Error(`The memory of process ${pid} cannot be read.`);
  return Number(found[1]) / KIBIBYTES_PER_MEGABYTE;
}
