import { Module } from '@nestjs/common';
import { PaperRenderer } from './paper-renderer.js';

@Module({ providers: [PaperRenderer], exports: [PaperRenderer] })
export class DrawPapersModule {}
