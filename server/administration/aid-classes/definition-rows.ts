// Definitions and options as their tables hold them.
import type { Definition, Section } from '../../catalogue/technical-data.ts';

export const KINDS = ['number', 'choice', 'yes_no', 'text'] as const;

export interface DefinitionRow extends Record<string, unknown> {
  id: number;
  aid_class_code: string;
  key: string;
  kind: Definition['kind'];
  unit: string | null;
  step: number | null;
  section: Section;
  required: unknown;
  filterable: unknown;
  retired: unknown;
  position: number;
}

export interface OptionRow extends Record<string, unknown> {
  id: number;
  definition_id: number;
  key: string;
  position: number;
  retired: unknown;
}
