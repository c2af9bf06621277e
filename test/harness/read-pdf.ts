import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A node of the structure of a page: a role with what belongs to it, or a piece of marked content by its id. */
export interface StructureNode {
  readonly role?: string;
  readonly type?: string;
  readonly id?: string;
  readonly alt?: string;
  readonly children?: readonly StructureNode[];
}

export interface ReadPage {
  readonly text: string;
  readonly structure: StructureNode;
  /** Text by the id of the marked content that holds it; artifacts and unmarked text under their own names. */
  readonly marked: ReadonlyMap<string, string>;
}

export interface ReadPdf {
  readonly info: Readonly<Record<string, unknown>>;
  readonly title: string;
  readonly lang: string | null;
  readonly marked: boolean;
  readonly fonts: readonly string[];
  readonly pages: readonly ReadPage[];
}

/** Reads a PDF as a stranger would: by another library than the one that made it. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: 0, useSystemFonts: false });
  const document = await task.promise;
  try {
    const { info, metadata } = await document.getMetadata();
    const marks = await document.getMarkInfo();
    const pages = [];
    for (let page = 1; page <= document.numPages; page++) pages.push(await readPage(document, page));
    return {
      info: info as unknown as Record<string, unknown>,
      title: String(metadata?.get('dc:title') ?? ''),
      lang: (info as { Language?: string }).Language ?? null,
      marked: (marks as unknown as ReadonlyMap<string, boolean> | null)?.get('Marked') === true,
      fonts: [
        ...Buffer.from(bytes)
          .toString('latin1')
          .matchAll(/\/FontName \/(\S+)/g),
      ].map(([, name]) => name!),
      pages,
    };
  } finally {
    await task.destroy();
  }
}

async function readPage(document: PDFDocumentProxy, number: number): Promise<ReadPage> {
  const page = await document.getPage(number);
  const { items } = await page.getTextContent({ includeMarkedContent: true, disableNormalization: true });
  const marked = new Map<string, string>();
  const open: string[] = [];
  let text = '';
  for (const item of items) {
    if ('str' in item) {
      text += item.str;
      const id = open.at(-1) ?? 'unmarked';
      marked.set(id, (marked.get(id) ?? '') + item.str);
    } else if (item.type === 'endMarkedContent') open.pop();
    else open.push(item.id ?? (item as { tag?: string }).tag ?? '');
  }
  return { text, marked, structure: (await page.getStructTree()) as StructureNode };
}

/** The roles of a structure in the order of reading, each with the text that it marks on the page. */
export function rolesOf({ structure, marked }: ReadPage): readonly (readonly [role: string, text: string])[] {
  const found: [string, string][] = [];
  const walk = (node: StructureNode) => {
    const own = (node.children ?? []).filter(({ type }) => type === 'content');
    if (node.role !== undefined && node.role !== 'Root') {
      found.push([
        node.role,
        own
          .map(({ id }) => marked.get(id!) ?? '')
          .join('')
          .trim(),
      ]);
    }
    for (const child of node.children ?? []) walk(child);
  };
  walk(structure);
  return found;
}

/** What the pages say, without how it was broken into lines. */
export function textOf({ pages }: ReadPdf): string {
  return pages.map(({ text }) => text).join('');
}
