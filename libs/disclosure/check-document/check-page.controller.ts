import { readFile } from 'node:fs/promises';
import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CHECK_PAGE_FILES, Open } from '#platform';

/** Short, so that a page and its script are of one version soon. */
const KEPT = 'public, max-age=300';

/** The page on which anybody checks a document: it takes the file where it is, and asks here for keys and codes alone. */
@ApiExcludeController()
@Open()
@Controller('check')
export class CheckPageController {
  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Cache-Control', KEPT)
  page(): Promise<Buffer> {
    return readFile(CHECK_PAGE_FILES['index.html']);
  }

  @Get('check.js')
  @Header('Content-Type', 'text/javascript; charset=utf-8')
  @Header('Cache-Control', KEPT)
  script(): Promise<Buffer> {
    return readFile(CHECK_PAGE_FILES['check.js']);
  }

  @Get('check.css')
  @Header('Content-Type', 'text/css; charset=utf-8')
  @Header('Cache-Control', KEPT)
  style(): Promise<Buffer> {
    return readFile(CHECK_PAGE_FILES['check.css']);
  }
}
