/** Problems are short; what is longer is none. */
const CHARACTERS_MAX = 100_000;
const TITLE_LENGTH_MAX = 400;

/**
 * Why a service refused, as it says itself: `code: title`, in the language that was asked for. Undefined where it says
 * nothing of the kind. It is text of somebody else: nothing in it moves the cursor or turns the line around.
 */
export async function problemOf(response: Response): Promise<string | undefined> {
  try {
    const text = await limited(response);
    const { code, title } = JSON.parse(text) as { code?: unknown; title?: unknown };
    if (typeof code !== 'string' || !/^[a-z\d-]{1,60}$/.test(code)) return undefined;
    return typeof title === 'string'
      ? `${code}: ${title.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '').slice(0, TITLE_LENGTH_MAX)}`
      : code;
  } catch {
    return undefined;
  }
}

async function limited(response: Response): Promise<string> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const piece of response.body ?? []) {
    text += decoder.decode(piece as Uint8Array, { stream: true });
    // Leaving the loop ends the answer.
    if (text.length > CHARACTERS_MAX) break;
  }
  return text;
}
