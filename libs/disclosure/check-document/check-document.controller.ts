import { Body, Controller, Header, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Open } from '#platform';
import { CheckDocumentRequest, CheckedDocumentAnswer } from './check-document.request.js';
import { DocumentsByCode } from './documents-by-code.js';

@ApiTags('documents')
@Controller('v1/document-checks')
export class CheckDocumentController {
  constructor(@Inject(DocumentsByCode) private readonly documents: DocumentsByCode) {}

  @Post()
  @HttpCode(200)
  @Open('document-checks')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    operationId: 'checkDocument',
    summary: '書面の確認: which document was issued under a code',
    description:
      'No token: whoever holds the document has the code. It stands in the body so that no address keeps it. Nothing of a person is told; what is no code and what is nobody’s are answered alike.',
  })
  @ApiOkResponse({ type: CheckedDocumentAnswer })
  @ApiNotFoundResponse({ description: 'document-code-unknown' })
  check(@Body() { code }: CheckDocumentRequest): Promise<CheckedDocumentAnswer> {
    return this.documents.find(code);
  }
}
