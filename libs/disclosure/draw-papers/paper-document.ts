import PDFDocument from 'pdfkit';
import type { Face } from './face.js';

/** A font within one document, as pdfkit keeps it. */
export interface EmbeddedFont {
  readonly id: string;
  ref(): PDFKit.PDFKitReference;
  encode(text: string): [codes: readonly string[], positions: readonly object[]];
}

/** What pdfkit has beside what its types tell. */
interface Inner {
  readonly _font: EmbeddedFont;
  readonly page: { readonly fonts: Record<string, unknown>; readonly xobjects: Record<string, unknown> };
  appendXML(xml: string): void;
  info: { CreationDate?: Date };
}

const MAKER = 'Kiroku';
/** pdfkit wants a date to make the file's ID of; the file says none, since nothing proves it. */
const NO_DATE = new Date(0);

/** A tagged PDF/UA file whose bytes are a function of what is drawn: no clock, nothing random. */
export class PaperDocument extends PDFDocument {
  declare private written: Uint8Array[] | undefined;
  readonly #title: string;

  constructor({ title, language, code }: { title: string; language: string; code: string }) {
    super({
      pdfVersion: '1.7',
      subset: 'PDF/UA',
      tagged: true,
      displayTitle: true,
      lang: language,
      size: 'A4',
      margin: 0,
      // None is opened that is not embedded.
      font: null,
      autoFirstPage: false,
      info: { Title: title, Keywords: code, Producer: MAKER, Creator: MAKER, CreationDate: NO_DATE },
      // Its types know neither PDF/UA nor a document without a font.
    } as unknown as PDFKit.PDFDocumentOptions);
    this.#title = title;
    delete this.inner.info.CreationDate;
  }

  get inner(): Inner {
    return this as unknown as Inner;
  }

  fontOf(face: Face): EmbeddedFont {
    this.font(face.forDocument() as unknown as string);
    return this.inner._font;
  }

  /** Ends the document. */
  bytes(): Uint8Array {
    this.end();
    return Buffer.concat(this.written ?? []);
  }

  /** pdfkit is a stream that nobody reads here: drawing is one piece of work. Called by its constructor, too. */
  override push(chunk: Uint8Array | null): boolean {
    if (chunk !== null) (this.written ??= []).push(chunk);
    return true;
  }

  /** In the place of pdfkit's own, which writes a title as XML without escaping it. */
  _addInfo(): void {
    const title = this.#title.replaceAll(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
    this.inner.appendXML(`
        <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
            <dc:title><rdf:Alt><rdf:li xml:lang="x-default">${title}</rdf:li></rdf:Alt></dc:title>
        </rdf:Description>
        <rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
            <pdf:Producer>${MAKER}</pdf:Producer>
        </rdf:Description>
        `);
  }
}
