// Files as people send them, made for tests: pictures, PDFs, and such as must be refused.
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';

/** A photograph with what a telephone writes into it: the maker, and where it was taken. */
export async function photograph({ width = 300, height = 200 } = {}): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#8899aa' } })
    .jpeg()
    .withExif({
      IFD0: { Make: 'SecretCamera' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 7/1 0/1' },
    })
    .toBuffer();
}

/** A small PDF. `extra` stands in its catalogue; `packed` is a compressed part with objects. */
export function pdf({ extra = '', packed = '', filter = '/FlateDecode', mark = '' } = {}): Buffer {
  const part = packed
    ? [
        Buffer.from(
          `5 0 obj\n<</Type /ObjStm /N 1 /First 4 /Filter ${filter} /Length 1>>\nstream\n`,
        ),
        filter === '/FlateDecode' ? deflateSync(Buffer.from(packed)) : Buffer.from(packed),
        Buffer.from('\nendstream\nendobj\n'),
      ]
    : [];
  return Buffer.concat([
    Buffer.from(
      `%PDF-1.5\n%${mark}\n1 0 obj\n<</Type /Catalog /Pages 2 0 R ${extra}>>\nendobj\n2 0 obj\n<</Type /Pages /Kids [] /Count 0>>\nendobj\n`,
    ),
    ...part,
    Buffer.from('trailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n'),
  ]);
}
