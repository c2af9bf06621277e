import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const LIBS = join(import.meta.dirname, '..', '..', 'libs');

/** Every class of a body, by its name: where it stands. */
function bodies(): Map<string, string[]> {
  const places = new Map<string, string[]>();
  for (const file of readdirSync(LIBS, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || file.includes('.spec.') || file.includes('int-spec')) continue;
    for (const [, name] of readFileSync(join(LIBS, file), 'utf8').matchAll(
      /^(?:export )?class (\w+(?:Answer|Request))\b/gm,
    ))
      places.set(name!, [...(places.get(name!) ?? []), file]);
  }
  return places;
}

// The contract knows a class by its name alone: of two, the later takes the place of the other, and says nothing.
it('gives no name to two bodies of the contract', () => {
  const places = bodies();
  expect(places.size).toBeGreaterThan(100);
  expect([...places].filter(([, files]) => files.length > 1)).toEqual([]);
});
