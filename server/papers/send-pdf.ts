import type { Response } from 'express';
import { makeLetter } from '../letters/letters.ts';
import { visitOf } from '../web/visit.ts';
import type { Sheet } from './ground.ts';

/** Answers with a sheet as PDF in the page's language, under a name that says nothing of the person. */
export async function sendPdf(
  res: Response,
  { title, blocks }: Sheet,
  { file, large, at }: { file: string; large: boolean; at: Date },
): Promise<void> {
  const { lang } = visitOf(res);
  answerWithPdf(res, await makeLetter({ lang, title, blocks, large, at }), file);
}

/** Answers with a PDF that is there. */
export function answerWithPdf(res: Response, pdf: Buffer, file: string): void {
  res.set('Cache-Control', 'private, no-store');
  res.set('Content-Security-Policy', "default-src 'none'; sandbox");
  res.set('Content-Disposition', `attachment; filename="${file}.pdf"`);
  res.type('application/pdf').send(pdf);
}
