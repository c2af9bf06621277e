import { createRequire } from 'node:module';
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import PDFDocument from 'pdfkit';
import { answerParent } from './answer-parent.js';
import type { DocumentSizes } from './documents.js';

const FONT = '@expo-google-fonts/noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf';
const THREADS = 2;
const WORDS = '個人情報の保護に関する法律の規定による請求について、次のとおり開示します。'.repeat(10);

if (isMainThread) answerParent<DocumentSizes, number>(measure);
else for (let page = 0; page < (workerData as number); page++) await plainPage(page);

/** Pages a second on two cores, as pdfkit's guide has them: with the font by its file, and a text. */
async function measure({ documents }: DocumentSizes): Promise<number> {
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: THREADS }, () => inThread(Math.ceil(documents / THREADS))));
  return documents / ((performance.now() - startedAt) / 1_000);
}

function inThread(pages: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: pages });
    worker.once('error', reject);
    worker.once('exit', () => resolve());
  });
}

async function plainPage(page: number): Promise<void> {
  const document = new PDFDocument({ size: 'A4', font: createRequire(import.meta.url).resolve(FONT) });
  document.text(`${page} ${WORDS}`);
  document.end();
  let bytes = 0;
  for await (const chunk of document) bytes += (chunk as Buffer).length;
  if (bytes === 0) throw new Error('A page has no bytes.');
}
