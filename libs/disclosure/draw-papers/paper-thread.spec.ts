import { PaperThread } from './paper-thread.js';
import { aPaper, aTable, recordRows } from './testing/a-paper.js';

describe('a thread that draws', () => {
  it('is ended when it gives no sign of life', async () => {
    const thread = new PaperThread(1);
    await expect(thread.draw(aPaper({ blocks: [aTable(recordRows(400))] }))).rejects.toThrow('took too long');
    expect(thread.ended).toBe(true);
  });

  it('fails what it draws when it is ended meanwhile', async () => {
    const thread = new PaperThread();
    const drawing = thread.draw(aPaper({ blocks: [aTable(recordRows(400))] }));
    const outcome = drawing.then(
      () => 'drawn',
      (error: Error) => error.message,
    );
    await thread.end();
    expect(await outcome).toBe('The thread that draws papers ended.');
  });
});
