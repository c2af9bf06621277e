import { Module } from '@nestjs/common';
import { CheckDocumentController } from './check-document.controller.js';
import { CheckPageController } from './check-page.controller.js';
import { DocumentsByCode } from './documents-by-code.js';

/** What anybody may ask about a document: for the service that faces the outside. */
@Module({ controllers: [CheckDocumentController, CheckPageController], providers: [DocumentsByCode] })
export class CheckDocumentModule {}
