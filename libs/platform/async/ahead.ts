import { awaitedLater } from './awaited-later.js';

/**
 * What another one yields, asked for one ahead: the next is made while the one before is worked on. One that was made and
 * is not wanted any more is thrown away.
 */
export async function* ahead<Value>(values: AsyncIterable<Value> | Iterable<Value>): AsyncGenerator<Value> {
  const source = Symbol.asyncIterator in values ? values[Symbol.asyncIterator]() : values[Symbol.iterator]();
  const next = () => awaitedLater(Promise.resolve(source.next()));
  let coming = next();
  let isDone = false;
  try {
    for (;;) {
      const { done, value } = await coming;
      isDone = done === true;
      if (isDone) return;
      coming = next();
      yield value as Value;
    }
  } catch (error) {
    isDone = true;
    throw error;
  } finally {
    // Whoever leaves early waits for what was asked for: it may still use what is closed behind it.
    if (!isDone)
      await coming.then(
        () => source.return?.(),
        () => undefined,
      );
  }
}
