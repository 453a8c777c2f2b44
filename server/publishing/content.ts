// What a product says, whole: the form in which it is drafted, reviewed, kept as a version and published.
import type { Names } from '../i18n/languages.ts';

/** A value of technical data: thousandths of a number, an option's key, yes or no, or a text in three languages. */
export type ContentValue = number | string | boolean | Names;

export interface VariantContent {
  /** The maker's number. It names the variant for good: requests and offers refer to it. */
  article: string;
  labels: Names;
  /** An inactive variant can no longer be chosen. */
  active: boolean;
  /** By the definition's key. */
  values: Record<string, ContentValue>;
}

export interface PictureContent {
  file: string;
  width: number;
  height: number;
  alts: Names;
}

export interface ProductContent {
  aidClassCode: string;
  maker: string;
  names: Names;
  summaries: Names;
  descriptions: Names;
  madeToOrder: boolean;
  certificate: { number: string; validUntil: string | null } | null;
  /** ISO 3166-1, two letters. */
  origin: string;
  warrantyMonths: number;
  pictures: PictureContent[];
  /** There is no photograph: the drawing of the class stands for it, and somebody said so. */
  drawingStands: boolean;
  variants: VariantContent[];
}
