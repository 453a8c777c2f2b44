// What the interface for machines gives out: one shape for each record. The OpenAPI document is made from these,
// and tests hold every answer to them.
import { z } from 'zod';
import { SECTIONS } from '../catalogue/technical-data.ts';

const names = z
  .object({ kk: z.string(), ru: z.string(), en: z.string() })
  .describe('One text in Kazakh, Russian and English');

const id = z.int().positive().describe('Stays the same as long as the record exists');
const day = z.iso.date();
const classCode = z.string().describe('Code of an aid class: see /classes');

export const shapes = {
  AidClass: z.object({
    code: z.string(),
    parent: z.string().nullable(),
    level: z.int().min(1).max(3).describe('1: family, 2: class, 3: kind'),
    names,
    summaries: names,
    provisionRoute: z.enum(['portal', 'procurement', 'portal-or-procurement']),
    iso9999: z.string().nullable().describe('Code in ISO 9999:2022, our mapping'),
    priorityProducts: z
      .array(z.int().min(1).max(50))
      .describe("Places in the WHO's Priority Assistive Products List, our mapping"),
    url: names.describe('The page for people'),
  }),
  AttributeDefinition: z.object({
    id,
    class: classCode.describe('The class that defines it; all classes below have it too'),
    key: z.string(),
    kind: z.enum(['number', 'choice', 'yes_no', 'text']),
    unit: z.string().nullable(),
    step: z.number().nullable(),
    section: z.enum(SECTIONS),
    required: z.boolean(),
    filterable: z.boolean(),
    names,
    help: names.nullable(),
    options: z.array(z.object({ key: z.string(), names })),
  }),
  Product: z.object({
    id,
    slug: z.string(),
    class: classCode,
    maker: z.string(),
    names,
    summaries: names,
    descriptions: names,
    madeToOrder: z.boolean(),
    certificate: z.object({ number: z.string(), validUntil: day.nullable() }).nullable(),
    origin: z.string().length(2).describe('ISO 3166-1 alpha-2'),
    warrantyMonths: z.int().min(0),
    publishedOn: day.nullable(),
    url: names.describe('The page for people'),
  }),
  Variant: z.object({
    id,
    product: id.describe('Id of its product'),
    article: z.string(),
    labels: names,
    values: z.array(
      z.object({
        key: z.string(),
        unit: z.string().nullable(),
        value: z
          .union([z.number(), z.boolean(), z.string(), names])
          .describe('A number in the unit, yes or no, the key of an option, or a text'),
      }),
    ),
  }),
  Offer: z.object({
    id,
    variant: id.describe('Id of the variant'),
    supplier: z.object({ bin: z.string().length(12), names }),
    priceTiyn: z.int().positive().describe('Hundredths of a tenge'),
    deliveryWorkingDays: z.int().positive(),
    regions: z.array(z.string()).describe('KATO codes'),
    validFrom: day,
    validUntil: day.nullable().describe('The first day without it'),
  }),
  Region: z.object({ code: z.string().describe('KATO code'), names }),
} as const;

export type ShapeName = keyof typeof shapes;
export type Shape<N extends ShapeName> = z.infer<(typeof shapes)[N]>;

/** What is answered to a request that cannot be read or finds nothing (RFC 9457). */
export const problemShape = z.object({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
});
