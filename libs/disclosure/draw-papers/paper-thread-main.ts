import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { drawPaper } from './draw-paper.js';
import { Face } from './face.js';
import type { FromThread, Row, SentBlock, SentPaper, SentRows, SentTable, ThreadData } from './paper-messages.js';

/** A loop that answers no more has ended with its process, or will soon. */
const ROWS_MILLISECONDS_MAX = 60_000;

const { rows: port, sent } = workerData as ThreadData;
const counter = new Int32Array(sent);
const faces = { regular: new Face('regular'), bold: new Face('bold') };

parentPort!.on('message', (paper: SentPaper) => {
  // What an earlier paper asked for and did not wait for is no row of this one.
  while (receiveMessageOnPort(port) !== undefined);
  try {
    const drawn = drawPaper({ ...paper, blocks: paper.blocks.map(withAllRows) }, faces);
    // A copy of just these bytes can be given away with its memory.
    const bytes = drawn.byteLength === drawn.buffer.byteLength ? drawn : Uint8Array.from(drawn);
    say({ kind: 'drawn', bytes }, [bytes.buffer as ArrayBuffer]);
  } catch (error) {
    const { name, message } = error as Error;
    say({ kind: 'refused', name, message });
  }
});

function say(message: FromThread, give: ArrayBuffer[] = []): void {
  parentPort!.postMessage(message, give);
}

function withAllRows(block: SentBlock, place: number) {
  return block.kind === 'table' ? { ...block, rows: allRows(block, place) } : block;
}

/** Drawing is one piece of work: where rows are missing the thread stands still until they are there. */
function* allRows(table: SentTable, block: number): Generator<Row> {
  let { rows, more } = table;
  for (;;) {
    yield* rows;
    if (!more) return;
    const before = Atomics.load(counter, 0);
    say({ kind: 'more', block });
    if (Atomics.wait(counter, 0, before, ROWS_MILLISECONDS_MAX) === 'timed-out') throw new Error('No rows came.');
    const next = receiveMessageOnPort(port)?.message as SentRows | undefined;
    if (next == null) throw new Error('The rows could not be had.');
    ({ rows, more } = next);
  }
}
