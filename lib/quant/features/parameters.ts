import { invariant } from '../../base/invariant';
import { done, type Outcome, refused } from '../../base/outcome';

/**
 * Parameters as plain data: a registry line with these brings its form field, its API text and its checks.
 */
export type ParameterDefinition =
  | {
      readonly id: string;
      readonly name: string;
      readonly kind: 'integer' | 'number';
      readonly unit: string;
      readonly min: number;
      readonly max: number;
      readonly default: number;
    }
  | {
      readonly id: string;
      readonly name: string;
      /** An instrument of the panel; null stands for the first one. */
      readonly kind: 'symbol';
      readonly default: null;
    };

export type ParameterValue = number | string | null;

export type ParameterValues = Readonly<Record<string, ParameterValue>>;

/**
 * Fills in defaults and checks what was given.
 *
 * @param symbols the instruments a symbol parameter may name
 */
export function resolveParameters(
  definitions: readonly ParameterDefinition[],
  given: ParameterValues,
  symbols: readonly string[],
): Outcome<ParameterValues> {
  const unknown = Object.keys(given).find((id) => !definitions.some((definition) => definition.id === id));
  if (unknown !== undefined) return refused('bad-input', `There is no parameter named ${unknown}.`, unknown);
  const values: Record<string, ParameterValue> = {};
  for (const definition of definitions) {
    const value = given[definition.id] ?? definition.default;
    const fault = faultOf(definition, value, symbols);
    if (fault !== undefined) return refused('bad-input', fault, definition.id);
    values[definition.id] = value;
  }
  return done(values);
}

function faultOf(
  definition: ParameterDefinition,
  value: ParameterValue,
  symbols: readonly string[],
): string | undefined {
  const { id } = definition;
  if (definition.kind === 'symbol') {
    const isHeld = value === null || (typeof value === 'string' && symbols.includes(value));
    return isHeld ? undefined : `${id} must be one of the instruments at hand, ${JSON.stringify(value)} is not.`;
  }
  const { min, max, kind, unit } = definition;
  const isNumber = typeof value === 'number' && value >= min && value <= max;
  if (isNumber && (kind === 'number' || Number.isInteger(value))) return undefined;
  const wanted = kind === 'integer' ? 'a whole number' : 'a number';
  return `${id} must be ${wanted} from ${min} to ${max} (${unit}), ${JSON.stringify(value)} is not.`;
}

export const defaultParameters = (definitions: readonly ParameterDefinition[]): ParameterValues =>
  Object.fromEntries(definitions.map((definition) => [definition.id, definition.default]));

/** A resolved number. @throws InvariantError when the caller skipped resolveParameters */
export function numberParameter(values: ParameterValues, id: string): number {
  const value = values[id];
  invariant(typeof value === 'number', `parameter ${id} was not resolved to a number`);
  return value;
}

/** A resolved symbol; null stands for the first instrument. */
export function symbolParameter(values: ParameterValues, id: string): string | null {
  const value = values[id];
  invariant(value === null || typeof value === 'string', `parameter ${id} was not resolved to a symbol`);
  return value;
}
