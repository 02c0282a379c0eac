import { invariant } from '../../base/invariant';
import {
  numberParameter,
  type ParameterDefinition,
  type ParameterValues,
  resolveParameters,
} from '../features/parameters';

/**
 * The numbers a model runs on: what was given, defaults for the rest.
 *
 * @throws InvariantError on an unknown name or a value out of range: a door checks first, and says so in words
 */
export function modelNumbers(
  definitions: readonly ParameterDefinition[],
  given: ParameterValues = {},
): (id: string) => number {
  const resolved = resolveParameters(definitions, given, []);
  invariant(resolved.status === 'done', resolved.status === 'done' ? '' : resolved.message);
  return (id) => numberParameter(resolved.value, id);
}
