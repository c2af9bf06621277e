import { PaperRenderer } from '#disclosure';
import { answerParent } from './answer-parent.js';
import type { DocumentSizes, DrawnReport } from './documents.js';
import { watchMemory } from './memory.js';
import { typicalDisclosure } from './typical-disclosure.js';

answerParent<DocumentSizes, DrawnReport>(measure);

async function measure({ documents, atOnce }: DocumentSizes): Promise<DrawnReport> {
  const renderer = new PaperRenderer();
  const stopWatching = watchMemory(process.pid);
  // Fonts are opened once for as long as the service runs.
  await draw(renderer, 2 * atOnce, atOnce);
  const startedAt = performance.now();
  await draw(renderer, documents, atOnce);
  const perSecond = documents / ((performance.now() - startedAt) / 1_000);
  const { maxMegabytes } = stopWatching();
  await renderer.onApplicationShutdown();
  return { perSecond, maxMegabytes };
}

async function draw(renderer: PaperRenderer, count: number, atOnce: number): Promise<void> {
  let next = 0;
  const one = async () => {
    while (next < count) await renderer.pdf(typicalDisclosure(next++));
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}
