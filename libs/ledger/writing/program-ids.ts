/** A UUID in its canonical form, not a part of a longer word. Twelve digits may stand at its end by chance. */
const UUID = /(?<![0-9a-z])([0-9a-f]{8}(?:-[0-9a-f]{4}){2}-[89ab][0-9a-f]{3})-[0-9a-f]{12}(?![0-9a-z])/gi;
/** As long as an object id, a UUID without hyphens or a digest (SHA-1, SHA-256, SHA-512), in letters of one case. */
const HEX = /(?<![0-9A-Za-z])(?:[0-9a-f]+|[0-9A-F]+)(?![0-9A-Za-z])/g;
const HEX_LENGTHS: ReadonlySet<number> = new Set([24, 32, 40, 64, 128]);
/** A number between zeros and one letter is still a number. */
const HEX_LETTERS_MIN = 2;

/**
 * The text with every id that a program made up put out of sight, place for place: such an id is an identifier by its
 * form, and a run of digits in it is no number of a person. What only looks like one, made of digits alone as a number
 * padded to the length of a UUID, stays.
 */
export function withoutProgramIds(text: string): string {
  return text
    .replace(UUID, (id, head: string) => (/[a-f]/i.test(head) ? hidden(id) : id))
    .replace(HEX, (id) => (HEX_LENGTHS.has(id.length) && lettersIn(id) >= HEX_LETTERS_MIN ? hidden(id) : id));
}

/** Whether a text is such an id and nothing else. */
export function isProgramId(text: string): boolean {
  return text !== '' && withoutProgramIds(text) === hidden(text);
}

// No digit and no separator: what stands beside an id is not joined over it.
function hidden(id: string): string {
  return '_'.repeat(id.length);
}

function lettersIn(id: string): number {
  return id.replace(/\d/g, '').length;
}
