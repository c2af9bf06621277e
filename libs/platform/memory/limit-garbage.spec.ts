import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const source = pathToFileURL(join(import.meta.dirname, 'limit-garbage.ts')).href;

// Holds 100,000 objects at a time, each for long enough to become old, and says to how many megabytes the heap came.
const WORK = `
  let held = [];
  let most = 0;
  for (let made = 0; made < 3_000_000; made += 1) {
    held.push({ made, text: [made] });
    if (held.length > 200_000) held = held.slice(100_000);
    if (made % 100_000 === 0) most = Math.max(most, process.memoryUsage().heapTotal / 1e6);
  }
  console.log(most);
`;

// Collecting beside the work, V8 comes to another figure each time; without helping threads it is the same one.
function mostMegabytes(first: string): number {
  const flags = ['--input-type=module', '--max-semi-space-size=4', '--single-threaded-gc'];
  return Number(execFileSync(process.execPath, [...flags, '--eval', first + WORK], { encoding: 'utf8' }));
}

it('keeps the heap near what lives', () => {
  const limited = mostMegabytes(`import { limitGarbage } from '${source}'; limitGarbage();`);
  expect(limited).toBeLessThan(0.6 * mostMegabytes(''));
});
