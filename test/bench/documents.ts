import { ask, type ProfileDirectory } from './processes.js';
import { median } from './statistics.js';

export interface DocumentSizes {
  readonly rounds: number;
  /** Of one round. */
  readonly documents: number;
  /** Papers that are asked for at a time, as by so many requests. */
  readonly atOnce: number;
}

export interface DocumentFigures {
  /** A second. */
  readonly drawn: number;
  /** Pages of a text of one font by pdfkit alone, a second. */
  readonly plainPages: number;
  /** Of the process that draws, with its threads. */
  readonly maxMegabytes: number;
}

export interface DrawnReport {
  readonly perSecond: number;
  readonly maxMegabytes: number;
}

/** Product and baseline take turns, each on both cores in a process of its own. */
export async function measureDocuments(sizes: DocumentSizes, profile: ProfileDirectory): Promise<DocumentFigures> {
  const drawn: DrawnReport[] = [];
  const plain: number[] = [];
  for (let round = 0; round < sizes.rounds; round++) {
    drawn.push(await ask<DocumentSizes, DrawnReport>('document-process.js', sizes, profile));
    plain.push(await ask<DocumentSizes, number>('plain-page-process.js', sizes, null));
  }
  return {
    drawn: median(drawn.map(({ perSecond }) => perSecond)),
    plainPages: median(plain),
    maxMegabytes: Math.max(...drawn.map(({ maxMegabytes }) => maxMegabytes)),
  };
}
