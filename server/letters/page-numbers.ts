import { MARGIN } from './sheet.ts';

/** "2 / 3" at the foot of each of `count` pages, when there are several. Marked as no part of the text. */
export function numberPages(doc: PDFKit.PDFDocument, first: number, count: number): void {
  if (count < 2) return;
  for (let page = 1; page <= count; page++) {
    doc.switchToPage(first + page - 1);
    // Below the margin, where a further line would otherwise begin a new page.
    doc.page.margins.bottom = 0;
    doc.markContent('Artifact', { type: 'Pagination' });
    doc.font('regular').fontSize(10);
    const width = doc.page.width - MARGIN.left - MARGIN.right;
    doc.text(`${page} / ${count}`, MARGIN.left, doc.page.height - MARGIN.bottom + 20, {
      width,
      align: 'right',
      lineBreak: false,
    });
    doc.endMarkedContent();
  }
}
