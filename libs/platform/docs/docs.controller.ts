import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Controller, Get, Header, Headers, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { languageOf } from '../http/language.js';
import { Open } from '../http/open.js';
import { docsPage, problemsPage, START_SCRIPT } from './docs-page.js';
import { verifierDigests } from './verifier-files.js';

/** Holds the contract once the application has made it. */
export class OpenApiHolder {
  document: object = {};
}

const assets = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

/** The contract, a page to try it on, and the page of problems. Nothing is loaded from another host. */
@ApiExcludeController()
@Open()
@Controller()
export class DocsController {
  constructor(@Inject(OpenApiHolder) private readonly openApi: OpenApiHolder) {}

  @Get('openapi.json')
  @Header('Content-Type', 'application/json; charset=utf-8')
  contract(): object {
    return this.openApi.document;
  }

  @Get('docs')
  @Header('Content-Type', 'text/html; charset=utf-8')
  page(): string {
    return docsPage();
  }

  @Get('docs/problems')
  @Header('Content-Type', 'text/html; charset=utf-8')
  problems(@Headers('accept-language') language?: string): string {
    return problemsPage(languageOf(language));
  }

  /** What bundles bring is compared with this, by whoever has the address from elsewhere. */
  @Get('docs/verifier')
  @Header('Content-Type', 'text/plain; charset=utf-8')
  verifier(): Promise<string> {
    return verifierDigests();
  }

  @Get('docs/start.js')
  @Header('Content-Type', 'text/javascript; charset=utf-8')
  start(): string {
    return START_SCRIPT;
  }

  @Get('docs/swagger-ui-bundle.js')
  @Header('Content-Type', 'text/javascript; charset=utf-8')
  script(): Promise<Buffer> {
    return readFile(join(assets, 'swagger-ui-bundle.js'));
  }

  @Get('docs/swagger-ui.css')
  @Header('Content-Type', 'text/css; charset=utf-8')
  style(): Promise<Buffer> {
    return readFile(join(assets, 'swagger-ui.css'));
  }
}
